package crucible.runtime.ring;

import crucible.model.Birth;
import crucible.model.Breeder;
import crucible.model.CopyDigest;
import crucible.model.Desk;
import crucible.model.Judge;
import crucible.model.Operand;
import crucible.model.Require;
import crucible.model.SnapshotReader;
import crucible.model.SnapshotRefused;
import crucible.model.SnapshotWriter;
import crucible.model.StateHolder;
import crucible.model.Timeframe;
import crucible.model.VolatilityFits;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.AgentLane;
import crucible.runtime.lane.LifecycleThresholds;
import crucible.runtime.lane.MarkBoard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The stages of one arena: features, lanes, arbiter and the outbox between arbiter and sequencer. A pure function of the
 * events that it is shown: the live ring, a trial and a replay all run this class.
 */
public final class ArenaCore {
    private final FeatureStage features;
    private final List<AgentLane> lanes;
    private final Arbiter arbiter;
    private final Outbox outbox;

    /**
     * @param lanes number of lanes, at least 1; the result does not depend on it
     * @param desks makes one desk per lane
     * @param fits orders fits of the instruments' volatility and hands them in
     */
    public ArenaCore(
            int lanes,
            Supplier<? extends Desk> desks,
            LifecycleThresholds thresholds,
            Judge judge,
            Breeder breeder,
            VolatilityFits fits,
            ArenaListener listener) {
        Require.positive("lanes", (long) lanes);
        final MarkBoard board = new MarkBoard();
        this.features = new FeatureStage(board);
        final List<AgentLane> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            all.add(new AgentLane(lane, lanes, listener.watched(desks.get()), board, thresholds));
        }
        this.lanes = List.copyOf(all);
        this.outbox = new Outbox(fits);
        this.arbiter = new Arbiter(this.lanes, board, new Arbiter.Deciders(judge, breeder, fits), outbox, listener);
        if (thresholds.risk().limitsArena()) {
            arbiter.countExposure();
        }
        checkpoints(new DirectCheckpoints(lanes));
    }

    /** Runs one event through all stages on the caller's thread. */
    public void process(ArenaEvent event) {
        features.onEvent(event);
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).onEvent(event);
        }
        arbiter.onEvent(event);
    }

    /**
     * Runs one event of a journal through all stages. What the arbiter asked for is compared with what was journaled.
     *
     * @throws IllegalStateException where the replay would have decided otherwise
     */
    public void replay(ArenaEvent event) {
        switch (event.kind()) {
            case VERDICT, TRIALS, EXPOSURE -> outbox.confirm(event.kind(), event.payload(Object.class));
            case QUARANTINE -> outbox.confirmQuarantine(event.payload(Object.class));
            case BIRTH -> {
                final Birth birth = event.payload(Birth.class);
                if (birth.origin().isAskedByArena()) {
                    outbox.confirm(EventKind.BIRTH, birth);
                } else {
                    outbox.bornOutside(birth.agentId());
                }
            }
            default -> {
                // inputs from outside need no confirmation
            }
        }
        process(event);
    }

    /**
     * Digest of the whole state as of the event processed last, 64 hexadecimal digits; equal to the one that a checkpoint
     * at that event gives. Only while no ring runs the stages.
     */
    public String stateDigest(long sequence, long arenaTimeMs) {
        final ArenaImage image = new ArenaImage(lanes.size());
        copyTo(image);
        image.seal(new ArenaImage.Place(sequence, arenaTimeMs, 0));
        return image.digested(new CopyDigest()).stateDigest();
    }

    /**
     * From now on, at checkpoints, copies of the state go there; before the stages run. Where nobody says otherwise the
     * digest is taken at once, on the arbiter's thread.
     */
    public void checkpoints(Checkpoints checkpoints) {
        features.checkpoints(checkpoints);
        arbiter.checkpoints(checkpoints);
    }

    /** Copies the whole state as of the boundary processed last. Only while no ring runs the stages. */
    public void copyTo(ArenaImage image) {
        features.visit(image.features());
        lanes.forEach(lane -> lane.copyTo(image));
        arbiter.copyTo(image);
    }

    /**
     * Restores the state that {@link ArenaImage#toBytes} gave, on any number of lanes, into new stages made with the same
     * settings; the listener hears of it when {@link #tellRestored} is called.
     *
     * @param parts by name, as they were written
     * @return whether all of it is stored as this software stores it; if not, the state's digest is another one than theirs
     * @throws SnapshotRefused where they are not what this software stores; the stages are of no use then
     */
    public boolean restore(Map<String, byte[]> parts) {
        boolean current = read(parts, ArenaImage.ARBITER, arbiter);
        final List<Birth> births = new ArrayList<>();
        for (int id = 0; id < arbiter.agents(); id++) {
            births.add(arbiter.birth(id));
        }
        current &= read(parts, ArenaImage.FEATURES, stored -> features.restore(births, stored));
        for (AgentLane lane : lanes) {
            current &= read(parts, ArenaImage.MARKET, lane::visitMarket);
        }
        current &= read(
                parts,
                ArenaImage.AGENTS,
                stored -> births.forEach(birth -> lanes.forEach(lane -> lane.restoreAgent(birth, stored))));
        arbiter.restored(births, lanes.get(0).instruments());
        return current;
    }

    private static boolean read(Map<String, byte[]> parts, String name, StateHolder holder) {
        final byte[] bytes = parts.get(name);
        if (bytes == null) {
            throw new SnapshotRefused("required: a snapshot has the part " + name + ", but has " + parts.keySet());
        }
        final SnapshotReader stored = new SnapshotReader(bytes);
        holder.visit(stored);
        stored.requireEnd();
        return !stored.isOlder();
    }

    /**
     * Agents whose books contradict themselves, in ascending id, but for those that are taken out already: none, unless a
     * snapshot was changed by hand or this software is wrong. Only while no ring runs the stages.
     */
    public List<Quarantine> audit() {
        return lanes.stream()
                .flatMap(lane -> lane.audit().stream())
                .sorted(Comparator.comparingInt(Quarantine::agentId))
                .toList();
    }

    /** Tells the listener that the state was restored, and gives it back what it had counted. */
    public void tellRestored(Map<String, byte[]> parts) {
        arbiter.tellRestored(lanes.get(0).instruments(), new SnapshotReader(parts.get(ArenaImage.SHOWN)));
    }

    /**
     * Computes a feature from now on, from the retained bars at once, as if an agent that asks for it had been born. For who
     * runs some agents of an arena alone: what they read is as old as it was there. Only between two events.
     */
    public void ask(Timeframe timeframe, Operand.FeatureRef feature) {
        features.ask(timeframe, feature);
        lanes.forEach(lane -> lane.ask(timeframe, feature));
    }

    /**
     * Takes over from another arena, as of the boundary processed last there, how far events have come and the market as its
     * desks see it: neither features nor agents. Before the first event here, and while no ring runs either.
     */
    public void takeOver(ArenaCore other) {
        final SnapshotWriter course = new SnapshotWriter();
        other.arbiter.course().visit(course);
        arbiter.course().visit(new SnapshotReader(course.toBytes()));
        final SnapshotWriter market = new SnapshotWriter();
        other.lanes.get(0).visitMarket(market);
        lanes.forEach(lane -> lane.visitMarket(new SnapshotReader(market.toBytes())));
    }

    /**
     * Takes over an agent of another arena with its books, orders and brackets, as of the boundary processed last there;
     * its statistics begin anew. After {@link #takeOver} and the features that it reads.
     *
     * @param agentId its id there
     * @param birth its birth under the next free id here
     */
    public void adopt(ArenaCore other, int agentId, Birth birth) {
        final SnapshotWriter agent = new SnapshotWriter();
        other.lanes.get(agentId % other.lanes.size()).visitAgent(agentId, agent);
        features.onBirth(birth);
        lanes.forEach(lane -> lane.restoreAgent(birth, new SnapshotReader(agent.toBytes())));
        arbiter.onBirth(birth, other.arbiter.bornMs(agentId));
        outbox.bornOutside(birth.agentId());
    }

    /** The stage that comes first. */
    public FeatureStage features() {
        return features;
    }

    /** The lanes, in order. */
    public List<AgentLane> lanes() {
        return lanes;
    }

    /** The last stage. */
    public Arbiter arbiter() {
        return arbiter;
    }

    /** What the arbiter has asked for and the sequencer has not yet published. */
    public Outbox outbox() {
        return outbox;
    }

    /** How many times an agent has looked at a bar, over all lanes. */
    public long agentSteps() {
        return lanes.stream().mapToLong(AgentLane::agentSteps).sum();
    }
}
