package crucible.runtime.event;

import crucible.model.SnapshotWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * A copy of an arena's whole state as of one boundary, in reused buffers: one for the features, one for the market, one
 * for the agents of each lane, one for the arbiter, one for what is shown to people. Each stage fills its own while it
 * handles the boundary; behind the arbiter the copy is whole, and whoever saves it may read it.
 */
public final class ArenaImage {
    private static final String AGENTS = "agents-";

    private final SnapshotWriter features = new SnapshotWriter();
    private final SnapshotWriter market = new SnapshotWriter();
    private final SnapshotWriter arbiter = new SnapshotWriter();
    private final SnapshotWriter shown = new SnapshotWriter();
    private final SnapshotWriter[] agents;
    private Moment moment;

    /**
     * Where in the total order the copy was made, and what the state's digest was.
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
        for (int lane = 0; lane < lanes; lane++) {
            agents[lane] = new SnapshotWriter();
        }
    }

    /** Forgets the copy made last. */
    public void reset() {
        moment = null;
        parts().values().forEach(SnapshotWriter::reset);
    }

    /** Where the feature stage copies to. */
    public SnapshotWriter features() {
        return features;
    }

    /** Where the first lane copies the market to, which is the same on every lane. */
    public SnapshotWriter market() {
        return market;
    }

    /** Where a lane copies its agents to. */
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
    public void seal(Moment newMoment) {
        moment = newMoment;
    }

    /** When the copy was made; null while it is not. */
    public Moment moment() {
        return moment;
    }

    /** Whether every stage has copied all it has: false where one threw in the middle. */
    public boolean isWhole() {
        return moment != null && parts().values().stream().allMatch(SnapshotWriter::isWhole);
    }

    /** The parts by name, in a fixed order. */
    public Map<String, SnapshotWriter> parts() {
        final Map<String, SnapshotWriter> parts = new TreeMap<>();
        parts.put("arbiter", arbiter);
        parts.put("features", features);
        parts.put("market", market);
        parts.put("shown", shown);
        for (int lane = 0; lane < agents.length; lane++) {
            parts.put(agentsOf(lane), agents[lane]);
        }
        return parts;
    }

    /** Name of the part that holds the agents of one lane. */
    public static String agentsOf(int lane) {
        return AGENTS + lane;
    }
}
