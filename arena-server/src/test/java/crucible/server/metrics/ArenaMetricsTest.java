package crucible.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.DeathCause;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.server.rest.FakeArena;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArenaMetricsTest {
    private final ArenaMetrics metrics = new ArenaMetrics(4);

    @AfterEach
    void close() {
        metrics.close();
    }

    private String scrape() {
        return new String(metrics.scrape(), StandardCharsets.UTF_8);
    }

    private void everything() {
        metrics.barSeen("binance-spot", "BTCUSDT", Timeframe.M5, 120);
        metrics.barsMissing("binance-spot", "BTCUSDT", Timeframe.M5, 2);
        metrics.barsRepaired("binance-spot", "BTCUSDT", Timeframe.M5, 3);
        metrics.frameRejected("binance-spot", "malformed-json");
        metrics.filled(Side.BUY, 0.2, 1.5);
        metrics.crowded();
        metrics.verdict(Verdict.Kind.TERMINATE, DeathCause.DECAY);
        metrics.verdict(Verdict.Kind.PROMOTE, null);
        metrics.barToDecision(200_000);
        metrics.journalAppend(1_500);
        metrics.update(new FakeArena(20).current(), 7, 31);
    }

    @Test
    void theNamesAreThoseOfTheContract() {
        everything();
        final String market = "{instrument=\"BTCUSDT\",timeframe=\"5m\",venue=\"binance-spot\"}";
        assertThat(scrape().lines())
                .contains(
                        "crucible_bars_total" + market + " 1.0",
                        "crucible_bar_gaps_total" + market + " 2.0",
                        "crucible_bar_gaps_repaired_total" + market + " 3.0",
                        "crucible_bar_delay_seconds_count" + market + " 1",
                        "crucible_feed_up{venue=\"binance-spot\"} 1.0",
                        "crucible_feed_reconnects_total{venue=\"binance-spot\"} 2.0",
                        "crucible_frames_rejected_total{reason=\"malformed-json\",venue=\"binance-spot\"} 1.0",
                        "crucible_fills_total{side=\"buy\"} 1.0",
                        "crucible_fills_total{side=\"sell\"} 0.0",
                        "crucible_fills_crowded_total 1.0",
                        "crucible_fees_usd_total 0.2",
                        "crucible_slippage_bps_sum 1.5",
                        "crucible_verdicts_total{cause=\"decay\",kind=\"terminate\"} 1.0",
                        "crucible_verdicts_total{cause=\"none\",kind=\"promote\"} 1.0",
                        "crucible_elite_pool_size 7.0",
                        "crucible_trials_total 31.0",
                        "crucible_ring_fill_ratio 0.25",
                        "crucible_agents{state=\"active\"} 14.0",
                        "crucible_agents{state=\"terminated\"} 6.0",
                        "crucible_bar_to_decision_seconds_bucket{le=\"2.5E-4\"} 1",
                        "crucible_bar_to_decision_seconds_bucket{le=\"1.0E-4\"} 0",
                        "crucible_journal_append_seconds_count 1",
                        "crucible_agent_equity_usd{agent=\"0\"} 200.25",
                        "crucible_agent_drawdown_ratio{agent=\"0\"} 0.1",
                        "crucible_agent_psr{agent=\"0\"} 0.5",
                        "crucible_agent_dsr{agent=\"0\"} 0.0",
                        "crucible_agent_trades_total{agent=\"0\"} 40.0",
                        "crucible_agent_info{agent=\"0\",family=\"trend\",generation=\"0\",state=\"active\"} 1");
        assertThat(scrape()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
    }

    @Test
    void onlyLivingLeadersAndTheNewestHaveSeries() {
        everything();
        final List<String> shown = scrape().lines()
                .filter(line -> line.startsWith("crucible_agent_equity_usd{"))
                .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                .sorted()
                .toList();
        // Of 20 agents with falling equity; 2, 5, 8, 11, 14 and 17 are dead.
        assertThat(shown).containsExactlyInAnyOrder("0", "1", "19", "18");
    }

    @Test
    void whatIsAbsentHasNoSeries() {
        everything();
        assertThat(scrape()).contains("crucible_agent_equity_usd{agent=\"19\"}").doesNotContain("psr{agent=\"19\"}");
    }

    @Test
    void reasonsOfRefusalsDoNotGrowWithoutBound() {
        for (int i = 0; i < 500; i++) {
            metrics.frameRejected("v", "reason-" + i);
        }
        assertThat(scrape().lines().filter(line -> line.startsWith("crucible_frames_rejected_total{")))
                .hasSizeLessThanOrEqualTo(101)
                .anyMatch(line -> line.contains("reason=\"other\""));
    }
}
