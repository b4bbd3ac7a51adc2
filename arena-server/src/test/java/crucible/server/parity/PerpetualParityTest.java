package crucible.server.parity;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.research.lake.LakeKind;
import crucible.server.arena.JournaledTape;
import crucible.server.lake.LakeFill;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Funding is in the lake, so that a comparison over it pays and receives what the arena did. */
class PerpetualParityTest {
    @TempDir
    private static Path original;

    @TempDir
    private Path scratch;

    private static JournaledTape tape;

    @BeforeAll
    static void recordAndFill() throws Exception {
        tape = JournaledTape.perpetual(original.resolve("journal"), 42, 500);
        LakeFill.run(original.resolve("journal"), LakeFill.rawLake(original), day -> {});
    }

    @Test
    void agentsPayTheSameFundingOverTheLakeAsInTheArena() throws Exception {
        assertThat(tape.agentsWithFunding()).isGreaterThan(5);
        final ParityReport report = Parity.run(RecordedArena.plan(
                AlteredLake.copyOf(original, scratch.resolve("data")).data()));
        assertThat(report.differences()).as(report.told().toString()).isEmpty();
        assertThat(report.compared().standings()).isGreaterThan(3_000);
    }

    @Test
    void limitsOfRiskHoldOverTheLakeAsInTheArena() throws Exception {
        final Path leveraged = scratch.resolve("leveraged");
        JournaledTape.leveraged(leveraged.resolve("journal"), 42, 500);
        LakeFill.run(leveraged.resolve("journal"), LakeFill.rawLake(leveraged), day -> {});
        final ParityReport report = Parity.run(RecordedArena.plan(leveraged));
        assertThat(report.differences()).as(report.told().toString()).isEmpty();
        assertThat(report.compared().decisions()).isGreaterThan(100);
    }

    @Test
    void aRateThatTheLakeHasOtherwiseIsFound() throws Exception {
        final AlteredLake lake = AlteredLake.copyOf(original, scratch.resolve("data"));
        lake.rewrite(lake.file(LakeKind.FUNDINGS, 1), "SELECT * REPLACE (rate_e12 * 2 AS rate_e12) FROM FILE");
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences()).containsKey("different_funding");
    }
}
