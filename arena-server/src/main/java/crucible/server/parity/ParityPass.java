package crucible.server.parity;

import crucible.factory.trial.RecordedTrial;
import crucible.factory.trial.TrialSettings;
import crucible.model.Genesis;
import crucible.research.lake.LakeDay;
import crucible.research.lake.LakeKind;
import crucible.research.lake.LakeReader;
import crucible.research.lake.RawLake;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.server.arena.Replay;
import crucible.server.arena.TournamentRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of some agents: the journal is replayed, and behind every event the trial is fed what the lake holds in that
 * place. One thread; used once.
 */
final class ParityPass {
    private static final Logger LOG = LoggerFactory.getLogger(ParityPass.class);

    private final Sources sources;
    private final Findings findings;
    private final Comparison comparison;
    private final Set<Integer> chosen;
    private RecordedTrial trial;
    private LakeTape tape;
    private boolean trialEnded;
    private boolean featuresOfLake;
    private long events;
    private long inputs;
    private long fromMs = Long.MIN_VALUE;
    private long toMs;
    private long sequence;

    /** Where everything comes from; {@code lastSequence} is that of the last event that is compared. */
    record Sources(ParityPlan plan, RawLake lake, List<LakeDay> days, Beginning beginning, long lastSequence) {
        /** End of the day on which the span ends, epoch milliseconds. */
        long endMs() {
            return days.stream()
                    .filter(day -> day.firstSequence() <= lastSequence)
                    .mapToLong(day -> (day.date().toEpochDay() + 1) * LakeDay.MS)
                    .max()
                    .orElse(0);
        }
    }

    ParityPass(Sources sources, Findings findings, List<ComparedAgent> agents) {
        this.sources = sources;
        this.findings = findings;
        this.comparison = new Comparison(findings);
        comparison.agents(agents);
        chosen = agents.stream().map(ComparedAgent::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was compared. */
    ParityReport.Compared compared() {
        return comparison.compared(events, inputs);
    }

    /** The span that was compared. */
    ParityReport.Span span() {
        return new ParityReport.Span(
                sources.beginning.firstSequence(),
                sequence,
                Math.max(0, fromMs),
                toMs,
                sources.beginning.toString(),
                featuresOfLake ? "lake" : "snapshot");
    }

    void run() throws IOException {
        final RunningArena running = new RunningArena(sources.plan.dataDirectory(), findings);
        final ArenaListener onlooker = new Onlooker(id -> id, chosen::contains, comparison.live());
        try (Replay replay = sources.beginning.open(running.hearing(onlooker));
                LakeTape opened = openTape()) {
            tape = opened;
            sequence = replay.startSequence() - 1;
            makeTrial(replay);
            running.watch(replay, sources.lastSequence, sources.endMs());
            comparison.at(replay.startSequence());
            try {
                replay.run(sources.lastSequence, this::onEvent);
            } catch (IllegalStateException e) {
                findings.add(Cause.DIFFERENT_JOURNAL, sequence + 1, toMs, e.getMessage(), "");
            }
            running.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private LakeTape openTape() throws IOException {
        return new LakeTape(sources.lake, sources.days, sources.beginning.firstSequence());
    }

    private void makeTrial(Replay replay) throws IOException {
        final TournamentRules rules = rules(replay);
        final RecordedTrial[] made = new RecordedTrial[1];
        made[0] = new RecordedTrial(
                new TrialSettings(
                        rules.capitalUsdE8(),
                        rules.costs(),
                        TrialSettings.DEFAULT_HALF_SPREAD_PPM,
                        rules.watchtower(),
                        rules.risk()),
                rules.timeframes(),
                sources.plan.boundaryGraceMs(),
                chosen,
                new Onlooker(own -> made[0].agentId(own), chosen::contains, comparison.backtest()));
        trial = made[0];
        comparison.between(replay.tournament().core(), trial.core());
        final long first = replay.startSequence();
        featuresOfLake = sources.days.get(0).firstSequence() == 0;
        if (first == 0) {
            return;
        }
        if (featuresOfLake) {
            warmUp(first);
        } else {
            trial.featuresOf(replay.tournament().core());
        }
        trial.begin(replay.tournament().core());
    }

    /** The tournament as the lake has it; where that begins later than the tournament, as the journal has it. */
    private TournamentRules rules(Replay replay) throws IOException {
        final TournamentRules journaled = replay.tournament().rules();
        final List<LakeDay> firstDay = sources.days.subList(0, 1);
        try (LakeReader reader = sources.lake.read(firstDay, List.of(LakeKind.TOURNAMENT))) {
            final ArenaEvent event = new ArenaEvent();
            if (!reader.next(event)) {
                return journaled;
            }
            final TournamentRules kept =
                    TournamentRules.parse(event.payload(Genesis.class).configuration());
            if (!kept.equals(journaled)) {
                final boolean sameCosts = kept.costs().equals(journaled.costs());
                findings.add(
                        sameCosts ? Cause.DIFFERENT_SETTINGS : Cause.DIFFERENT_COSTS,
                        0,
                        event.arenaTimeMs(),
                        sameCosts ? journaled.toJson() : journaled.costs().toString(),
                        sameCosts ? kept.toJson() : kept.costs().toString());
            }
            return kept;
        }
    }

    /** Shows the trial every bar that the features of the arena have seen before the span. */
    private void warmUp(long beforeSequence) throws IOException {
        final List<LakeKind> kinds = List.of(LakeKind.RULES, LakeKind.BARS, LakeKind.BIRTHS);
        try (LakeReader reader = sources.lake.read(sources.days, kinds)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event) && event.sequence() < beforeSequence) {
                trial.before(event);
            }
        }
    }

    private void onEvent(ArenaEvent event) {
        try {
            events++;
            sequence = event.sequence();
            fromMs = fromMs == Long.MIN_VALUE ? event.arenaTimeMs() : fromMs;
            toMs = event.arenaTimeMs();
            comparison.at(sequence);
            while (tape.isBefore(sequence)) {
                surplus();
            }
            if (LakeKind.of(event.kind()).isEmpty()) {
                feed(event);
            } else if (tape.isAt(sequence)) {
                inputs++;
                compareInput(event);
                feed(tape.event());
                tape.advance();
            } else {
                inputs++;
                findings.addInput(
                        FedInputs.cause(event.kind(), true, false),
                        FedInputs.instrumentOf(event),
                        sequence,
                        toMs,
                        FedInputs.words(event),
                        "nothing");
            }
            comparison.at(sequence + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void surplus() throws IOException {
        final ArenaEvent kept = tape.event();
        findings.addInput(
                FedInputs.cause(kept.kind(), false, true),
                FedInputs.instrumentOf(kept),
                kept.sequence(),
                kept.arenaTimeMs(),
                "nothing",
                FedInputs.words(kept));
        feed(kept);
        tape.advance();
    }

    /** The tournament's own settings were compared before. */
    private void compareInput(ArenaEvent event) {
        final ArenaEvent kept = tape.event();
        if (event.kind() != EventKind.GENESIS && !FedInputs.same(event, kept)) {
            findings.addInput(
                    FedInputs.cause(event.kind(), true, true),
                    FedInputs.instrumentOf(event),
                    sequence,
                    toMs,
                    FedInputs.words(event),
                    FedInputs.words(kept));
        }
    }

    /** What the lake holds may be nothing that a trial takes: then it ends there, and the replay goes on. */
    private void feed(ArenaEvent event) {
        if (trialEnded) {
            return;
        }
        try {
            trial.next(event);
        } catch (RuntimeException e) {
            trialEnded = true;
            LOG.warn("the trial ends at event {}", sequence, e);
            findings.add(Cause.REFUSED_INPUT, sequence, toMs, FedInputs.words(event), e.toString());
        }
    }
}
