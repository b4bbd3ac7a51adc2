package crucible.server.cli;

import crucible.factory.trial.LedgerEntry.ClosedTrade;
import crucible.factory.trial.TrialResult;
import crucible.factory.trial.TrialSettings;
import crucible.model.AgentScore;
import crucible.model.Timeframe;
import crucible.model.UsdE8;
import crucible.watchtower.stat.ReturnMetrics;
import crucible.watchtower.stat.TradeMetrics;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of a backtest, as JSON and in plain words. What does not exist is null. */
final class BacktestMetrics {
    private final TrialResult result;
    private final TrialSettings settings;
    private final BacktestFunding funding;
    private final Optional<CostSensitivity> sensitivity;
    private final Optional<DeflatedBacktest> deflated;
    private final ReturnMetrics returns;
    private final TradeMetrics trades;

    BacktestMetrics(
            TrialResult result,
            TrialSettings settings,
            BacktestFunding funding,
            Optional<CostSensitivity> sensitivity,
            Optional<DeflatedBacktest> deflated) {
        this.funding = funding;
        this.sensitivity = sensitivity;
        this.deflated = deflated;
        this.result = result;
        this.settings = settings;
        final Timeframe timeframe = result.blueprint().scope().timeframe();
        this.returns = ReturnMetrics.of(result.equity().returns(), (double) timeframe.barsPerYear(), 0);
        this.trades = TradeMetrics.of(result.trades().stream()
                .mapToDouble(trade -> UsdE8.toUsd(trade.netUsdE8()))
                .toArray());
    }

    /** One JSON object. */
    String json() {
        final ObjectNode root = JsonMapper.shared().createObjectNode();
        final AgentScore score = result.score();
        root.put("blueprint", result.blueprint().name());
        root.put("costDigest", result.blueprint().costDigest());
        root.put("zeroCost", settings.costs().zeroCost());
        final ArrayNode costs = root.putArray("costs");
        settings.costs().canonicalText().lines().forEach(costs::add);
        root.put("ledgerDigest", result.ledgerDigest());
        root.put("fromMs", result.equity().timeMs(0));
        root.put("toMs", result.equity().timeMs(result.equity().size() - 1));
        root.put("halfSpreadPpm", settings.halfSpreadPpm());
        root.put("startUsd", UsdE8.format(result.books().capitalUsdE8()));
        root.put("endUsd", UsdE8.format(result.books().equityUsdE8()));
        root.put("feesUsd", UsdE8.format(result.books().feesUsdE8()));
        root.put("slippageUsd", UsdE8.format(result.books().slippageUsdE8()));
        root.put("fundingUsd", UsdE8.format(result.books().fundingUsdE8()));
        funding.into(root);
        root.put("trades", trades.count());
        put(root, "netBpsPerTrade", result.netBpsPerTrade());
        put(root, "grossBpsPerTrade", result.grossBpsPerTrade());
        put(root, "netSharpePerTrade", result.netSharpePerTrade());
        put(root, "winRate", trades.winRate());
        put(root, "profitFactor", trades.profitFactor());
        put(root, "totalReturn", returns.totalReturn());
        put(root, "annualisedSharpe", returns.annualisedSharpe());
        put(root, "maxDrawdown", returns.drawdowns().deepest());
        root.put("observations", score.observations());
        put(root, "sharpePerBar", score.sharpePerBar());
        put(root, "psr", score.psr());
        deflated.ifPresentOrElse(found -> found.into(root), () -> DeflatedBacktest.missing(root));
        result.verdict().ifPresentOrElse(verdict -> root.put("ended", verdict.summary()), () -> root.putNull("ended"));
        sensitivity.ifPresent(runs -> runs.into(root));
        return root.toString();
    }

    private static void put(ObjectNode root, String name, OptionalDouble value) {
        put(root, name, value.orElse(Double.NaN));
    }

    private static void put(ObjectNode root, String name, double value) {
        if (Double.isFinite(value)) {
            root.put(name, value);
        } else {
            root.putNull(name);
        }
    }

    /** A few lines for people. */
    String text() {
        final int last = result.equity().size() - 1;
        final StringBuilder text = new StringBuilder();
        if (settings.costs().zeroCost()) {
            line(text, "ZERO COST: neither fees nor slippage are charged; nothing below is evidence of an edge");
        }
        line(
                text,
                "%s from %s to %s",
                result.blueprint().name(),
                Instant.ofEpochMilli(result.equity().timeMs(0)),
                Instant.ofEpochMilli(result.equity().timeMs(last)));
        line(
                text,
                "Equity:    $%.2f -> $%.2f after $%.2f fees and $%.2f slippage",
                UsdE8.toUsd(result.books().capitalUsdE8()),
                UsdE8.toUsd(result.books().equityUsdE8()),
                UsdE8.toUsd(result.books().feesUsdE8()),
                UsdE8.toUsd(result.books().slippageUsdE8()));
        text.append(funding.text(result.books().fundingUsdE8()));
        line(
                text,
                "Trades:    %d, of which %d won; per trade net %s, gross %s bps",
                trades.count(),
                result.trades().stream()
                        .mapToLong(ClosedTrade::netUsdE8)
                        .filter(net -> net > 0)
                        .count(),
                shown("%+.1f", result.netBpsPerTrade()),
                shown("%+.1f", result.grossBpsPerTrade()));
        line(
                text,
                "PSR:       %s over %d bars since the first order (probability that the true Sharpe ratio is above 0)",
                shown("%.3f", result.score().psr()),
                result.score().observations());
        text.append(deflated.map(DeflatedBacktest::text).orElse("DSR:       " + DeflatedBacktest.NO_REGISTRY + "\n"));
        result.verdict().ifPresent(verdict -> line(text, "Ended:     %s", verdict.summary()));
        sensitivity.ifPresent(runs -> text.append(runs.text()));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String shown(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "undefined";
    }
}
