package crucible.server.parity;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.research.lake.LakeDay;
import crucible.server.arena.EngineSettings;
import crucible.server.arena.JournaledTape;
import crucible.server.lake.LakeFill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A tournament on a random market that was recorded into a data directory, with its lake. */
record RecordedArena(Path data, List<LakeDay> days) {
    static final int DAYS = 4;
    private static final int LIVE_BARS = 900;

    static RecordedArena in(Path data) throws IOException {
        JournaledTape.write(data.resolve("journal"), 42, LIVE_BARS);
        final List<LakeDay> days = LakeFill.run(data.resolve("journal"), LakeFill.rawLake(data), day -> {});
        assertThat(days).hasSize(DAYS);
        return new RecordedArena(data, days);
    }

    /** All agents over everything that the lake in {@code data} holds. */
    static ParityPlan plan(Path data) {
        return plan(data, OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    static ParityPlan plan(Path data, OptionalInt agent, OptionalLong from, OptionalLong to) {
        return new ParityPlan(data, agent, from, to, EngineSettings.BOUNDARY_GRACE_MS);
    }

    /** All agents from a day on. */
    ParityPlan from(Path other, int day) {
        return plan(
                other,
                OptionalInt.empty(),
                OptionalLong.of(startOf(days.get(day).date())),
                OptionalLong.empty());
    }

    /** All agents up to the beginning of a day. */
    ParityPlan upTo(Path other, int day) {
        return plan(
                other,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.of(startOf(days.get(day).date())));
    }

    private static long startOf(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** The first difference that shows in this way. */
    static Difference first(ParityReport report, Cause shows) {
        return report.told().stream()
                .filter(difference -> difference.shows() == shows)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + shows + " in " + report));
    }
}
