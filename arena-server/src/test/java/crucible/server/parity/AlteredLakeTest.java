package crucible.server.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.research.lake.LakeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is altered in the lake of a recorded tournament is found where it is, and explains what agents do otherwise. */
class AlteredLakeTest {
    /** A day on which agents trade. */
    private static final int TRADING_DAY = 2;

    @TempDir
    private static Path original;

    @TempDir
    private Path scratch;

    private static RecordedArena arena;

    @BeforeAll
    static void recordAndFill() throws IOException {
        arena = RecordedArena.in(original);
    }

    private AlteredLake lake() throws IOException {
        return AlteredLake.copyOf(original, scratch.resolve("data"));
    }

    @Test
    void anAlteredBarIsFoundWhereItIsAndExplainsWhatAgentsDoOtherwise() throws Exception {
        final AlteredLake lake = lake();
        final Path bars = lake.file(LakeKind.BARS, TRADING_DAY);
        final long sequence = lake.ask(bars, "SELECT sequence FROM FILE WHERE timeframe = '5m' ORDER BY 1 OFFSET 40");
        lake.rewrite(
                bars,
                "SELECT * REPLACE (CASE WHEN sequence = " + sequence
                        + " THEN close * 0.97 ELSE close END AS close, CASE WHEN sequence = " + sequence
                        + " THEN low * 0.96 ELSE low END AS low) FROM FILE");
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences().keySet()).containsExactlyInAnyOrder("damaged_lake", "different_bar");
        final Difference bar = RecordedArena.first(report, Cause.DIFFERENT_BAR);
        assertThat(bar.sequence()).isEqualTo(sequence);
        assertThat(bar.agentId()).isEmpty();
        assertThat(report.told())
                .filteredOn(difference -> difference.agentId().isPresent())
                .isNotEmpty()
                .allSatisfy(difference -> {
                    assertThat(difference.cause()).isEqualTo(Cause.DIFFERENT_BAR);
                    assertThat(difference.sequence()).isGreaterThanOrEqualTo(sequence);
                });
    }

    @Test
    void aBarThatTheLakeLacksIsFound() throws Exception {
        final AlteredLake lake = lake();
        final Path bars = lake.file(LakeKind.BARS, TRADING_DAY);
        final long sequence = lake.ask(bars, "SELECT sequence FROM FILE WHERE timeframe = '5m' ORDER BY 1 OFFSET 30");
        lake.rewrite(bars, "SELECT * FROM FILE WHERE sequence <> " + sequence);
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences().keySet()).containsExactlyInAnyOrder("damaged_lake", "missing_bar");
        final Difference bar = RecordedArena.first(report, Cause.MISSING_BAR);
        assertThat(bar.sequence()).isEqualTo(sequence);
        assertThat(bar.backtest()).isEqualTo("nothing");
        assertThat(RecordedArena.first(report, Cause.DAMAGED_LAKE).backtest())
                .contains("383 rows", "its manifest says 384 rows");
    }

    /** In the place of a boundary, which the lake does not hold. */
    @Test
    void aBarThatTheArenaNeverSawIsFound() throws Exception {
        final AlteredLake lake = lake();
        final Path bars = lake.file(LakeKind.BARS, TRADING_DAY, 3);
        final long last = lake.ask(
                bars,
                "SELECT sequence FROM FILE WHERE timeframe = '5m'"
                        + " AND (open_time_ms // 300000) % 3 = 0 ORDER BY 1 OFFSET 30");
        lake.rewrite(
                bars,
                "SELECT * FROM FILE UNION ALL SELECT * REPLACE (sequence + 1 AS sequence, 'REVISED' AS provenance)"
                        + " FROM FILE WHERE sequence = " + last);
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences()).containsOnly(Map.entry("damaged_lake", 1L), Map.entry("surplus_bar", 1L));
        assertThat(RecordedArena.first(report, Cause.SURPLUS_BAR).sequence()).isEqualTo(last + 1);
        assertThat(RecordedArena.first(report, Cause.SURPLUS_BAR).live()).isEqualTo("nothing");
    }

    @Test
    void aDroppedQuoteIsFoundAndExplainsTheFillThatItCost() throws Exception {
        final AlteredLake lake = lake();
        final Path quotes = lake.file(LakeKind.QUOTES, TRADING_DAY);
        final long from = lake.ask(quotes, "SELECT sequence FROM FILE ORDER BY 1 OFFSET 100");
        lake.rewrite(quotes, "SELECT * FROM FILE WHERE sequence NOT BETWEEN " + from + " AND " + (from + 200));
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences().keySet()).containsExactlyInAnyOrder("damaged_lake", "missing_quote");
        assertThat(RecordedArena.first(report, Cause.MISSING_QUOTE).sequence()).isEqualTo(from);
        assertThat(report.told())
                .filteredOn(difference -> difference.shows() == Cause.DIFFERENT_FILL)
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.cause()).isEqualTo(Cause.MISSING_QUOTE));
    }

    @Test
    void aQuoteThatIsAnotherIsFound() throws Exception {
        final AlteredLake lake = lake();
        final Path quotes = lake.file(LakeKind.QUOTES, TRADING_DAY);
        final long sequence = lake.ask(quotes, "SELECT sequence FROM FILE ORDER BY 1 OFFSET 100");
        lake.rewrite(
                quotes,
                "SELECT * REPLACE (CASE WHEN sequence = " + sequence
                        + " THEN ask_ticks + 1 ELSE ask_ticks END AS ask_ticks) FROM FILE");
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences()).containsEntry("damaged_lake", 1L).containsKey("different_quote");
        assertThat(RecordedArena.first(report, Cause.DIFFERENT_QUOTE).sequence())
                .isEqualTo(sequence);
    }

    @Test
    void otherCostsAreFoundAndExplainTheBooks() throws Exception {
        final AlteredLake lake = lake();
        lake.rewrite(
                lake.file(LakeKind.TOURNAMENT, 0),
                "SELECT * REPLACE (replace(configuration, '\"takerFeePpm\":1000', '\"takerFeePpm\":900')"
                        + " AS configuration) FROM FILE");
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences().keySet()).containsExactlyInAnyOrder("damaged_lake", "different_costs");
        assertThat(report.told())
                .filteredOn(difference -> difference.agentId().isPresent())
                .hasSizeGreaterThanOrEqualTo(8)
                .allSatisfy(difference -> {
                    assertThat(difference.cause()).isEqualTo(Cause.DIFFERENT_COSTS);
                    assertThat(difference.shows()).isIn(Cause.DIFFERENT_FILL, Cause.DIFFERENT_DECISION);
                });
    }

    @Test
    void otherRulesOfAnInstrumentAreFound() throws Exception {
        final AlteredLake lake = lake();
        lake.rewrite(
                lake.file(LakeKind.RULES, 0),
                "SELECT * REPLACE (CASE WHEN instrument_id = 1 THEN '150' ELSE min_notional_usd END"
                        + " AS min_notional_usd) FROM FILE");
        final ParityReport report = Parity.run(RecordedArena.plan(lake.data()));
        assertThat(report.differences().keySet()).containsExactlyInAnyOrder("damaged_lake", "different_rules");
    }

    @Test
    void aBarAlteredBeforeTheSpanShowsInFeatures() throws Exception {
        final AlteredLake lake = lake();
        assertThat(Parity.run(arena.upTo(lake.data(), 2)).differences()).isEmpty();
        final Path bars = lake.file(LakeKind.BARS, 0);
        lake.rewrite(bars, "SELECT * REPLACE (volume_base * 1.5 AS volume_base, high * 1.01 AS high) FROM FILE");
        final ParityReport report = Parity.run(arena.from(lake.data(), 2));
        assertThat(report.differences()).containsKey("different_feature");
        assertThat(RecordedArena.first(report, Cause.DIFFERENT_FEATURE).live()).contains("of instrument 0");
        assertThat(report.told())
                .filteredOn(difference -> difference.shows() == Cause.DIFFERENT_DECISION)
                .allSatisfy(difference -> assertThat(difference.cause()).isEqualTo(Cause.DIFFERENT_FEATURE));
    }

    @Test
    void aRowThatNoEventCanHaveEndsTheTrialWithItsName() throws Exception {
        final AlteredLake lake = lake();
        final Path bars = lake.file(LakeKind.BARS, TRADING_DAY);
        lake.rewrite(bars, "SELECT * REPLACE (-low AS low) FROM FILE");
        assertThatThrownBy(() -> Parity.run(RecordedArena.plan(lake.data())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no such event")
                .hasMessageContaining("bars of " + arena.days().get(TRADING_DAY).date());
    }
}
