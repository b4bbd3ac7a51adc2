package crucible.testkit;

import crucible.model.FillView;
import crucible.model.Instrument;
import crucible.model.OrderEnd;
import crucible.model.UsdE8;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An outcome as a trader would read it: what must be said of it, and what may be. */
record ScenarioOutcome(String text, Map<String, String> details) {
    static ScenarioOutcome fill(String agent, Instrument instrument, FillView fill) {
        final Map<String, String> details = new LinkedHashMap<>();
        details.put("fee", UsdE8.format(fill.feeUsdE8()));
        details.put("slippage", UsdE8.format(fill.slippageUsdE8()));
        details.put("net", UsdE8.format(fill.tradeNetUsdE8()));
        details.put("gross", UsdE8.format(fill.tradeGrossUsdE8()));
        details.put("because", fill.entry() ? "entry" : fill.exitReason().name());
        details.put("time", ScenarioLine.timeText(fill.timeMs()));
        final String side = fill.side().name().toLowerCase(Locale.ROOT);
        final String what = side + " " + base(instrument, fill.quantityLots()) + " at "
                + plain(instrument.rules().tickSize().multiply(BigDecimal.valueOf(fill.touchTicks())));
        return new ScenarioOutcome("fill " + agent + " " + instrument.symbol() + " " + what, details);
    }

    static ScenarioOutcome end(String agent, Instrument instrument, OrderEnd reason, long needed, long have) {
        final Map<String, String> details = new LinkedHashMap<>();
        details.put("need", amount(instrument, reason, needed));
        details.put("have", amount(instrument, reason, have));
        return new ScenarioOutcome("end " + agent + " " + instrument.symbol() + " " + reason, details);
    }

    private static String amount(Instrument instrument, OrderEnd reason, long amount) {
        if (reason.isInTicks()) {
            return plain(instrument.rules().tickSize().multiply(BigDecimal.valueOf(amount)));
        }
        return reason.isInLots() ? base(instrument, amount) : UsdE8.format(amount);
    }

    static ScenarioOutcome failure(String agent, Throwable failure) {
        return new ScenarioOutcome(
                "failure " + agent, Map.of("type", failure.getClass().getSimpleName()));
    }

    /** Lots in base currency, exact. */
    static String base(Instrument instrument, long lots) {
        return plain(instrument
                .rules()
                .stepSize()
                .multiply(BigDecimal.valueOf(instrument.lotMultiple()))
                .multiply(BigDecimal.valueOf(lots)));
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    @Override
    public String toString() {
        final StringBuilder all = new StringBuilder(text);
        details.forEach(
                (name, value) -> all.append(' ').append(name).append(' ').append(value));
        return all.toString();
    }
}
