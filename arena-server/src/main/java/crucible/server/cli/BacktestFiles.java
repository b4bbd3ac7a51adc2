package crucible.server.cli;

import crucible.factory.trial.EquityCurve;
import crucible.factory.trial.LedgerEntry;
import crucible.factory.trial.LedgerEntry.ClosedTrade;
import crucible.factory.trial.LedgerEntry.OrderRef;
import crucible.factory.trial.TrialResult;
import crucible.model.Instrument;
import crucible.model.UsdE8;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a backtest leaves behind: ledger, equity and plot. */
final class BacktestFiles {
    private static final String LEDGER_HEADER =
            "time_ms,time,order,symbol,what,side,reason,decided_ms,touch_price,quantity,"
                    + "bid,ask,notional_usd,slippage_usd,fee_usd,realised_usd,trade_gross_usd,trade_net_usd";

    private BacktestFiles() {}

    /**
     * Writes {@code ledger.csv}, {@code equity.csv} and {@code equity.svg} into {@code directory}.
     *
     * @param zeroCost marks each of them: its lines have one more column, and the plot says so
     */
    static void write(Path directory, TrialResult result, List<Instrument> instruments, boolean zeroCost)
            throws IOException {
        Files.write(directory.resolve("ledger.csv"), marked(ledger(result, instruments), zeroCost));
        Files.write(directory.resolve("equity.csv"), marked(equity(result.equity()), zeroCost));
        final String title = result.blueprint().name();
        Files.writeString(
                directory.resolve("equity.svg"),
                EquityPlot.svg(result.equity(), zeroCost ? "ZERO COST, no evidence: " + title : title));
    }

    private static List<String> marked(List<String> lines, boolean zeroCost) {
        if (!zeroCost) {
            return lines;
        }
        final List<String> marked = new ArrayList<>();
        for (String line : lines) {
            marked.add(line + (marked.isEmpty() ? ",zero_cost" : ",true"));
        }
        return marked;
    }

    private static List<String> ledger(TrialResult result, List<Instrument> instruments) {
        final List<String> lines = new ArrayList<>(List.of(LEDGER_HEADER));
        for (LedgerEntry entry : result.ledger()) {
            lines.add(entry.visit(new Line(instruments.get(entry.order().instrumentId()))));
        }
        return lines;
    }

    private static List<String> equity(EquityCurve curve) {
        final List<String> lines = new ArrayList<>(List.of("time_ms,time,equity_usd"));
        for (int i = 0; i < curve.size(); i++) {
            lines.add(curve.timeMs(i) + "," + Instant.ofEpochMilli(curve.timeMs(i)) + ","
                    + UsdE8.format(curve.equityUsdE8(i)));
        }
        return lines;
    }

    /** One line of the ledger; what an entry does not have is empty. */
    private record Line(Instrument instrument) implements LedgerEntry.Reader<String> {
        @Override
        public String filled(LedgerEntry.Filled fill) {
            final LedgerEntry.Execution execution = fill.execution();
            final LedgerEntry.Money money = fill.money();
            return String.join(
                    ",",
                    head(fill.order(), fill.order().entry() ? "entry" : "exit"),
                    execution.side().name(),
                    execution.exitReason().map(Enum::name).orElse(""),
                    Long.toString(execution.decidedTimeMs()),
                    price(execution.touchTicks()),
                    instrument
                            .rules()
                            .stepSize()
                            .multiply(BigDecimal.valueOf(instrument.lotMultiple()))
                            .multiply(BigDecimal.valueOf(execution.quantityLots()))
                            .toPlainString(),
                    price(execution.bidTicks()),
                    price(execution.askTicks()),
                    UsdE8.format(money.notionalUsdE8()),
                    UsdE8.format(money.slippageUsdE8()),
                    UsdE8.format(money.feeUsdE8()),
                    UsdE8.format(money.realisedUsdE8()),
                    closed(fill, ClosedTrade::grossUsdE8),
                    closed(fill, ClosedTrade::netUsdE8));
        }

        @Override
        public String ended(LedgerEntry.Ended end) {
            return head(end.order(), end.order().entry() ? "entry-unfilled" : "exit-unfilled") + ",,"
                    + end.reason().name() + ",,,,,,,,,,,";
        }

        private String head(OrderRef order, String what) {
            return order.timeMs() + "," + Instant.ofEpochMilli(order.timeMs()) + "," + order.orderId() + ","
                    + instrument.symbol() + "," + what;
        }

        private String price(long ticks) {
            return instrument
                    .rules()
                    .tickSize()
                    .multiply(BigDecimal.valueOf(ticks))
                    .toPlainString();
        }

        private static String closed(LedgerEntry.Filled fill, ToLongFunction<ClosedTrade> value) {
            return fill.closed()
                    .map(trade -> UsdE8.format(value.applyAsLong(trade)))
                    .orElse("");
        }
    }
}
