package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.ExitReason;
import crucible.model.Gap;
import crucible.model.OrderEnd;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.server.arena.DigestLog;
import crucible.server.arena.Replay;
import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import crucible.server.host.TournamentHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What happens to positions and orders while nobody listens: the server ends, two hours of the market pass, and it starts
 * again at a venue that tells of them by REST.
 */
class DowntimeTest {
    private static final int STOP_TICKS = 200;

    /** How the first server ends. */
    private enum End {
        ORDERLY,
        KILLED
    }

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private List<Bar> bars = List.of();

    private Path data() {
        return folder.resolve("data");
    }

    @ParameterizedTest
    @EnumSource
    void theHoleIsPlayedBarByBar(End end) throws Exception {
        final FileMarket market = DowntimeMarket.write(Files.createDirectories(folder.resolve("candles")));
        try (ReplayVenue venue = venue(market, DowntimeMarket.HISTORY, DowntimeMarket.BEFORE)) {
            playAndEnd(end, venue);
        }
        final DigestLog live;
        final int history = DowntimeMarket.HISTORY + DowntimeMarket.BEFORE + DowntimeMarket.HOLE;
        try (ReplayVenue venue = venue(market, history, DowntimeMarket.AFTER);
                TournamentHost host = DowntimeHost.start(venue.wsUrl(), venue.restUrl(), data())) {
            Rehearsal.awaitCount(host, DowntimeMarket.HOLE + DowntimeMarket.AFTER);
            host.stopTrading();
            live = host.arena().digests();
            assertThat(host.stageFailures()).isZero();
        }
        try (Replay replay = Replay.open(Rehearsal.journal(data()), 3, heard)) {
            replay.run(Long.MAX_VALUE, event -> {});
        }
        assertThat(heard.digests.newest()).isEqualTo(live.newest());
        bars = Journal.bars(data());
        everyBarOfTheHoleIsOfflineAndInOrder();
        stopsAndTargetsAreThoseOfTheirBars();
        ordersThatWaited();
        nobodyEntersInTheHole();
        Journal.everyBarIsThereOnceOrAGap(data(), DowntimeMarket.symbols().size());
        evidenceSkipsTheHole();
    }

    private void playAndEnd(End end, ReplayVenue venue) throws Exception {
        if (end == End.ORDERLY) {
            try (TournamentHost host = DowntimeHost.start(venue.wsUrl(), venue.restUrl(), data())) {
                DowntimeHost.playToTheKill(host);
            }
            return;
        }
        final ChildImage image = new ChildImage(Files.createDirectories(folder.resolve("image")));
        final List<String> arguments = List.of(venue.wsUrl(), venue.restUrl(), data().toString());
        try (ChildProcess child = new ChildProcess(image, DowntimeHost.class, arguments)) {
            assertThat(child.next()).isEqualTo(DowntimeHost.READY);
            assertThat(child.kill(0)).isTrue();
        }
    }

    private static ReplayVenue venue(FileMarket market, int history, int boundaries) {
        return ReplayVenue.start(VenueOptions.of(market)
                .withHistoryBars(history)
                .withSpeed(VenueOptions.MAX_SPEED)
                .withSettleMillis(1_000)
                .withMaxBoundaries(boundaries));
    }

    private static long closeOf(int barOfTheHole) {
        return DowntimeMarket.HOLE_FROM_MS + (barOfTheHole + 1) * DowntimeMarket.STEP_MS;
    }

    private static boolean isInTheHole(Bar bar) {
        return bar.closeTimeMs() > DowntimeMarket.HOLE_FROM_MS && bar.closeTimeMs() <= DowntimeMarket.HOLE_TO_MS;
    }

    private void everyBarOfTheHoleIsOfflineAndInOrder() {
        final List<Bar> hole = bars.stream().filter(DowntimeTest::isInTheHole).toList();
        final int symbols = DowntimeMarket.symbols().size();
        assertThat(hole).hasSize(symbols * (DowntimeMarket.HOLE + DowntimeMarket.HOLE / 3) - 3 - 1);
        assertThat(hole).allSatisfy(bar -> assertThat(bar.provenance()).isEqualTo(Provenance.OFFLINE));
        assertThat(hole)
                .isSortedAccordingTo(Comparator.comparingLong(Bar::closeTimeMs)
                        .thenComparing(Bar::timeframe)
                        .thenComparing(Bar::instrumentId));
        assertThat(bars.stream().filter(bar -> bar.closeTimeMs() > DowntimeMarket.HOLE_TO_MS))
                .hasSize(symbols * (DowntimeMarket.AFTER + DowntimeMarket.AFTER / 3))
                .allSatisfy(bar -> assertThat(bar.provenance()).isEqualTo(Provenance.LIVE));
        final int missing = DowntimeMarket.symbols().indexOf(DowntimeMarket.MISSING);
        assertThat(Journal.rare(data(), EventKind.GAP, Gap.class))
                .extracting(Journal.Entry::content)
                .allSatisfy(gap -> {
                    assertThat(gap.instrumentId()).isEqualTo(missing);
                    assertThat(gap.firstOpenTimeMs()).isEqualTo(closeOf(2));
                })
                .extracting(Gap::bars)
                .containsExactlyInAnyOrder(3L, 1L);
    }

    private void stopsAndTargetsAreThoseOfTheirBars() {
        stopped(DowntimeHost.STOPPED, closeOf(7), Long.MAX_VALUE);
        stopped(DowntimeHost.STOPPED_15M, closeOf(8), Long.MAX_VALUE);
        stopped(DowntimeHost.GAPPED, closeOf(10), 9_500);
        stopped(DowntimeHost.BOTH, closeOf(5), Long.MAX_VALUE);
        stopped(DowntimeHost.MISSING, closeOf(6), 9_600);
        final Told entry = heard.entry(DowntimeHost.TARGET);
        final Told target = heard.exit(DowntimeHost.TARGET);
        assertThat(target.reason).isEqualTo(ExitReason.TARGET);
        assertThat(target.timeMs).isEqualTo(closeOf(4));
        assertThat(target.touchTicks).isEqualTo(entry.touchTicks + STOP_TICKS);
    }

    /** At the stop, or at the open that lay beyond it, less a spread: the last one known, or what the bars tell of it. */
    private void stopped(int agentId, long closeTimeMs, long openTicks) {
        final Told entry = heard.entry(agentId);
        final Told exit = heard.exit(agentId);
        assertThat(exit.reason).as("agent %d", agentId).isEqualTo(ExitReason.STOP);
        assertThat(exit.timeMs).as("agent %d", agentId).isEqualTo(closeTimeMs);
        assertThat(heard.eventTimeMs(exit)).as("the event that it fell on").isEqualTo(closeTimeMs);
        assertThat(exit.quoteTimeMs).as("agent %d", agentId).isLessThan(DowntimeMarket.HOLE_FROM_MS);
        final long tradeTicks = Math.min(entry.touchTicks - STOP_TICKS, openTicks);
        assertThat(exit.touchTicks).as("agent %d", agentId).isBetween(tradeTicks - 100, tradeTicks - 1);
    }

    private void ordersThatWaited() {
        final Told entry = heard.only(DowntimeHost.WAITING_ENTRY);
        assertThat(entry.end).as("an entry that waited for a quote").isEqualTo(OrderEnd.NO_QUOTE);
        assertThat(entry.timeMs).isEqualTo(closeOf(2));
        final Told waited = heard.exit(DowntimeHost.WAITING_EXIT);
        assertThat(waited.reason)
                .as("an exit that waited, in a bar with its stop")
                .isEqualTo(ExitReason.RULE);
        assertThat(waited.timeMs)
                .as("the first bar that opened after it had arrived")
                .isEqualTo(closeOf(1));
        assertThat(heard.ends(DowntimeHost.WAITING_EXIT)).isEmpty();
        final Told inTheHole = heard.exit(DowntimeHost.EXITS_IN_THE_HOLE);
        assertThat(inTheHole.reason).as("an exit decided early in the hole").isEqualTo(ExitReason.RULE);
        assertThat(inTheHole.timeMs)
                .as("the first bar that opened after it had arrived")
                .isEqualTo(closeOf(10));
        final Told atItsEnd = heard.exit(DowntimeHost.EXITS_AT_ITS_END);
        assertThat(atItsEnd.reason).isEqualTo(ExitReason.RULE);
        assertThat(atItsEnd.timeMs).as("the first quote after the hole").isGreaterThan(DowntimeMarket.HOLE_TO_MS);
        assertThat(atItsEnd.touchTicks).isBetween(10_430L, 10_460L);
    }

    private void nobodyEntersInTheHole() {
        stopped(
                heard.fills(DowntimeHost.EAGER).get(0),
                heard.fills(DowntimeHost.EAGER).get(1));
        final Told again = heard.fills(DowntimeHost.EAGER).get(2);
        assertThat(again.isEntry).isTrue();
        assertThat(again.decidedTimeMs).isGreaterThan(DowntimeMarket.HOLE_TO_MS + DowntimeMarket.STEP_MS);
        assertThat(heard.told)
                .filteredOn(told -> told.isEntry && told.end == null)
                .noneMatch(told -> told.decidedTimeMs > DowntimeMarket.HOLE_FROM_MS + 1_000
                        && told.decidedTimeMs <= DowntimeMarket.HOLE_TO_MS);
    }

    private static void stopped(Told entry, Told exit) {
        assertThat(entry.isEntry).isTrue();
        assertThat(exit.reason).isEqualTo(ExitReason.STOP);
        assertThat(exit.timeMs).isEqualTo(closeOf(6));
    }

    /** Boundaries of the hole add nothing; the first one after it adds one return, from before the hole to after it. */
    private void evidenceSkipsTheHole() {
        assertThat(heard.evidence).hasSize(DowntimeHost.EXITS_AT_ITS_END + 1);
        heard.evidence.forEach((agentId, marks) -> {
            if (marks.isEmpty() || agentId == 0) {
                return;
            }
            for (int i = 1; i < marks.size(); i++) {
                final Mark mark = marks.get(i);
                final boolean counts = mark.boundaryTimeMs <= DowntimeMarket.HOLE_FROM_MS
                        || mark.boundaryTimeMs > DowntimeMarket.HOLE_TO_MS;
                assertThat(mark.observations - marks.get(i - 1).observations)
                        .as("agent %d at %d", agentId, mark.boundaryTimeMs)
                        .isEqualTo(counts && mark.hasOrdered ? 1 : 0);
            }
        });
        theReturnOverTheHoleIsOne(heard.evidence.get(DowntimeHost.GAPPED));
    }

    private static void theReturnOverTheHoleIsOne(List<Mark> marks) {
        final List<Double> returns = new ArrayList<>();
        Mark before = marks.get(0);
        double loss = 0;
        for (Mark mark : marks.subList(1, marks.size())) {
            if (mark.observations > before.observations) {
                returns.add((double) (mark.equityUsdE8 - before.equityUsdE8) / before.equityUsdE8);
                loss = Math.min(loss, returns.get(returns.size() - 1));
            }
            if (mark.observations > before.observations || !mark.hasOrdered) {
                before = mark;
            }
        }
        assertThat(loss).as("half the capital, 5 % lost").isBetween(-0.03, -0.025);
        final double mean = returns.stream().mapToDouble(x -> x).average().orElseThrow();
        final double squares =
                returns.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        assertThat(before.sharpePerBar)
                .isCloseTo(mean / Math.sqrt(squares / (returns.size() - 1)), Offset.offset(1e-12));
    }

    /** An outcome, kept. */
    private static final class Told {
        private final long sequence;
        private final int agentId;
        private final boolean isEntry;
        private final OrderEnd end;
        private final ExitReason reason;
        private final long touchTicks;
        private final long quoteTimeMs;
        private final long decidedTimeMs;
        private final long timeMs;

        Told(Outcome outcome) {
            sequence = outcome.sequence();
            agentId = outcome.agentId();
            isEntry = outcome.entry();
            end = outcome.end();
            reason = outcome.exitReason();
            touchTicks = outcome.touchTicks();
            quoteTimeMs = outcome.quoteTimeMs();
            decidedTimeMs = outcome.decidedTimeMs();
            timeMs = outcome.timeMs();
        }
    }

    /** An agent as of a boundary of its timeframe. */
    private record Mark(
            long boundaryTimeMs, long observations, double sharpePerBar, boolean hasOrdered, long equityUsdE8) {}

    /** What a replay decides. */
    private static final class Heard implements ArenaListener {
        private final DigestLog digests = new DigestLog();
        private final List<Told> told = new ArrayList<>();
        private final Map<Long, Long> barTimes = new HashMap<>();
        private final Map<Integer, List<Mark>> evidence = new HashMap<>();

        @Override
        public void onEvent(ArenaEvent event) {
            if (event.kind() == EventKind.BAR) {
                barTimes.put(event.sequence(), event.closeTimeMs());
            }
        }

        @Override
        public void onOutcome(Outcome outcome) {
            told.add(new Told(outcome));
        }

        @Override
        public void onBoundary(ArenaEvent boundary, Roster roster) {
            for (int id = 0; id < roster.agents(); id++) {
                final Timeframe timeframe = roster.birth(id).blueprint().scope().timeframe();
                final List<Mark> marks = evidence.computeIfAbsent(id, absent -> new ArrayList<>());
                if (boundary.isDue(timeframe)) {
                    marks.add(new Mark(
                            boundary.boundaryTimeMs(),
                            roster.score(id).observations(),
                            roster.score(id).sharpePerBar().orElse(Double.NaN),
                            roster.row(id).hasOrdered(),
                            roster.row(id).equityUsdE8()));
                }
            }
        }

        @Override
        public void onDigest(long sequence, long boundaryTimeMs, String stateDigest) {
            digests.onDigest(sequence, boundaryTimeMs, stateDigest);
        }

        List<Told> of(int agentId) {
            return told.stream().filter(one -> one.agentId == agentId).toList();
        }

        List<Told> fills(int agentId) {
            return of(agentId).stream().filter(one -> one.end == null).toList();
        }

        List<Told> exits(int agentId) {
            return fills(agentId).stream().filter(one -> !one.isEntry).toList();
        }

        List<Told> ends(int agentId) {
            return of(agentId).stream().filter(one -> one.end != null).toList();
        }

        Told only(int agentId) {
            assertThat(of(agentId)).hasSize(1);
            return of(agentId).get(0);
        }

        Told entry(int agentId) {
            final Told first = fills(agentId).get(0);
            assertThat(first.isEntry).isTrue();
            assertThat(first.timeMs).isLessThan(DowntimeMarket.HOLE_FROM_MS);
            return first;
        }

        Told exit(int agentId) {
            assertThat(exits(agentId)).as("exits of agent %d", agentId).hasSize(1);
            return exits(agentId).get(0);
        }

        /** Close time of the bar that caused an outcome. */
        long eventTimeMs(Told one) {
            return barTimes.getOrDefault(one.sequence, -1L);
        }
    }
}
