package crucible.runtime.event;

import crucible.model.CopyDigest;
import crucible.model.SnapshotWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * A copy of an arena's whole state as of one boundary, in reused buffers: one for the features, one for the market, one
 * for the agents of each lane, one for the arbiter, one for what is shown to people. Each stage fills its own while it
 * handles the boundary; behind the arbiter the copy is whole, and another thread may take its digest and save it. Neither
 * digest nor saved bytes depend on the number of lanes.
 */
public final class ArenaImage {
    /** Name of the part that holds the features. */
    public static final String FEATURES = "features";

    /** Name of the part that holds the market as desks see it. */
    public static final String MARKET = "market";

    /** Name of the part that holds the agents with their books, in ascending id. */
    public static final String AGENTS = "agents";

    /** Name of the part that holds what the arbiter knows. */
    public static final String ARBITER = "arbiter";

    /** Name of the part that holds what people see. */
    public static final String SHOWN = "shown";

    private final SnapshotWriter features = new SnapshotWriter();
    private final SnapshotWriter market = new SnapshotWriter();
    private final SnapshotWriter arbiter = new SnapshotWriter();
    private final SnapshotWriter shown = new SnapshotWriter();
    private final SnapshotWriter[] agents;
    private Place place;

    /**
     * Where in the total order a copy was made.
     *
     * @param sequence of the boundary
     * @param arenaTimeMs arena time after it
     * @param boundaryTimeMs its own time
     */
    public record Place(long sequence, long arenaTimeMs, long boundaryTimeMs) {}

    /**
     * Where in the total order a copy was made, and the digest of the state that it holds.
     *
     * @param sequence of the boundary
     * @param arenaTimeMs arena time after it
     * @param boundaryTimeMs its own time
     * @param stateDigest 64 hexadecimal digits
     */
    public record Moment(long sequence, long arenaTimeMs, long boundaryTimeMs, String stateDigest) {}

    /** Room for the copy of an arena with this number of lanes. */
    public ArenaImage(int lanes) {
        agents = new SnapshotWriter[lanes];
        Arrays.setAll(agents, lane -> new SnapshotWriter());
    }

    /** Forgets the copy made last. */
    public void reset() {
        place = null;
        features.reset();
        market.reset();
        arbiter.reset();
        shown.reset();
        for (SnapshotWriter lane : agents) {
            lane.reset();
        }
    }

    /** Where the feature stage copies to. */
    public SnapshotWriter features() {
        return features;
    }

    /** Where the first lane copies the market to, which is the same on every lane. */
    public SnapshotWriter market() {
        return market;
    }

    /** Where a lane copies its agents to: a record each, under the agent's id, in ascending order. */
    public SnapshotWriter agents(int lane) {
        return agents[lane];
    }

    /** Where the arbiter copies to. */
    public SnapshotWriter arbiter() {
        return arbiter;
    }

    /** Where the listener copies to what people see: no part of the tournament's state. */
    public SnapshotWriter shown() {
        return shown;
    }

    /** The copy is made. */
    public void seal(Place made) {
        place = made;
    }

    /** Where the copy was made; null while it is not. */
    public Place place() {
        return place;
    }

    /** Whether every stage has copied all it has: false where one threw in the middle. */
    public boolean isWhole() {
        return place != null
                && features.isWhole()
                && market.isWhole()
                && arbiter.isWhole()
                && shown.isWhole()
                && Arrays.stream(agents).allMatch(SnapshotWriter::isWhole);
    }

    /** The copy's digest, which is its state's; only where it is whole. */
    public Moment digested(CopyDigest digest) {
        digest.add(place.sequence()).add(place.arenaTimeMs());
        digest.add(features).add(market);
        eachAgent(digest::addRecord);
        digest.add(arbiter);
        return new Moment(place.sequence(), place.arenaTimeMs(), place.boundaryTimeMs(), digest.finishHex());
    }

    /** The parts by name, in a fixed order, as they are stored. */
    public Map<String, byte[]> toBytes() {
        final Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(FEATURES, features.toBytes());
        parts.put(MARKET, market.toBytes());
        final ByteArrayOutputStream inOrder = new ByteArrayOutputStream();
        eachAgent((lane, index) -> lane.writeRecordTo(inOrder, index));
        parts.put(AGENTS, inOrder.toByteArray());
        parts.put(ARBITER, arbiter.toBytes());
        parts.put(SHOWN, shown.toBytes());
        return parts;
    }

    /** Every agent's record, in ascending id whichever lane it is on. */
    private void eachAgent(ObjIntConsumer<SnapshotWriter> record) {
        final int[] next = new int[agents.length];
        while (true) {
            int first = -1;
            for (int lane = 0; lane < agents.length; lane++) {
                if (next[lane] < agents[lane].records() && (first < 0 || key(next, lane) < key(next, first))) {
                    first = lane;
                }
            }
            if (first < 0) {
                return;
            }
            record.accept(agents[first], next[first]++);
        }
    }

    private long key(int[] next, int lane) {
        return agents[lane].recordKey(next[lane]);
    }
}
