package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FeedStats;
import crucible.exchange.RecordingSink;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.Finality;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultKind;
import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.Provenance;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything goes wrong at once, again and again, at one venue after another; the seed decides what and when. In the end
 * each bar of each instrument has been handed on once, in order and with its true values.
 */
class FaultCampaignTest {
    private static final int ROUNDS = Integer.getInteger("crucible.faults.rounds", 2);
    private static final int BARS = 400;
    private static final long SEED = Long.getLong("crucible.faults.seed", 20_260_606);
    private static final int INSTRUMENTS = 20;
    private static final int HISTORY = 30;

    @TempDir
    Path folder;

    /** Lines that a user could have written: every kind of fault recurs at a pace of its own. */
    private static List<String> script(Random random) {
        final List<String> lines = new ArrayList<>(List.of("seed " + random.nextInt(1_000_000)));
        for (FaultKind kind : FaultKind.values()) {
            final int everyMinutes = 60 + random.nextInt(300);
            final int fromMinutes = 20 + random.nextInt(240);
            final String when = "every " + everyMinutes + "m from " + fromMinutes + "m " + kind.word();
            final int share = 1 + random.nextInt(30);
            final String span = " for " + (1 + random.nextInt(45)) + "m";
            lines.add(when
                    + switch (kind) {
                        case CUT -> "";
                        case CLOSE -> " " + (3_000 + random.nextInt(2_000));
                        case DELAY -> " " + random.nextInt(400) + "s" + span;
                        case DROP, DUPLICATE, REORDER, MALFORMED -> " " + share + "%" + span;
                        case EARLY_CLOSE -> " " + share / 10.0 + "1%" + span;
                        case REFUSE -> (random.nextBoolean() ? " 429" : " 503") + span;
                        case CLOCK -> (random.nextBoolean() ? " +" : " -") + random.nextInt(1_900) + "ms" + span;
                        case HALF_OPEN, OUTAGE, MAINTENANCE, ROTATE, SLOW_CONSUMER -> span;
                    });
        }
        return lines;
    }

    private static FeedSettings settings(Venue venue, SampleMarket market, ReplayVenue replay) {
        final FeedSettings usual = venue.settings(market.listings(venue));
        return new FeedSettings(
                usual.venue(),
                replay.wsUrl(),
                replay.restUrl(),
                usual.listings(),
                usual.timeframes(),
                true,
                HISTORY,
                usual.quoteIntervalMs(),
                usual.latencyMs(),
                500);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive()
                        && (thread.getName().startsWith("feed-")
                                || thread.getName().startsWith("venue-")))
                .count();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void losesDoublesAndInventsNothing() throws IOException {
        final Random random = new Random(SEED);
        long faults = 0;
        long bars = 0;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final Venue venue = Venue.values()[(int) ((round * 5L + SEED) % Venue.values().length)];
            final List<String> script = script(random);
            final SampleMarket market = new SampleMarket(INSTRUMENTS, BARS, random.nextLong());
            final RecordingSink sink = new RecordingSink();
            final Path files = Files.createDirectory(folder.resolve("round-" + round));
            try {
                faults += play(venue, market.write(files), market, script, sink);
                bars += market.verify(sink);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + SEED + ", round " + round + ", " + venue.label() + ":\n" + String.join("\n", script),
                        e);
            }
            assertThat(threads()).as("threads left behind").isZero();
            bytes = round == 0 ? directBytes() : bytes;
            assertThat(directBytes()).as("direct memory").isLessThan(bytes + (64L << 20));
            delete(files);
        }
        System.out.println("seed " + SEED + ": " + ROUNDS + " rounds, " + faults + " faults, " + bars + " bars");
        assertThat(faults).isGreaterThan(ROUNDS * 20L);
    }

    private static long play(
            Venue venue, FileMarket source, SampleMarket market, List<String> script, RecordingSink sink) {
        final VenueOptions options = VenueOptions.of(source)
                .withSpeed(30_000)
                .withHistoryBars(HISTORY)
                .withSettleMillis(150)
                .withFaults(FaultScript.parse("campaign", script));
        final int left = venue.streams().finality() == Finality.CALLED ? 0 : 1;
        try (ReplayVenue replay = ReplayVenue.start(options)) {
            final VenueAdapter adapter =
                    new VenueAdapter(settings(venue, market, replay), sink, sink, new HastyTimer(), 1_000_000);
            try (adapter) {
                adapter.start();
                replay.finished().orTimeout(10, TimeUnit.MINUTES).join();
                sink.await(s -> market.isHandedOn(s, left), "all bars");
            }
            // From here on nothing is handed on, so that both have counted the same.
            final FeedStats stats = adapter.stats();
            assertThat(stats.repairedBars()).isEqualTo(count(sink, Provenance.REPAIRED));
            assertThat(stats.revisedBars()).isEqualTo(count(sink, Provenance.REVISED));
            System.out.println(venue.label() + ": " + replay.statistics().faults() + " faults, " + stats);
            return replay.statistics().faults();
        }
    }

    private static long count(RecordingSink sink, Provenance provenance) {
        return sink.all(Bar.class).stream()
                .filter(bar -> bar.provenance() == provenance)
                .count();
    }

    private static void delete(Path files) throws IOException {
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
