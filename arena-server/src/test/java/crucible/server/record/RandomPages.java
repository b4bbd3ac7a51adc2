package crucible.server.record;

import crucible.model.AgentCommand;
import crucible.model.DeathCause;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import java.util.List;
import java.util.Random;

/** A seeded sequence of pages: commands, verdicts, quarantines, and returns of agents that come and go. */
final class RandomPages {
    private static final long STEP_MS = 300_000;

    private final Random random;
    private final long[] observations = new long[40];
    private final ArenaEvent event = new ArenaEvent();
    private final Page page = new Page();
    private long sequence = -1;
    private long timeMs = 1_700_006_400_000L;

    RandomPages(long seed) {
        random = new Random(seed);
    }

    /** The next page; it is used again. */
    Page next() {
        page.begin(sequence);
        for (int boundary = 1 + random.nextInt(5); boundary > 0; boundary--) {
            for (int events = random.nextInt(3); events > 0; events--) {
                place(random.nextInt(4));
            }
            for (int passed = random.nextInt(30); passed > 0; passed--) {
                page.passed(++sequence);
            }
            for (int agent = 0; agent < observations.length; agent++) {
                if (random.nextInt(3) == 0) {
                    page.evidence(agent, ++observations[agent], random.nextGaussian() / 100);
                }
            }
            timeMs += STEP_MS;
            page.boundary(++sequence, timeMs);
        }
        return page;
    }

    private void place(int kind) {
        final int agent = random.nextInt(observations.length);
        switch (kind) {
            case 0 -> keep(EventKind.QUARANTINE, new Quarantine(agent, "division by zero"), Effect.NONE);
            case 1 ->
                keep(
                        EventKind.TRIALS,
                        new TrialCount(
                                TrialCount.Scope.LIVE_RECORDS, 1 + random.nextInt(50), 1 + random.nextDouble(), timeMs),
                        Effect.NONE);
            case 2 ->
                keep(
                        EventKind.COMMAND,
                        new AgentCommand("r" + sequence, AgentCommand.Kind.PAUSE, agent, "ann", "why not", "", ""),
                        Effect.CONFLICT);
            default ->
                keep(
                        EventKind.VERDICT,
                        new Verdict(
                                agent,
                                Verdict.Kind.TERMINATE,
                                DeathCause.IDLE,
                                Verdict.Authority.RULE,
                                timeMs,
                                "idle",
                                14,
                                0,
                                List.of(new Verdict.Input("n", random.nextInt(100)), new Verdict.Input("mean", 0.1)),
                                "stopped trading"),
                        Effect.APPLIED);
        }
    }

    private void keep(EventKind kind, Object payload, Effect effect) {
        event.begin(kind, timeMs).payload(payload).place(++sequence, timeMs, 0);
        page.keep(event, effect);
    }
}
