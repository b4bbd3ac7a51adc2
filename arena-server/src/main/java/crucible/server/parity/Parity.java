package crucible.server.parity;

import crucible.model.Birth;
import crucible.model.SnapshotRefused;
import crucible.research.lake.LakeDay;
import crucible.research.lake.LakeKind;
import crucible.research.lake.LakeReader;
import crucible.research.lake.RawLake;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.Arbiter;
import crucible.runtime.ring.ArenaListener;
import crucible.server.arena.Replay;
import crucible.server.lake.LakeFill;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs agents of the arena once more over the lake and compares. What they did is told by a replay of the journal, which is
 * compared with what the running arena wrote beside it; what they do again by {@link crucible.factory.trial.RecordedTrial},
 * fed from the lake alone but for what judge and operators decided. One thread.
 */
public final class Parity {
    private static final Logger LOG = LoggerFactory.getLogger(Parity.class);

    /** Agents that are run at a time: each has a lane and a desk of its own. */
    private static final int AGENTS_AT_A_TIME = 500;

    private final ParityPlan plan;
    private final RawLake lake;
    private final List<LakeDay> days;
    private final long lastSequence;

    private Parity(ParityPlan plan, RawLake lake, List<LakeDay> days) throws IOException {
        this.plan = plan;
        this.lake = lake;
        this.days = days;
        this.lastSequence = lastSequence();
    }

    /**
     * Compares over the complete days of the lake.
     *
     * @throws ParityRefused where there is nothing to compare
     * @throws crucible.server.journal.JournalException where the journal cannot be read
     * @throws IOException where lake or snapshots cannot be read at all
     */
    public static ParityReport run(ParityPlan plan) throws IOException {
        final RawLake lake = LakeFill.rawLake(plan.dataDirectory());
        final List<LakeDay> days = lake.days();
        if (days.isEmpty()) {
            throw new ParityRefused("the lake in " + lake.folder() + " holds no complete day yet");
        }
        final LakeDay last = days.get(days.size() - 1);
        if (plan.from().isPresent() && plan.from().get() >= (last.date().toEpochDay() + 1) * LakeDay.MS) {
            throw new ParityRefused("nothing lies in the span: the last complete day of the lake is " + last.date());
        }
        return new Parity(plan, lake, days).compare();
    }

    /** The last event before the end of the span. */
    private long lastSequence() throws IOException {
        long last = days.get(days.size() - 1).lastSequence();
        if (plan.toMs().isEmpty()) {
            return last;
        }
        final long toMs = plan.toMs().getAsLong();
        for (int i = days.size() - 1; i >= 0; i--) {
            final LakeDay day = days.get(i);
            if (day.date().toEpochDay() * LakeDay.MS < toMs) {
                return Math.min(day.lastSequence(), firstAtOrAfter(day, toMs) - 1);
            }
            last = day.firstSequence() - 1;
        }
        return last;
    }

    private long firstAtOrAfter(LakeDay day, long timeMs) throws IOException {
        if ((day.date().toEpochDay() + 1) * LakeDay.MS <= timeMs) {
            return Long.MAX_VALUE;
        }
        try (LakeReader reader = lake.read(List.of(day), List.of(LakeKind.BARS, LakeKind.QUOTES, LakeKind.TICKS))) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                if (event.arenaTimeMs() >= timeMs) {
                    return event.sequence();
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private ParityReport compare() throws IOException {
        final Map<Integer, ComparedAgent> agents = new TreeMap<>();
        final Beginning beginning = begin(agents);
        if (beginning.firstSequence() > lastSequence) {
            throw new ParityRefused("nothing lies in the span: it ends with event " + lastSequence
                    + ", and the state to begin from was kept behind event " + (beginning.firstSequence() - 1));
        }
        addBirths(agents, beginning.firstSequence());
        plan.agent().ifPresent(id -> agents.keySet().retainAll(List.of(id)));
        if (agents.isEmpty()) {
            throw new ParityRefused(
                    plan.agent().isPresent()
                            ? "agent " + plan.agent().getAsInt() + " does not live in the span"
                            : "no agent lives in the span");
        }
        return compare(beginning, List.copyOf(agents.values()));
    }

    /** Chooses the beginning and adds who lives there. */
    private Beginning begin(Map<Integer, ComparedAgent> agents) throws IOException {
        final List<Beginning> candidates = Beginning.candidates(
                plan.dataDirectory(), plan.from(), days.get(0).firstSequence());
        for (Beginning candidate : candidates) {
            try (Replay replay = candidate.open(ArenaListener.NONE)) {
                final Arbiter arbiter = replay.tournament().core().arbiter();
                for (int id = 0; id < arbiter.agents(); id++) {
                    final AgentRow row = arbiter.row(id);
                    if (row.isPresent() && !Deed.Standing.of(row, 0).isFinal()) {
                        agents.put(id, new ComparedAgent(id, arbiter.birth(id).blueprint()));
                    }
                }
                return candidate;
            } catch (SnapshotRefused e) {
                LOG.warn("{} is of no use, the next is tried: {}", candidate, e.getMessage());
            }
        }
        throw new ParityRefused("none of " + candidates + " can be begun from");
    }

    private void addBirths(Map<Integer, ComparedAgent> agents, long fromSequence) throws IOException {
        try (LakeReader reader = lake.read(days, List.of(LakeKind.BIRTHS))) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event) && event.sequence() <= lastSequence) {
                if (event.sequence() >= fromSequence) {
                    final Birth birth = event.payload(Birth.class);
                    agents.put(birth.agentId(), new ComparedAgent(birth.agentId(), birth.blueprint()));
                }
            }
        }
    }

    private ParityReport compare(Beginning beginning, List<ComparedAgent> agents) throws IOException {
        final List<LakeDay> inSpan = days.stream()
                .filter(day -> day.lastSequence() >= beginning.firstSequence() && day.firstSequence() <= lastSequence)
                .toList();
        final Findings findings = new Findings();
        for (String problem : lake.verify(inSpan)) {
            findings.add(Cause.DAMAGED_LAKE, beginning.firstSequence(), 0, "", problem);
        }
        final List<ParityPass> passes = new ArrayList<>();
        for (int from = 0; from < agents.size(); from += AGENTS_AT_A_TIME) {
            final Findings own = passes.isEmpty() ? findings : new Findings();
            final ParityPass pass = new ParityPass(
                    new ParityPass.Sources(plan, lake, days, beginning, lastSequence),
                    own,
                    agents.subList(from, Math.min(agents.size(), from + AGENTS_AT_A_TIME)));
            pass.run();
            if (!passes.isEmpty()) {
                findings.addAgentsOf(own);
            }
            passes.add(pass);
        }
        final Map<String, Long> differences = new LinkedHashMap<>();
        findings.counts().forEach((cause, count) -> differences.put(cause.label(), count));
        return new ParityReport(
                passes.get(0).span(),
                agents.stream().map(ComparedAgent::id).toList(),
                passes.stream()
                        .map(ParityPass::compared)
                        .reduce(ParityReport.Compared::with)
                        .orElseThrow(),
                differences,
                findings.told());
    }
}
