package crucible.server.cli;

import crucible.exchange.replay.market.MarketSource;
import crucible.factory.trial.TrialHistory;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.UsdE8;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a backtest knows of the funding of its perpetuals, and what it does not.
 *
 * @param perpetuals those of the market, in its order
 */
record BacktestFunding(List<Perpetual> perpetuals) {
    BacktestFunding {
        perpetuals = List.copyOf(perpetuals);
    }

    /**
     * One perpetual.
     *
     * @param isRecorded whether a funding file lies beside its candles
     * @param fundings settled fundings in the span that is traded
     */
    record Perpetual(String symbol, boolean isRecorded, List<Long> fundings) {
        Perpetual {
            fundings = List.copyOf(fundings);
        }

        private String words() {
            if (!isRecorded) {
                return symbol + " is a perpetual and no " + symbol
                        + "-funding.csv lies beside its candles: NO FUNDING WAS"
                        + " BOOKED for it; what was held over funding times is judged too well or too badly";
            }
            return fundings.isEmpty()
                    ? symbol + ": its funding file has nothing in this span: NO FUNDING WAS BOOKED for it"
                    : symbol + ": " + fundings.size() + " fundings from " + Instant.ofEpochMilli(fundings.get(0))
                            + " to " + Instant.ofEpochMilli(fundings.get(fundings.size() - 1))
                            + (pauseHours() > 8
                                    ? String.format(Locale.ROOT, "; none for %.0f hours in between", pauseHours())
                                    : "");
        }

        /** Longest time between two of them, in hours. */
        private double pauseHours() {
            long longestMs = 0;
            for (int i = 1; i < fundings.size(); i++) {
                longestMs = Math.max(longestMs, fundings.get(i) - fundings.get(i - 1));
            }
            return longestMs / 3_600_000.0;
        }
    }

    /** Of what trades in {@code [fromMs, toMs]}. */
    static BacktestFunding of(
            MarketSource market, List<Instrument> instruments, TrialHistory history, long fromMs, long toMs) {
        final List<Perpetual> perpetuals = new ArrayList<>();
        for (Instrument instrument : instruments) {
            if (instrument.kind() == InstrumentKind.PERPETUAL) {
                perpetuals.add(new Perpetual(
                        instrument.symbol(),
                        market.fundings(instrument.id()).isRecorded(),
                        history.fundings().stream()
                                .filter(funding -> funding.instrumentId() == instrument.id())
                                .map(Funding::fundingTimeMs)
                                .filter(timeMs -> fromMs <= timeMs && timeMs <= toMs)
                                .toList()));
            }
        }
        return new BacktestFunding(perpetuals);
    }

    void into(ObjectNode root) {
        final ArrayNode all = root.putArray("funding");
        for (Perpetual perpetual : perpetuals) {
            all.addObject()
                    .put("instrument", perpetual.symbol())
                    .put("recorded", perpetual.isRecorded())
                    .put("fundings", perpetual.fundings().size())
                    .put("words", perpetual.words());
        }
    }

    /**
     * Lines for people; none where there is no perpetual.
     *
     * @param fundingUsdE8 what was paid; negative where more was received
     */
    String text(long fundingUsdE8) {
        if (perpetuals.isEmpty()) {
            return "";
        }
        final StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Funding:   $%.4f %s\n",
                Math.abs(UsdE8.toUsd(fundingUsdE8)),
                fundingUsdE8 < 0 ? "received" : "paid"));
        perpetuals.forEach(perpetual ->
                text.append("           ").append(perpetual.words()).append('\n'));
        return text.toString();
    }
}
