package crucible.server.cli;

import crucible.server.calibrate.JudgeReport;
import crucible.server.calibrate.JudgeReport.BarRow;
import crucible.server.calibrate.JudgeReport.CandleRow;
import crucible.server.calibrate.JudgeReport.LifeRow;
import crucible.server.calibrate.JudgeReport.NullRow;
import crucible.server.calibrate.JudgeReport.PowerRow;
import crucible.watchtower.calibration.Lives;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** A calibration as one JSON object: shares lie in [0, 1], times are closed trades, what never happened is null. */
final class CalibrationJson {
    private CalibrationJson() {}

    static String of(JudgeReport report, List<CandleRow> candles) {
        final Map<String, Object> root = new LinkedHashMap<>();
        final List<Object> fair = rows(report.fair(), CalibrationJson::row);
        fair.addAll(rows(candles, CalibrationJson::row));
        root.put("null", fair);
        root.put("nullLargestBets", rows(report.largestBets(), CalibrationJson::row));
        root.put("autocorrelated", rows(report.limits(), CalibrationJson::row));
        root.put("power", rows(report.power(), CalibrationJson::row));
        root.put("powerLooserBounds", rows(report.looser(), CalibrationJson::row));
        root.put("lives", rows(report.lives(), CalibrationJson::row));
        root.put("risingBar", row(report.bar()));
        return JsonMapper.shared().writeValueAsString(root);
    }

    private static <T> List<Object> rows(List<T> from, Function<T, Map<String, Object>> row) {
        return new ArrayList<>(from.stream().map(row).toList());
    }

    private static Map<String, Object> row(NullRow from) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", from.name());
        row.put("agents", from.count().agents());
        row.put("observations", from.observations());
        row.put("lossBoundSigmas", from.boundSigmas());
        row.put("everPromoted", from.everPromoted());
        row.put("upper95", from.upper95());
        row.put("everPromotedInSeason", from.share(from.count().promotedInSeason()));
        row.put("naiveEverPromoted", from.share(from.count().naive()));
        row.put("naiveRollingEverPromoted", from.share(from.count().naiveRolling()));
        row.put("brokeTheBound", from.share(from.count().broken()));
        return row;
    }

    private static Map<String, Object> row(CandleRow from) {
        final double agents = from.count().agents();
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", from.name());
        row.put("agents", from.count().agents());
        row.put("observations", from.observations());
        row.put("everPromoted", from.count().promoted() / agents);
        row.put("upper95", from.upper95());
        row.put("everPromotedInSeason", from.count().promotedInSeason() / agents);
        row.put("naiveEverPromoted", from.count().naive() / agents);
        row.put("naiveRollingEverPromoted", from.count().naiveRolling() / agents);
        row.put("brokeTheBound", from.count().broken() / agents);
        row.put("instrumentWeeks", from.instrumentWeeks());
        row.put("placeboTrades", from.trades());
        return row;
    }

    private static Map<String, Object> row(PowerRow from) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("sharpe", from.sharpe());
        row.put("lossBoundSigmas", from.boundSigmas());
        row.put("trials", 1);
        row.put("agents", from.times().agents());
        row.put("medianToPromotion", present(from.times().medianToPromotion()));
        row.put("minTrl", present(from.minTrl()));
        row.put("naiveMedian", present(from.times().naiveMedian()));
        row.put("ninetiethToPromotion", present(from.times().ninetiethToPromotion()));
        return row;
    }

    private static Map<String, Object> row(LifeRow from) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("sharpe", from.sharpe());
        row.put("lossBoundSigmas", from.boundSigmas());
        row.put("trials", from.trials());
        row.put("heldBars", from.pace().heldBars());
        row.put("flatBars", from.pace().flatBars());
        row.put("agents", from.live().agents());
        row.put("live", fields(from.live()));
        row.put("literal", fields(from.literal()));
        row.put("naive", fields(from.naive()));
        return row;
    }

    private static Map<String, Object> fields(Lives lives) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("promoted", (double) lives.promoted() / lives.agents());
        fields.put("medianToPromotion", present(lives.medianToPromotion()));
        fields.put("ended", (double) lives.ended() / lives.agents());
        fields.put("medianTenure", present(lives.medianTenure()));
        return fields;
    }

    private static Map<String, Object> row(BarRow from) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("targetSharpePerTrade", from.targetSharpe());
        row.put("falseDeath", from.falseDeath());
        row.put("agents", from.agents());
        row.put("closedTrades", from.trades());
        row.put("found", from.found());
        row.put("configured", from.configured());
        row.put("endedByConfigured", from.ended());
        return row;
    }

    private static Double present(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }
}
