package crucible.watchtower;

import crucible.model.Verdict.Input;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.evidence.PromotionOutlook;
import crucible.watchtower.lifecycle.AnytimeGuard;
import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a verdict's card that follow from an agent's returns, the rules and N and V alone, so that whoever has kept
 * these can compute them again. One thread.
 */
public final class EvidenceFigures {
    /** The true annualised Sharpe ratio whose chance of promotion a card tells. */
    private static final double POWER_SHARPE_PER_YEAR = 2;

    /** The names of all of them. */
    public static final List<String> NAMES = List.of(
            "n",
            "mean",
            "sd",
            "sharpe",
            "skewness",
            "kurtosis",
            "psr",
            "dsr",
            "trials",
            "varianceOfT",
            "records",
            "groups",
            "hurdle",
            "eValue",
            "highestEValue",
            "unleveredEValue",
            "boundBreaks",
            "unseenBoundBreaks",
            "guard",
            "season",
            "powerAtSharpe2",
            "observationsNeeded");

    private static final double YEAR_MS = 365 * 86_400_000.0;

    private final WatchtowerSettings settings;
    private final double guard;

    /** By the rules of a tournament. */
    public EvidenceFigures(WatchtowerSettings settings) {
        this.settings = settings;
        this.guard = settings.guard().map(AnytimeGuard::threshold).orElse(1.0);
    }

    /**
     * The record of one agent.
     *
     * @param agentId whose it is
     * @param intervalMs length of its bars
     * @param evidence its returns
     * @param betting the same returns
     * @param unseenBreaks losses beyond the bound that no operator has seen
     */
    public record Record(int agentId, long intervalMs, Moments evidence, EProcess betting, long unseenBreaks) {}

    /** In a fixed order; undefined ones are left out. */
    public List<Input> of(Record record, Deflation field) {
        final Moments evidence = record.evidence();
        final double n = (double) evidence.count();
        final List<Input> inputs = new ArrayList<>();
        add(inputs, "n", n);
        add(inputs, "mean", evidence.mean());
        add(inputs, "sd", evidence.sd());
        add(inputs, "sharpe", evidence.sharpe());
        add(inputs, "skewness", evidence.skewness());
        add(inputs, "kurtosis", evidence.kurtosis());
        add(inputs, "psr", ProbabilisticSharpe.psr(evidence, 0));
        add(inputs, "dsr", field.dsr(evidence));
        add(inputs, "trials", field.trials());
        add(inputs, "varianceOfT", field.varianceOfT());
        if (field.records() > 0) {
            add(inputs, "records", (double) field.records());
            add(inputs, "groups", (double) field.groups());
        }
        add(inputs, "hurdle", n == 0 ? Double.NaN : field.hurdle(n));
        add(inputs, "eValue", record.betting().value());
        add(inputs, "highestEValue", record.betting().maximum());
        add(inputs, "unleveredEValue", record.betting().unleveredValue());
        add(inputs, "boundBreaks", (double) record.betting().boundBreaks());
        add(inputs, "unseenBoundBreaks", (double) record.unseenBreaks());
        if (settings.seasonBirths().isPresent()) {
            add(inputs, "guard", guard);
            add(
                    inputs,
                    "season",
                    AnytimeGuard.season(
                            record.agentId(), settings.seasonBirths().getAsInt()));
        }
        final double perBar = POWER_SHARPE_PER_YEAR / Math.sqrt(YEAR_MS / record.intervalMs());
        add(inputs, "powerAtSharpe2", PromotionOutlook.power(perBar, n, field, settings.promoteConfidence(), guard));
        add(inputs, "observationsNeeded", observationsNeeded(record, field));
        return inputs;
    }

    /** Observations in all that promotion needs if nothing but the length changes; NaN where no length would do. */
    double observationsNeeded(Record record, Deflation field) {
        final double stillToReach = record.betting().maximum() >= guard ? 1 : guard;
        return PromotionOutlook.observationsNeeded(
                record.evidence(), field, settings.promoteConfidence(), stillToReach);
    }

    static void add(List<Input> inputs, String name, double value) {
        if (Math.abs(value) < Double.POSITIVE_INFINITY) {
            inputs.add(new Input(name, value));
        }
    }
}
