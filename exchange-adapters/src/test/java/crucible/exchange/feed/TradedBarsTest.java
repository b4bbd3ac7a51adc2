package crucible.exchange.feed;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.BarAgreement;
import crucible.exchange.BarAgreement.Disagreement;
import crucible.exchange.BarAgreement.Field;
import crucible.exchange.FrameRefused;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TradedBarsTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long FIVE = 300_000;

    private final BarAgreement agreement = new BarAgreement(0, "BTCUSDT", Timeframe.M5);
    private final MarketTrades trades = new MarketTrades("binance-spot", "BTCUSDT", List.of(agreement));

    private static StreamTrade trade(long timeMs, double price, double size) throws FrameRefused {
        final StreamTrade trade = new StreamTrade();
        trade.set("BTCUSDT", timeMs, Double.toString(price), Double.toString(size), true);
        return trade;
    }

    private void numbered(long timeMs, double price, double size, long number) throws FrameRefused {
        final StreamTrade trade = trade(timeMs, price, size);
        trade.number(number, 1);
        trades.onTrade(trade, 1);
    }

    private void named(long timeMs, double price, double size, String name) throws FrameRefused {
        final StreamTrade trade = trade(timeMs, price, size);
        trade.name(name);
        trades.onTrade(trade, 1);
    }

    private void bar(long openMs, double open, double high, double low, double close, double volume) {
        trades.onBar(new Bar(0, Timeframe.M5, openMs, open, high, low, close, volume, Provenance.LIVE));
    }

    private void at(long timeMs) {
        trades.onTime(timeMs, 0.01);
    }

    private void assertCounts(long agreed, long disagreed, long notCompared) {
        assertThat(List.of(agreement.agreed(), agreement.disagreed(), agreement.notCompared()))
                .containsExactly(agreed, disagreed, notCompared);
    }

    @Test
    void agreeWhateverTheOrderInWhichTradesCome() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        numbered(T0 - 1, 99, 1, 10);
        // Newest first within a frame, and one of them twice.
        numbered(T0 + 3, 101, 2, 13);
        numbered(T0 + 3, 103, 1, 12);
        numbered(T0, 100, 0.5, 11);
        numbered(T0 + 3, 103, 1, 12);
        bar(T0, 100, 103, 100, 101, 3.5);
        at(T0 + FIVE + 4_999);
        assertCounts(0, 0, 0);
        at(T0 + FIVE + 5_000);
        assertCounts(0, 0, 0);
        numbered(T0 + FIVE + 6_000, 101, 1, 14);
        at(T0 + FIVE + 6_000);
        assertCounts(1, 0, 0);
    }

    @Test
    void tellEachFieldThatDiffers() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        named(T0, 100, 1, "a");
        named(T0 + 1, 102, 1, "b");
        named(T0 + 2, 99, 1, "c");
        named(T0 + 2, 101, 1, "d");
        bar(T0, 100.004, 102.01, 99, 101, 4.003);
        at(T0 + FIVE + 5_000);
        assertCounts(0, 1, 0);
        assertThat(agreement.disagreed(Field.OPEN)).isZero();
        assertThat(agreement.disagreed(Field.HIGH)).isEqualTo(1);
        assertThat(agreement.disagreed(Field.VOLUME)).isZero();
        assertThat(agreement.newest()).contains(new Disagreement(T0, Field.HIGH, 102.01, 102));
        named(T0 + FIVE, 101, 1, "e");
        bar(T0 + FIVE, 101, 101, 101, 101, 1.002);
        at(T0 + 2 * FIVE + 5_000);
        assertThat(agreement.disagreed(Field.VOLUME)).isEqualTo(1);
    }

    @Test
    void showTradesInABarThatTheVenueCallsEmpty() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        named(T0 + 1, 100, 0.25, "a");
        bar(T0, 90, 90, 90, 90, 0);
        at(T0 + FIVE + 5_000);
        assertThat(agreement.newest()).contains(new Disagreement(T0, Field.VOLUME, 0, 0.25));
        bar(T0 + FIVE, 90, 90, 90, 90, 0);
        at(T0 + 2 * FIVE + 5_000);
        assertCounts(1, 1, 0);
    }

    @Test
    void areNotComparedWhereANumberIsMissing() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        numbered(T0 - 1, 100, 1, 10);
        numbered(T0 + 1, 100, 1, 11);
        numbered(T0 + 2, 100, 1, 13);
        numbered(T0 + FIVE, 100, 1, 14);
        numbered(T0 + 2 * FIVE, 100, 1, 16);
        numbered(T0 + 3 * FIVE, 100, 1, 17);
        numbered(T0 + 5 * FIVE, 100, 1, 18);
        for (int i = 0; i < 5; i++) {
            bar(T0 + i * FIVE, 100, 100, 100, 100, i == 3 ? 1 : i == 4 ? 0 : 1);
        }
        at(T0 + 6 * FIVE);
        // Of the first one in its middle, of the second its last, of the third its first; the others are whole.
        assertCounts(2, 0, 3);
    }

    @Test
    void areNotComparedWhereNobodyListenedTheWholeTime() throws FrameRefused {
        trades.onLive(T0 - 500);
        named(T0 + 1, 100, 1, "a");
        bar(T0, 100, 100, 100, 100, 1);
        bar(T0 + FIVE, 100, 100, 100, 100, 7);
        trades.onLoss();
        trades.onLive(T0 + FIVE + 1);
        at(T0 + 2 * FIVE + 5_000);
        assertCounts(0, 0, 2);
        trades.onBar(new Bar(0, Timeframe.M5, T0 + 2 * FIVE, 1, 1, 1, 1, 1, Provenance.OFFLINE));
        at(T0 + 4 * FIVE);
        assertCounts(0, 0, 2);
    }

    @Test
    void countsSeveralNumbersOfOneTrade() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        numbered(T0 - 1, 100, 1, 10);
        final StreamTrade joined = trade(T0 + 1, 100, 3);
        joined.number(13, 3);
        trades.onTrade(joined, 1);
        numbered(T0 + FIVE, 100, 1, 14);
        bar(T0, 100, 100, 100, 100, 3);
        at(T0 + FIVE + 5_000);
        assertCounts(1, 0, 0);
    }

    @Test
    void countTheNumberOfWhatIsNoTradeOfTheMarket() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        // Before the first trade nobody knows whether any will come.
        bar(T0 - FIVE, 100, 100, 100, 100, 1);
        at(T0 + 5_000);
        numbered(T0 - 1, 100, 1, 10);
        final StreamTrade outside = new StreamTrade();
        outside.outside("BTCUSDT", T0 + 1);
        outside.number(11, 1);
        trades.onTrade(outside, 1);
        numbered(T0 + 2, 101, 1, 12);
        numbered(T0 + FIVE, 100, 1, 13);
        bar(T0, 101, 101, 101, 101, 1);
        at(T0 + FIVE + 5_000);
        assertCounts(1, 0, 1);
    }

    @Test
    void forgetsBarsOfWhichNothingIsHeardAnyMore() throws FrameRefused {
        trades.onLive(T0 - 10_000);
        numbered(T0 - 1, 100, 1, 10);
        numbered(T0 + 1, 100, 1, 11);
        bar(T0, 100, 100, 100, 100, 1);
        // Nothing trades for an hour, so nobody knows whether a trade was lost; then the place is needed.
        at(T0 + 12 * FIVE);
        assertCounts(0, 0, 0);
        numbered(T0 + 2 * TradedBars.KEPT * FIVE + 1, 100, 1, 12);
        numbered(T0 + (2 * TradedBars.KEPT + 1) * FIVE, 100, 1, 13);
        bar(T0 + 2 * TradedBars.KEPT * FIVE, 100, 100, 100, 100, 1);
        // Too old, and of no consequence.
        numbered(T0 + 2, 100, 1, 14);
        at(T0 + (2 * TradedBars.KEPT + 1) * FIVE + 5_000);
        assertCounts(1, 0, 1);
    }

    @Test
    void tellsNumbersThatCameBeforeAsASetDoes() throws FrameRefused {
        final long seed = 4;
        final Random random = new Random(seed);
        final TradeIds ids = new TradeIds();
        final TreeSet<Long> seen = new TreeSet<>();
        long highest = 0;
        for (int i = 0; i < 200_000; i++) {
            final long number = Math.max(0, highest + 5 - random.nextInt(random.nextInt(50) == 0 ? 4_000 : 12))
                    + (random.nextInt(5_000) == 0 ? 100_000 : 0);
            highest = Math.max(highest, number);
            final StreamTrade trade = trade(T0, 1, 1);
            trade.number(number, 1);
            final boolean isNew = highest - number < TradeIds.WINDOW && seen.add(number);
            assertThat(ids.isNew(trade))
                    .as("seed " + seed + ", number " + number)
                    .isEqualTo(isNew);
            seen.headSet(highest - 2 * TradeIds.WINDOW).clear();
        }
    }

    @Test
    void tellsNamesThatCameAShortWhileBefore() throws FrameRefused {
        final TradeIds ids = new TradeIds();
        for (int i = 0; i < 1_000; i++) {
            final StreamTrade trade = trade(T0, 1, 1);
            trade.name("2290000000068683" + i);
            assertThat(ids.isNew(trade)).isTrue();
            assertThat(ids.isNew(trade)).isFalse();
            trade.name("2290000000068683" + Math.max(0, i - 200));
            assertThat(ids.isNew(trade)).isFalse();
        }
    }
}
