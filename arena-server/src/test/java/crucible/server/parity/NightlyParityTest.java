package crucible.server.parity;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.arena.JournaledTape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyParityTest {
    private static final LocalTime AT = LocalTime.of(3, 10);

    @TempDir
    private Path data;

    private final List<String> asked = new ArrayList<>();
    private final List<ParityNight> told = new ArrayList<>();
    private ParityNight.Result result = ParityNight.Result.SAME;
    private boolean inTrouble;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /** Answers at once. */
    private final class ReadyWorker implements NightlyParity.Worker {
        @Override
        public ParityNight run(Instant from, Instant to) {
            asked.add(from + " " + to);
            return new ParityNight(
                    result, from.toEpochMilli(), to.toEpochMilli(), now.toEpochMilli(), 10, Map.of(), "ten agents");
        }

        @Override
        public void close() {
            // nothing is under way
        }
    }

    private NightlyParity nightly() {
        return new NightlyParity(
                data, AT, new ReadyWorker(), () -> now, new NightlyParity.Surroundings(() -> inTrouble, told::add));
    }

    private void at(NightlyParity nightly, String instant) {
        now = Instant.parse(instant);
        nightly.runIfDue();
    }

    @Test
    void comparesYesterdayOnceADayAtItsTime() {
        try (NightlyParity nightly = nightly()) {
            at(nightly, "2026-03-01T23:59:00Z");
            at(nightly, "2026-03-02T03:09:59Z");
            assertThat(asked).isEmpty();
            at(nightly, "2026-03-02T03:10:00Z");
            at(nightly, "2026-03-02T03:10:20Z");
            at(nightly, "2026-03-02T20:00:00Z");
            at(nightly, "2026-03-03T03:10:05Z");
            assertThat(asked)
                    .containsExactly(
                            "2026-03-01T00:00:00Z 2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z 2026-03-03T00:00:00Z");
        }
        assertThat(told).hasSize(2);
        assertThat(NightlyParity.last(data)).isEqualTo(told.get(1));
    }

    @Test
    void aServerThatStartsBeforeTheTimeComparesOnTheSameDay() {
        now = Instant.parse("2026-03-02T01:00:00Z");
        try (NightlyParity nightly = nightly()) {
            at(nightly, "2026-03-02T03:10:00Z");
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void daysThatWereMissedAreMadeUpForButNotWithoutEnd() {
        try (NightlyParity nightly = nightly()) {
            at(nightly, "2026-03-02T03:10:00Z");
        }
        now = Instant.parse("2026-03-05T12:00:00Z");
        try (NightlyParity later = nightly()) {
            at(later, "2026-03-06T04:00:00Z");
        }
        try (NightlyParity muchLater = nightly()) {
            at(muchLater, "2026-06-30T04:00:00Z");
        }
        assertThat(asked)
                .containsExactly(
                        "2026-03-01T00:00:00Z 2026-03-02T00:00:00Z",
                        "2026-03-02T00:00:00Z 2026-03-06T00:00:00Z",
                        "2026-05-31T00:00:00Z 2026-06-30T00:00:00Z");
    }

    @Test
    void waitsWhileTheServerIsInTrouble() {
        inTrouble = true;
        try (NightlyParity nightly = nightly()) {
            at(nightly, "2026-03-02T03:10:00Z");
            assertThat(asked).isEmpty();
            inTrouble = false;
            at(nightly, "2026-03-02T05:00:00Z");
            assertThat(asked).containsExactly("2026-03-01T00:00:00Z 2026-03-02T00:00:00Z");
        }
    }

    @Test
    void aNightThatFailedIsToldAndTheNextOneGoesOn() throws IOException {
        result = ParityNight.Result.FAILED;
        try (NightlyParity nightly = nightly()) {
            at(nightly, "2026-03-02T03:10:00Z");
            Files.writeString(data.resolve("parity").resolve("last.json"), "{");
            at(nightly, "2026-03-03T03:10:00Z");
        }
        assertThat(told).hasSize(2);
        assertThat(asked.get(1)).isEqualTo("2026-03-02T00:00:00Z 2026-03-03T00:00:00Z");
    }

    /** The tournament's first two days are those of the tape. */
    @Test
    void aProcessOfItsOwnDoesTheWork() throws IOException {
        JournaledTape.write(data.resolve("journal"), 42, 300);
        try (ParityProcess process = new ParityProcess(data, 128)) {
            final Instant from = Instant.parse("2023-11-15T00:00:00Z");
            final Instant to = Instant.parse("2023-11-17T00:00:00Z");
            final ParityNight same = process.run(from, to);
            assertThat(same.result()).as(same.words()).isEqualTo(ParityNight.Result.SAME);
            assertThat(same.agents()).isGreaterThanOrEqualTo(10);
            assertThat(same.words()).contains("beginning at genesis");
            final ParityNight nothing = process.run(to.plusSeconds(86_400), to.plusSeconds(2 * 86_400));
            assertThat(nothing.result()).isEqualTo(ParityNight.Result.FAILED);
            assertThat(nothing.words()).contains("exit code 1: crucible: nothing lies in the span");
        }
    }
}
