package crucible.watchtower.lifecycle;

import crucible.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a verdict's card aloud: what was compared, with how many the agent was compared, and what anybody can do now. */
public final class VerdictWords {
    private VerdictWords() {}

    /**
     * Sentences for people, in this order: the rule, the look, whom the bar is made for, N and where it comes from,
     * power, distance to promotion, the record beside its own exposure, what an operator may do. Of an operator's
     * verdict only the last.
     *
     * @param inputs the card's numbers by name
     */
    public static List<String> of(
            Verdict.Kind kind,
            Verdict.Authority authority,
            String rule,
            double threshold,
            int look,
            Map<String, Double> inputs) {
        final List<String> words = new ArrayList<>();
        if (authority == Verdict.Authority.RULE) {
            words.add(rule(rule, threshold, inputs));
            if (look > 0) {
                words.add(String.format(
                        Locale.ROOT,
                        "It was look %d, after %.0f closed trades.",
                        look,
                        number(inputs, "closedTrades")));
            }
            target(inputs, words);
            field(inputs, words);
            outlook(kind, inputs, words);
            held(inputs, words);
        }
        words.add(operator(kind, inputs));
        return List.copyOf(words);
    }

    private static String rule(String rule, double threshold, Map<String, Double> inputs) {
        return switch (rule) {
            case "decay.psr" ->
                compared("PSR of the whole record", inputs, "psr", "below the rising bar of", threshold);
            case "decay.rolling" -> compared("PSR of the newest 480 trades", inputs, "rollingPsr", "below", threshold);
            case "decay.literal" -> compared("PSR of the whole record", inputs, "psr", "below", threshold);
            case "drawdown.peak" -> compared("Its drawdown", inputs, "drawdown", "at least", threshold);
            case "loss-of-capital" -> compared("Its loss of capital", inputs, "lossOfCapital", "at least", threshold);
            case "idle" -> lasted("Nothing moved", inputs, "idleDays", threshold);
            case "stale-data" -> lasted("Others had data and it had none", inputs, "staleDays", threshold);
            case "untradeable" ->
                lasted("None of its instruments could be traded", inputs, "untradeableDays", threshold);
            case "promotion.psr-dsr", "promotion.psr-dsr-e" -> promotion(threshold, inputs);
            default -> "The rule " + rule + " compared with " + threshold + ".";
        };
    }

    private static String compared(String what, Map<String, Double> inputs, String name, String how, double threshold) {
        return String.format(
                Locale.ROOT, "%s was %s, %s %s.", what, percent(number(inputs, name)), how, percent(threshold));
    }

    private static String lasted(String what, Map<String, Double> inputs, String name, double threshold) {
        return String.format(
                Locale.ROOT, "%s for %.2f days; the limit is %s.", what, number(inputs, name), plain(threshold));
    }

    private static String promotion(double threshold, Map<String, Double> inputs) {
        final String ratios = String.format(
                Locale.ROOT,
                "PSR %s and DSR %s are at least %s",
                percent(number(inputs, "psr")),
                percent(number(inputs, "dsr")),
                percent(threshold));
        final String guard = inputs.containsKey("guard")
                ? String.format(
                        Locale.ROOT,
                        ", and the highest e-value %.4g is at least the guard of %.0f (season %.0f)",
                        number(inputs, "highestEValue"),
                        number(inputs, "guard"),
                        number(inputs, "season"))
                : "";
        return ratios + guard + ". Rejected is that the expected return was 0 or less at every bar.";
    }

    private static void field(Map<String, Double> inputs, List<String> words) {
        if (inputs.containsKey("trials")) {
            final String who = inputs.containsKey("groups")
                    ? String.format(
                            Locale.ROOT,
                            "%.0f agents ever had a live record in this arena, in %.0f groups that move together, as the newest"
                                    + " count in the journal tells them; N is the groups,",
                            number(inputs, "records"),
                            number(inputs, "groups"))
                    : "the agents that ever had a live record in this arena, as the newest count in the journal tells them,";
            words.add(String.format(
                    Locale.ROOT,
                    "N = %s, V = %.3f: %s but never fewer than minTrials.",
                    plain(number(inputs, "trials")),
                    number(inputs, "varianceOfT"),
                    who));
        }
    }

    private static void outlook(Verdict.Kind kind, Map<String, Double> inputs, List<String> words) {
        if (inputs.containsKey("powerAtSharpe2")) {
            words.add(String.format(
                    Locale.ROOT,
                    "An agent with a true Sharpe ratio of 2 a year would be promoted by now with a probability of about %s.",
                    percent(number(inputs, "powerAtSharpe2"))));
        }
        if (kind == Verdict.Kind.TERMINATE) {
            words.add(
                    inputs.containsKey("observationsNeeded")
                            ? String.format(
                                    Locale.ROOT,
                                    "At its ratio promotion would have taken about %.0f observations; it had %.0f.",
                                    number(inputs, "observationsNeeded"),
                                    number(inputs, "n"))
                            : "At its ratio no length of record would have led to promotion.");
        }
    }

    private static void target(Map<String, Double> inputs, List<String> words) {
        if (inputs.containsKey("targetSharpePerTrade") && inputs.containsKey("falseDeath")) {
            words.add(String.format(
                    Locale.ROOT,
                    "The bar is made so that of agents with a true Sharpe ratio of %s a trade about %s are ended by its looks.",
                    plain(number(inputs, "targetSharpePerTrade")),
                    percent(number(inputs, "falseDeath"))));
        }
    }

    private static void held(Map<String, Double> inputs, List<String> words) {
        if (inputs.containsKey("heldReturn")) {
            words.add(String.format(
                    Locale.ROOT,
                    "It returned %.2f %%; holding its average exposure of %.1f %% of equity in its instruments all the time"
                            + " would have returned %.2f %% before costs.",
                    number(inputs, "ownReturn") * 100,
                    number(inputs, "averageExposure") * 100,
                    number(inputs, "heldReturn") * 100));
        }
    }

    private static String operator(Verdict.Kind kind, Map<String, Double> inputs) {
        final String may = kind == Verdict.Kind.PROMOTE
                ? "An operator may pause or kill it (POST /api/v1/agents/{id}/pause, /kill); a promotion is not taken back."
                : "An operator may start its blueprint anew as another agent (POST /api/v1/agents); an end is not taken back.";
        return inputs.getOrDefault("unseenBoundBreaks", 0.0) > 0
                ? may + " Losses beyond the believed bound were seen by nobody yet."
                : may;
    }

    private static double number(Map<String, Double> inputs, String name) {
        return inputs.getOrDefault(name, Double.NaN);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    /** One decimal, rounded down: 99.97 % is not 100 %. */
    private static String percent(double share) {
        return Double.isNaN(share)
                ? "undefined"
                : String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000 + 1e-9) / 10);
    }
}
