package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.AccountView;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.OrderEnd;
import crucible.model.Quote;
import crucible.model.Timeframe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusals, failures and the edges of exact money. */
final class LaneDeskTest {
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;
    private static final long NOW_MS = 1_704_067_500_000L;

    private final LaneDesk desk = new LaneDesk(new CostSettings(1000, 1000, 100, 250, 600_000));
    private final OutcomeLog log = new OutcomeLog();

    @BeforeEach
    void startWithOneSpotAndTwoAgents() {
        desk.reportTo(log);
        desk.onInstrument(Tape.instrument(0, InstrumentKind.SPOT, "0.1", "0.001", "0", "5"));
        desk.open(0, CAPITAL_USD_E8);
        desk.open(1, CAPITAL_USD_E8);
    }

    private long enter(int agentId, int instrumentId) {
        return desk.enter(
                agentId, instrumentId, Timeframe.M5, Direction.LONG, CAPITAL_USD_E8 / 2, 5, Double.NaN, NOW_MS);
    }

    private void quote(int instrumentId, long bidTicks, long askTicks) {
        desk.onQuote(new Quote(instrumentId, NOW_MS + 250, bidTicks, askTicks, 1, 1));
    }

    @Test
    void refusesASecondOrderOrPositionAtTheSameInstrument() {
        enter(0, 0);
        assertThatThrownBy(() -> enter(0, 0)).hasMessageContaining("agent 0").hasMessageContaining("venue:SYM0");
        quote(0, 1000, 1001);
        assertThatThrownBy(() -> enter(0, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void refusesWhomAndWhatItDoesNotKnow() {
        assertThatThrownBy(() -> enter(7, 0)).hasMessageContaining("agent").hasMessageContaining("7");
        assertThatThrownBy(() -> enter(0, 9)).hasMessageContaining("instrument").hasMessageContaining("9");
        assertThatThrownBy(() -> desk.account(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> desk.open(0, 1)).hasMessageContaining("new");
        assertThatThrownBy(() -> desk.enter(0, 0, Timeframe.M5, Direction.LONG, 1, Double.NaN, 1, NOW_MS))
                .hasMessageContaining("stopDistance");
        assertThatThrownBy(() -> desk.enter(0, 0, Timeframe.M5, Direction.LONG, 1, 1, 0, NOW_MS))
                .hasMessageContaining("targetDistance");
        assertThatThrownBy(() -> desk.enter(0, 0, Timeframe.M5, Direction.LONG, -1, 1, 1, NOW_MS))
                .hasMessageContaining("budgetUsdE8");
    }

    @Test
    void anExitWithoutAPositionIsNothing() {
        assertThat(desk.exit(0, 0, ExitReason.RULE, NOW_MS)).isZero();
        enter(0, 0);
        assertThat(desk.exit(0, 0, ExitReason.RULE, NOW_MS)).isZero();
        assertThat(desk.heldBars(0, 0)).isEqualTo(-1);
    }

    @Test
    void aSecondExitIsTheFirstOne() {
        enter(0, 0);
        quote(0, 1000, 1001);
        final long first = desk.exit(0, 0, ExitReason.RULE, NOW_MS + 1000);
        assertThat(desk.exit(0, 0, ExitReason.MAX_HOLD, NOW_MS + 2000)).isEqualTo(first);
        assertThat(desk.account(0).ordersSubmitted()).isEqualTo(2);
    }

    @Test
    void whenTradingStopsEntriesEndAndExitsGoOn() {
        enter(0, 0);
        quote(0, 1000, 1001);
        desk.exit(0, 0, ExitReason.RULE, NOW_MS + 1_000);
        enter(1, 0);
        log.take();
        desk.cancelEntries(OrderEnd.TRADING_STOPPED, NOW_MS + 2_000);
        assertThat(log.take()).singleElement().asString().contains("agent 1 order 1 end 0 true TRADING_STOPPED");
        assertThat(desk.refuse(1, 0, OrderEnd.TRADING_STOPPED, NOW_MS + 3_000)).isEqualTo(2);
        assertThat(log.take()).singleElement().asString().contains("agent 1 order 2 end 0 true TRADING_STOPPED");
        desk.onQuote(new Quote(0, NOW_MS + 4_000, 1000, 1001, 1, 1));
        assertThat(log.take()).singleElement().asString().startsWith("agent 0 order 2 fill");
        assertThat(desk.account(1).cashUsdE8()).isEqualTo(CAPITAL_USD_E8);
    }

    @Test
    void anInstrumentThatIsLeftEndsItsOrdersAndSellsItsPositionsHoweverLongThatTakes() {
        enter(0, 0);
        quote(0, 1000, 1001);
        enter(1, 0);
        log.take();
        desk.leave(0, NOW_MS);
        assertThat(log.take())
                .singleElement()
                .asString()
                .startsWith("agent 1 order 1")
                .contains("INSTRUMENT_REMOVED");
        assertThat(desk.account(0).hasPendingExit(0)).isTrue();
        final long muchLaterMs = NOW_MS + 10 * 86_400_000L;
        desk.onQuote(new Quote(0, muchLaterMs, 990, 991, 1, 1));
        assertThat(log.take()).singleElement().asString().startsWith("agent 0 order 2 fill");
        assertThat(desk.account(0).openPositions()).isZero();
        assertThat(LedgerAudit.differenceUsdE8(desk.account(0))).isZero();
    }

    @Test
    void anOverflowEndsOneAgentAndLeavesTheOthers() {
        desk.onInstrument(Tape.instrument(1, InstrumentKind.SPOT, "1000", "1000", "0", "0"));
        enter(0, 1);
        enter(0, 0);
        enter(1, 0);
        quote(1, Long.MAX_VALUE / 8, Long.MAX_VALUE / 4);
        assertThat(log.failures).isEqualTo(1);
        assertThat(log.take())
                .satisfiesExactly(
                        line -> assertThat(line).contains("agent 0 failure").contains("ArithmeticException"),
                        line -> assertThat(line).contains("agent 0 order 1").contains("CANCELLED"),
                        line -> assertThat(line).contains("agent 0 order 2").contains("CANCELLED"));
        quote(0, 1000, 1001);
        assertThat(log.take()).singleElement().asString().startsWith("agent 1 order 1 fill");
        assertThat(desk.equityUsdE8(0)).isEqualTo(CAPITAL_USD_E8);
        assertThat(LedgerAudit.differenceUsdE8(desk.account(0))).isZero();
        assertThatThrownBy(() -> enter(0, 0)).hasMessageContaining("have failed");
        desk.stop(0, true, NOW_MS);
        assertThat(desk.exit(0, 0, ExitReason.DEATH, NOW_MS)).isZero();
    }

    @Test
    void anOverflowOfAPositionsValueKeepsItInTheBooks() {
        desk.onInstrument(Tape.instrument(1, InstrumentKind.SPOT, "0.01", "0.01", "0", "0"));
        enter(0, 1);
        enter(1, 1);
        quote(1, 10, 11);
        desk.exit(0, 1, ExitReason.RULE, NOW_MS);
        quote(1, Long.MAX_VALUE / 8, Long.MAX_VALUE / 4);
        assertThat(log.failures).isEqualTo(1);
        quote(1, 20, 21);
        assertThat(desk.account(0).openPositions()).isEqualTo(1);
        assertThat(desk.account(0).hasPendingOrder(1)).isFalse();
        assertThat(LedgerAudit.differenceUsdE8(desk.account(0))).isZero();
        desk.exit(1, 1, ExitReason.RULE, NOW_MS);
        quote(1, 20, 21);
        assertThat(desk.account(1).closedTrades()).isEqualTo(1);
    }

    @Test
    void aCheapCoinsLedgerIsExact() {
        final Instrument coin = Tape.instrument(1, InstrumentKind.SPOT, "0.00000001", "1", "0", "5");
        desk.onInstrument(coin);
        enter(0, 1);
        quote(1, 999, 1000);
        final AccountView books = desk.account(0);
        // 100 USD less 0.11 per cent at 1e-5 USD a coin
        assertThat(books.positionLots(1)).isEqualTo(9_989_011);
        assertThat(books.cashUsdE8()).isBetween(CAPITAL_USD_E8 / 2, CAPITAL_USD_E8 / 2 + 1_001);
        assertThat(LedgerAudit.differenceUsdE8(books)).isZero();
        assertThat(books.entryPrice(1)).isBetween(1.0000e-5, 1.0002e-5);
    }

    @Test
    void aLotOfManyStepsIsBoughtWhole() {
        final Instrument fine = Tape.instrument(1, InstrumentKind.SPOT, "0.01", "0.00000001", "0", "0");
        assertThat(fine.lotMultiple()).isEqualTo(100);
        desk.onInstrument(fine);
        enter(0, 1);
        quote(1, 300_000, 300_001);
        assertThat(desk.account(0).positionLots(1)).isEqualTo(33_296);
        assertThat(LedgerAudit.differenceUsdE8(desk.account(0))).isZero();
    }

    @Test
    void anOutcomeMayCallTheDeskAgainAndWaitsForALaterQuote() {
        final LaneDesk eager = new LaneDesk(new CostSettings(0, 0, 0, 0, 600_000));
        final OutcomeLog orders = new OutcomeLog() {
            @Override
            public void onFill(FillView fill) {
                super.onFill(fill);
                if (fill.entry()) {
                    eager.exit(fill.agentId(), 0, ExitReason.RULE, fill.timeMs());
                } else {
                    eager.enter(fill.agentId(), 0, Timeframe.M5, Direction.LONG, 50, 5, 5, fill.timeMs());
                    eager.stop(fill.agentId(), false, fill.timeMs());
                    eager.enter(fill.agentId(), 0, Timeframe.M5, Direction.LONG, 5_000_000_000L, 5, 5, fill.timeMs());
                }
            }
        };
        eager.reportTo(orders);
        eager.onInstrument(Tape.instrument(0, InstrumentKind.SPOT, "0.1", "0.001", "0", "5"));
        for (int agent = 0; agent < 9; agent++) {
            eager.open(agent, CAPITAL_USD_E8);
            eager.enter(agent, 0, Timeframe.M5, Direction.LONG, 5_000_000_000L, 5, 5, NOW_MS);
        }
        for (int i = 1; i <= 10; i++) {
            eager.onQuote(new Quote(0, NOW_MS + i, 1000, 1001, 1, 1));
            assertThat(orders.fills).isEqualTo(9 * i);
        }
        assertThat(orders.ends).isEqualTo(9 * 5);
    }

    @Test
    void needsSomebodyToReportTo() {
        assertThatThrownBy(() -> new LaneDesk(CostSettings.DEFAULT)
                        .onInstrument(Tape.instrument(0, InstrumentKind.SPOT, "0.1", "0.001", "0", "5")))
                .hasMessageContaining("reportTo");
    }
}
