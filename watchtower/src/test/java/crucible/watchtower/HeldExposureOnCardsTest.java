package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crucible.model.AgentScore;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.DigestSink;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.model.Verdict;
import crucible.testkit.Restored;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is only ever long is shown beside the holding of its own exposure. */
class HeldExposureOnCardsTest {
    private static final Timeframe BARS = Timeframe.M5;
    private static final List<Instrument> INSTRUMENTS = List.of(instrument(0), instrument(1));

    private final Tournament tournament =
            new Tournament(new TestSettings().withIdleDays(1).build(), BARS);
    private final double[] closes = {100, 10};

    private static Instrument instrument(int id) {
        final BigDecimal small = new BigDecimal("0.01");
        final TradingRules rules = new TradingRules(small, small, small, small, 0);
        return new Instrument(id, "test", "COIN" + id + "USDT", "COIN" + id, "USDT", InstrumentKind.SPOT, rules);
    }

    private static void bar(Watchtower judge, int instrument, double close, long closeTimeMs) {
        judge.onBar(new Bar(
                instrument, BARS, closeTimeMs - BARS.intervalMs(), close, close, close, close, 1, Provenance.LIVE));
    }

    private void boundary(Watchtower judge, double... returns) {
        for (int i = 0; i < returns.length; i++) {
            closes[i] *= 1 + returns[i];
            bar(judge, i, closes[i], tournament.timeMs() + BARS.intervalMs());
        }
        tournament.boundary();
    }

    @Test
    void halfOfTheMarketsRiseIsNoSkill() {
        INSTRUMENTS.forEach(tournament.judge::onInstrument);
        final TestMark agent = tournament.birth();
        agent.hasOrdered = false;
        boundary(tournament.judge, 0, 0);
        agent.hasOrdered = true;
        double held = 1;
        for (int i = 0; i < 20; i++) {
            agent.exposure = i % 2 == 0 ? 1 : 0;
            Tournament.move(agent, i % 2 == 0 ? 0.02 : 0);
            boundary(tournament.judge, 0.03, 0.01);
            held *= 1 + 0.5 * 0.02;
        }
        final AgentScore.Held shown = tournament.judge.score(0).held().orElseThrow();
        assertThat(shown.averageExposure()).isEqualTo(0.5);
        assertThat(shown.ownReturn()).isCloseTo(Math.pow(1.02, 10) - 1, within(1e-9));
        assertThat(shown.heldReturn()).isCloseTo(held - 1, within(1e-7));
    }

    @Test
    void anInstrumentWhoseBarIsMissingStandsStillUntilItComes() {
        INSTRUMENTS.forEach(tournament.judge::onInstrument);
        final TestMark agent = tournament.birth();
        agent.exposure = 1;
        boundary(tournament.judge, 0, 0);
        boundary(tournament.judge, 0.02);
        assertThat(held().heldReturn()).isCloseTo(0.01, within(1e-9));
        closes[1] *= 1.1;
        boundary(tournament.judge, 0, 0);
        assertThat(held().heldReturn()).isCloseTo(1.01 * 1.05 - 1, within(1e-6));
    }

    @Test
    void placebosAndArenasWithoutInstrumentsShowNone() {
        final TestMark alone = tournament.birth();
        alone.exposure = 1;
        tournament.boundary();
        tournament.boundary();
        assertThat(tournament.judge.score(0).held()).isEmpty();
        INSTRUMENTS.forEach(tournament.judge::onInstrument);
        tournament.placebo();
        boundary(tournament.judge, 0, 0);
        boundary(tournament.judge, 0.01, 0);
        boundary(tournament.judge, 0.01, 0);
        assertThat(tournament.judge.score(0).held()).isPresent();
        assertThat(tournament.judge.score(1).held()).isEmpty();
    }

    @Test
    void theCardTellsIt() {
        INSTRUMENTS.forEach(tournament.judge::onInstrument);
        tournament.birth();
        while (tournament.verdicts.isEmpty()) {
            boundary(tournament.judge, 0.001, 0.001);
        }
        final Verdict verdict = tournament.verdicts.get(0);
        assertThat(verdict.rule()).isEqualTo("idle");
        assertThat(verdict.inputs()).contains(new Verdict.Input("averageExposure", 0));
        assertThat(verdict.inputs()).contains(new Verdict.Input("ownReturn", 0));
        assertThat(verdict.inputs()).contains(new Verdict.Input("heldReturn", 0));
        assertThat(verdict.inputs()).extracting(Verdict.Input::name).contains("session.asia.n", "session.asia.mean");
    }

    @Test
    void aRestoredJudgeComparesAsTheOriginal() {
        INSTRUMENTS.forEach(tournament.judge::onInstrument);
        final TestMark agent = tournament.birth();
        agent.exposure = 0.7;
        boundary(tournament.judge, 0.01, 0.02);
        boundary(tournament.judge, 0.01, 0.02);
        final Watchtower copy = Restored.into(
                new Watchtower(new TestSettings().withIdleDays(1).build(), Tournament.CAPITAL), tournament.judge);
        final List<Birth> births = new ArrayList<>(List.of(Tournament.birthOf(0, BARS)));
        copy.onRestored(births, INSTRUMENTS);
        final Tournament other = tournament.with(copy);
        for (int i = 0; i < closes.length; i++) {
            closes[i] *= 1.015;
            bar(tournament.judge, i, closes[i], tournament.timeMs() + BARS.intervalMs());
            bar(copy, i, closes[i], tournament.timeMs() + BARS.intervalMs());
        }
        tournament.boundary();
        other.boundary();
        assertThat(copy.score(0)).isEqualTo(tournament.judge.score(0));
        assertThat(DigestSink.of(copy)).isEqualTo(DigestSink.of(tournament.judge));
    }

    @Test
    void anEarlierSnapshotIsReadAndTheComparisonBeginsThere() {
        INSTRUMENTS.forEach(tournament.judge::onInstrument);
        final TestMark agent = tournament.birth();
        agent.exposure = 0.7;
        boundary(tournament.judge, 0.01, 0.02);
        boundary(tournament.judge, 0.01, 0.02);
        final Watchtower copy = OlderSnapshot.into(
                new Watchtower(new TestSettings().withIdleDays(1).build(), Tournament.CAPITAL),
                tournament.judge,
                Map.of("watchtower", 2, "watched", 3),
                Set.of("baskets", "heldExposure", "regimeReturns"),
                Set.of("records", "groups", "kind", "endedOf"));
        copy.onRestored(List.of(Tournament.birthOf(0, BARS)), INSTRUMENTS);
        assertThat(copy.score(0).observations()).isEqualTo(2);
        assertThat(copy.score(0).held()).isEmpty();
    }

    private AgentScore.Held held() {
        return tournament.judge.score(0).held().orElseThrow();
    }
}
