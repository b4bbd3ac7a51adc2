package crucible.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.Sequencer;
import crucible.server.arena.RandomMarket;
import crucible.server.arena.Tournament;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Months in minutes: a tournament on the real ring with its journal, agents dying and being born throughout, holds on to
 * no more memory, threads or files late than early. The system property {@code crucible.soak.days} says how long.
 */
class SoakTest {
    private static final int DAYS = Integer.getInteger("crucible.soak.days", 8);
    private static final int BOUNDARIES_PER_DAY = 288;
    private static final int SYMBOLS = 2;
    private static final int HISTORY = 300;

    /** Each birth is remembered for good: its account, its statistics, its trial, its ancestry. */
    private static final long REMEMBERED_PER_BIRTH_BYTES = 64 << 10;

    private static final long SLACK_BYTES = 12L << 20;
    private static final int SLACK_FILES = 4;

    @ParameterizedTest
    @EnumSource(Journal.Format.class)
    void holdsOnToNoMoreLateThanEarly(Journal.Format format, @TempDir Path folder) throws Exception {
        final Count count = new Count();
        final Gauge gauge = new Gauge(count);
        try (Journal journal = Journal.open(
                JournalSettings.defaults(folder, Journal.Fsync.NEVER).withFormat(format))) {
            final Tournament tournament = Tournament.of(CrashTape.rules(), 2, count);
            final ArenaRing ring = new ArenaRing(256, tournament.core(), journal, new Failures(count));
            final Sequencer sequencer =
                    new Sequencer(ring, tournament.core().outbox(), CrashTape.sequencing(), System::nanoTime);
            ring.start();
            sequencer.genesis(tournament.genesis("soak"));
            tournament.founders().forEach(sequencer::birth);
            new RandomMarket(11, SYMBOLS).play(new Measured(sequencer, gauge), HISTORY, DAYS * BOUNDARIES_PER_DAY);
            sequencer.close();
            ring.close();
        }
        gauge.readings.forEach(reading -> System.out.printf("%s: %s%n", format, reading));
        assertThat(count.failures).isEmpty();
        gauge.check();
    }

    /** What the process holds on to. */
    private record Reading(double day, long heapBytes, int threads, long files, long births, long deaths) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "day %.0f: %.1f MB of heap live, %d threads, %d files, %d births, %d deaths",
                    day,
                    heapBytes / 1e6,
                    threads,
                    files,
                    births,
                    deaths);
        }
    }

    private static final class Gauge {
        private static final int READINGS = 5;

        private final Count count;
        private final List<Reading> readings = new ArrayList<>();

        Gauge(Count count) {
            this.count = count;
        }

        void atBoundary(long boundary) {
            final long every = (long) DAYS * BOUNDARIES_PER_DAY / READINGS;
            if (boundary > HISTORY && (boundary - HISTORY) % every == 0) {
                readings.add(read((boundary - HISTORY) / (double) BOUNDARIES_PER_DAY));
            }
        }

        private Reading read(double day) {
            final var system = ManagementFactory.getOperatingSystemMXBean();
            assumeTrue(system instanceof UnixOperatingSystemMXBean, "this system does not count open files");
            // The second run frees what the first one found by references that are cleared in between.
            System.gc();
            System.gc();
            return new Reading(
                    day,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount(),
                    count.births,
                    count.deaths);
        }

        /** The first reading is warm-up; from the second to the last nothing grows but what is remembered of agents. */
        void check() {
            assertThat(readings).hasSizeGreaterThanOrEqualTo(READINGS);
            final Reading early = readings.get(1);
            final Reading late = readings.get(readings.size() - 1);
            assertThat(late.births()).as("births go on").isGreaterThan(early.births());
            assertThat(late.deaths()).as("deaths go on").isGreaterThan(early.deaths());
            assertThat(late.heapBytes())
                    .as("live heap")
                    .isLessThan(early.heapBytes()
                            + SLACK_BYTES
                            + (late.births() - early.births()) * REMEMBERED_PER_BIRTH_BYTES);
            assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads());
            assertThat(late.files()).as("open files").isLessThanOrEqualTo(early.files() + SLACK_FILES);
        }
    }

    /** Births and deaths so far; written by the arbiter, read by the feed's thread for display and comparison. */
    private static final class Count implements ArenaListener {
        private final List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        private volatile long births;
        private volatile long deaths;

        @Override
        public void onBirth(crucible.model.Birth birth, long arenaTimeMs) {
            births = birth.agentId() + 1L;
        }

        @Override
        public void onVerdict(Verdict verdict) {
            if (verdict.kind() == Verdict.Kind.TERMINATE) {
                final long before = deaths;
                deaths = before + 1;
            }
        }
    }

    /** Looks at the gauge between bars. */
    private static final class Measured implements FeedSink {
        private final Sequencer sequencer;
        private final Gauge gauge;
        private long bars;

        Measured(Sequencer sequencer, Gauge gauge) {
            this.sequencer = sequencer;
            this.gauge = gauge;
        }

        @Override
        public void onInstrument(Instrument instrument) {
            sequencer.onInstrument(instrument);
        }

        @Override
        public void onFeedStatus(FeedStatus status) {
            sequencer.onFeedStatus(status);
        }

        @Override
        public void onGap(Gap gap) {
            sequencer.onGap(gap);
        }

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            sequencer.onBar(bar, eventTimeMs);
            if (bar.timeframe() == Timeframe.M5 && ++bars % SYMBOLS == 0) {
                gauge.atBoundary(bars / SYMBOLS);
            }
        }

        @Override
        public void onQuote(Quote quote) {
            sequencer.onQuote(quote);
        }

        @Override
        public OptionalLong lastCloseTimeMs(int instrumentId, Timeframe timeframe) {
            return sequencer.lastCloseTimeMs(instrumentId, timeframe);
        }
    }

    private record Failures(Count count) implements ArenaRing.StageFailures {
        @Override
        public void onStageFailure(Throwable failure, long sequence, String event) {
            count.failures.add(failure);
        }

        @Override
        public void onJournalFailure(Throwable failure, long sequence) {
            count.failures.add(failure);
        }
    }
}
