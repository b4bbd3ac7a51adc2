package crucible.server.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crucible.model.TrialCount;
import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import crucible.server.view.BacktestTrialsView;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.ReturnSummary;
import crucible.watchtower.evidence.TrialSpread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRegistryTest {
    @TempDir
    private Path folder;

    private TrialRegistry registry;

    @BeforeEach
    void anEmptyOne() {
        registry = new TrialRegistry(folder.resolve("trials"));
    }

    private static List<BacktestTrial> trials(long from, long to) {
        return LongStream.range(from, to).mapToObj(RandomTrials::trial).toList();
    }

    @Test
    void whatWasRegisteredIsReadBackAsItWas() throws IOException {
        assertThat(registry.read().trials()).isEmpty();
        assertThat(registry.read().competing()).isZero();
        registry.register(trials(0, 40));
        registry.register(trials(40, 60));
        assertThat(registry.read().trials()).isEqualTo(trials(0, 60));
        assertThat(registry.read().damage()).isEmpty();
        assertThat(registry.read().tornBytes()).isZero();
    }

    @Test
    void theSameEvaluationTwiceIsOneTrial() throws IOException {
        final BacktestTrial trial = RandomTrials.trial(3);
        final BacktestTrial later = new BacktestTrial(
                new BacktestTrial.Strategy(trial.strategy().identity(), "another name", "another family"),
                trial.sample(),
                new BacktestTrial.Conditions(
                        trial.conditions().costDigest(),
                        false,
                        trial.conditions().rules(),
                        "2.0"),
                trial.purpose(),
                new ReturnSummary(99, 0.1, 1, 0, 3),
                7,
                trial.registeredTimeMs() + 1);
        registry.register(List.of(trial, RandomTrials.trial(4)));
        final long bytes = Files.size(registry.file());
        assertThat(registry.register(List.of(trial)).appended()).isZero();
        assertThat(Files.size(registry.file())).isEqualTo(bytes);

        assertThat(registry.register(List.of(later)).appended()).isEqualTo(1);
        assertThat(registry.read().trials())
                .as("the newest result, in the place of the first")
                .containsExactly(later, RandomTrials.trial(4));
    }

    @Test
    void anyOtherDataCostsOrRulesAreAnotherTrial() {
        final BacktestTrial trial = RandomTrials.trial(3);
        final BacktestTrial.Sample sample = trial.sample();
        final BacktestTrial.Conditions conditions = trial.conditions();
        assertThat(Stream.of(
                                trial,
                                with(trial, new BacktestTrial.Sample("0", List.of("A"), "5m", 1, 2), conditions),
                                with(
                                        trial,
                                        new BacktestTrial.Sample(
                                                sample.digest(),
                                                sample.instruments(),
                                                "5m",
                                                sample.fromTimeMs(),
                                                sample.toTimeMs() + 1),
                                        conditions),
                                with(trial, sample, new BacktestTrial.Conditions("0", false, conditions.rules(), "1")),
                                with(
                                        trial,
                                        sample,
                                        new BacktestTrial.Conditions(
                                                conditions.costDigest(), false, "capital 100", "1")))
                        .map(BacktestTrial::key))
                .doesNotHaveDuplicates();
    }

    private static BacktestTrial with(
            BacktestTrial trial, BacktestTrial.Sample sample, BacktestTrial.Conditions conditions) {
        return new BacktestTrial(
                trial.strategy(), sample, conditions, trial.purpose(), trial.returns(), trial.trades(), 0);
    }

    @Test
    void cutAtAnyByteOfItsTailItKeepsWhatCameBeforeAndGoesOn() throws IOException {
        registry.register(trials(0, 3));
        final byte[] whole = Files.readAllBytes(registry.file());
        final int last = whole.length - TrialLine.write(RandomTrials.trial(2)).length;
        for (int cut = 0; cut < whole.length; cut++) {
            final TrialRegistry torn = new TrialRegistry(folder.resolve("cut"));
            Files.createDirectories(torn.directory());
            Files.write(torn.file(), Arrays.copyOf(whole, cut));
            final RegisteredTrials read = torn.read();
            assertThat(read.damage()).as("cut at %d", cut).isEmpty();
            final int left = read.trials().size();
            assertThat(read.trials()).isEqualTo(trials(0, left));
            assertThat(read.soundBytes() + read.tornBytes()).isEqualTo(cut);
            // Each is read; going on takes a sync to the disk, so not each is written to.
            if (cut % (cut < last ? 64 : 20) != 0) {
                continue;
            }
            final TrialRegistry.Registered after = torn.register(trials(10, 11));
            assertThat(after.setAside().isPresent()).isEqualTo(read.tornBytes() > 0);
            if (after.setAside().isPresent()) {
                assertThat(Files.readAllBytes(after.setAside().get()))
                        .isEqualTo(Arrays.copyOfRange(whole, (int) read.soundBytes(), cut));
                Files.delete(after.setAside().get());
            }
            final List<BacktestTrial> expected = new ArrayList<>(trials(0, left));
            expected.add(RandomTrials.trial(10));
            assertThat(torn.read().trials()).as("cut at %d", cut).isEqualTo(expected);
            assertThat(torn.read().tornBytes()).isZero();
        }
    }

    @Test
    void aFlippedBitBeforeWholeTrialsIsDamageWithItsPlaceAndNobodyWrites() throws IOException {
        registry.register(trials(1, 4));
        final byte[] whole = Files.readAllBytes(registry.file());
        final int from = TrialRegistry.HEADER.length;
        final int first = TrialLine.write(RandomTrials.trial(1)).length;
        for (int at = 0; at < from + first; at += 5) {
            final byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            Files.write(registry.file(), flipped);
            final RegisteredTrials read = registry.read();
            assertThat(read.damage()).as("flipped at %d", at).isPresent();
            assertThatThrownBy(() -> registry.register(trials(9, 10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining(read.damage().orElseThrow());
            assertThat(Files.readAllBytes(registry.file())).isEqualTo(flipped);
            if (at >= from && whole[at] != '\n') {
                assertThat(read.damage().orElseThrow()).contains("line 2 at byte " + from);
                assertThat(read.trials()).as("what can be read").isEqualTo(trials(2, 4));
            }
        }
    }

    @Test
    void aTrialOfAVersionThatIsNotKnownIsNeverSetAside() throws IOException {
        registry.register(trials(1, 2));
        final byte[] text = "{\"v\":2}".getBytes(StandardCharsets.UTF_8);
        final CRC32C crc = new CRC32C();
        crc.update(text);
        final byte[] whole = (Files.readString(registry.file()) + "%08x {\"v\":2}\n".formatted(crc.getValue()))
                .getBytes(StandardCharsets.UTF_8);
        Files.write(registry.file(), whole);
        assertThat(registry.read().damage().orElseThrow()).contains("version is 2", "1 is known");
        assertThatThrownBy(() -> registry.register(trials(9, 10))).hasMessageContaining("version is 2");
        assertThat(Files.readAllBytes(registry.file())).isEqualTo(whole);
    }

    @Test
    void nAndVAreCountedAsForLiveRecords() throws IOException {
        registry.register(trials(0, 300));
        final TrialSpread spread = new TrialSpread();
        for (long seed = 0; seed < 300; seed++) {
            if (RandomTrials.trial(seed).purpose() == BacktestTrial.Purpose.EVALUATION) {
                spread.add(RandomTrials.returns(seed));
            }
        }
        final Deflation field = registry.read().field(1);
        final Deflation expected = spread.deflation(TrialCount.Scope.BACKTESTS);
        assertThat(field.trials()).isEqualTo(expected.trials()).isLessThan(300);
        assertThat(field.varianceOfT()).isCloseTo(expected.varianceOfT(), within(1e-12));
        for (long seed = 1; seed < 20; seed++) {
            final double dsr = RandomTrials.trial(seed).returns().dsr(field);
            final double streamed = expected.dsr(RandomTrials.returns(seed));
            assertThat(Double.isNaN(dsr)).as("seed %d", seed).isEqualTo(Double.isNaN(streamed));
            if (!Double.isNaN(dsr)) {
                assertThat(dsr).as("seed %d", seed).isCloseTo(streamed, within(1e-9));
            }
        }
        assertThat(new TrialRegistry(folder.resolve("none")).read().field(10).trials())
                .as("never 1 where somebody says so")
                .isEqualTo(10);
    }

    @Test
    void whoShowsItReadsItAnewWhenItHasChanged() throws IOException {
        final WatchedRegistry watched = new WatchedRegistry(registry);
        assertThat(watched.get()).isEqualTo(BacktestTrialsView.NONE);
        registry.register(trials(1, 3));
        assertThat(watched.get().registered()).isEqualTo(2);
        assertThat(watched.get().newest().get(0).identity()).endsWith("2");
        registry.register(trials(20, 60));
        final BacktestTrialsView view = watched.get();
        assertThat(view.registered()).isEqualTo(42);
        assertThat(view.competing()).isLessThan(42);
        assertThat(view.newest()).hasSize(20);
        assertThat(view.damage()).isEmpty();
        Files.writeString(registry.file(), "something else");
        assertThat(watched.get().damage()).isPresent();
    }

    @Test
    void threadsAndProcessesWaitForEachOtherAndNoTrialIsLost() throws Exception {
        final ChildImage image = new ChildImage(Files.createDirectory(folder.resolve("image")));
        final List<String> directory = List.of(registry.directory().toString());
        final ExecutorService threads = Executors.newFixedThreadPool(2);
        try (ChildProcess one = new ChildProcess(image, TrialWriter.class, arguments(directory, 0));
                ChildProcess two = new ChildProcess(image, TrialWriter.class, arguments(directory, 40))) {
            final List<Future<?>> here = new ArrayList<>();
            for (int first : new int[] {80, 120}) {
                here.add(threads.submit(() -> {
                    TrialWriter.main(new String[] {directory.get(0), Integer.toString(first), "40"});
                    return null;
                }));
            }
            for (Future<?> thread : here) {
                thread.get();
            }
            assertThat(one.exitCode()).as(one.otherLines()).isZero();
            assertThat(two.exitCode()).as(two.otherLines()).isZero();
        } finally {
            threads.shutdownNow();
        }
        assertThat(registry.read().damage()).isEmpty();
        assertThat(registry.read().trials()).containsExactlyInAnyOrderElementsOf(trials(0, 160));
    }

    private static List<String> arguments(List<String> directory, int first) {
        return List.of(directory.get(0), Integer.toString(first), "40");
    }
}
