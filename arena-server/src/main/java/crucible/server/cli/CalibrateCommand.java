package crucible.server.cli;

import crucible.watchtower.calibration.Binomial;
import crucible.watchtower.calibration.NullTournament;
import crucible.watchtower.calibration.RisingBar;
import crucible.watchtower.lifecycle.DecayLook;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible watchtower calibrate}: how often the judge is wrong, by simulation. */
@Command(
        name = "calibrate",
        description = {
            "Plays agents whose skill is known before the judge.",
            "First those without any, under several laws of returns, each looked at after every observation: how many would ever be",
            "promoted. Then those with skill: how long it takes. Then all rules of the arena together, and the rising bar computed",
            "anew. Shares are parts of 1. Exit code 1 where the numbers speak against the guarantee: with 95 %% confidence more",
            "than 1 %% of some law's agents would be promoted."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible watchtower calibrate --quick          # some seconds",
            "  crucible watchtower calibrate --json           # 10,000 agents, 5,000 observations each: minutes"
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final double MOST_PROMOTED = 0.01;

    @Option(names = "--agents", paramLabel = "N", description = "agents without skill per law (default: 10000)")
    private Integer agents;

    @Option(names = "--observations", paramLabel = "N", description = "observations of each (default: 5000)")
    private Integer observations;

    @Option(names = "--quick", description = "1,000 agents, 1,000 observations: rough numbers, soon")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of all draws (default: 1)")
    private long seed;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final int count = positive("--agents", agents, quick ? 1_000 : 10_000);
        final int length = positive("--observations", observations, quick ? 1_000 : 5_000);
        final Calibration calibration =
                new Calibration(count, length, Math.min(count, quick ? 200 : 1_200), quick ? 1_500 : 6_000, seed);
        final List<Calibration.Null> nulls = calibration.nulls();
        final List<Calibration.Power> power = calibration.power();
        final List<Calibration.Chain> chain = calibration.chain();
        final double[][] psrs = calibration.psrsAtLooks();
        final RisingBar.Found bar = calibration.risingBar(psrs);
        final double usual = RisingBar.ended(psrs, DecayLook.rising(0.90));
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            final Map<String, Object> result = new LinkedHashMap<>();
            result.put("null", nulls.stream().map(CalibrateCommand::asJson).toList());
            final List<Map<String, Object>> rows = new ArrayList<>();
            power.forEach(row -> rows.add(asJson(row)));
            chain.forEach(row -> rows.add(asJson(row)));
            result.put("power", rows);
            result.put("risingBar", asJson(bar, usual));
            result.put("seed", seed);
            out.println(JsonMapper.shared().writeValueAsString(result));
        } else {
            print(out, nulls, power, chain);
            print(out, bar, usual);
        }
        out.flush();
        return holds(nulls) ? 0 : 1;
    }

    /** Whether no law that the guarantee covers speaks against it. */
    private static boolean holds(List<Calibration.Null> nulls) {
        return nulls.stream()
                .filter(row -> row.law().isMartingale())
                .map(Calibration.Null::count)
                .allMatch(count -> Binomial.lowerBound(count.promoted(), count.agents(), 0.95) <= MOST_PROMOTED);
    }

    private int positive(String option, Integer given, int usual) {
        if (given == null) {
            return usual;
        }
        if (given < 1) {
            throw new ParameterException(spec.commandLine(), option + " is 1 or more, but was " + given);
        }
        return given;
    }

    private static Map<String, Object> asJson(Calibration.Null row) {
        final NullTournament.Count count = row.count();
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name(row));
        fields.put("agents", count.agents());
        fields.put("observations", row.observations());
        fields.put("everPromoted", share(count.promoted(), count.agents()));
        fields.put("upper95", count.upper95());
        fields.put("naiveEverPromoted", share(count.naive(), count.agents()));
        fields.put("everPromotedInSeason", share(count.promotedInSeason(), count.agents()));
        fields.put("boundBroken", share(count.broken(), count.agents()));
        fields.put("lossBoundSigmas", row.boundSigmas());
        fields.put("covered", row.law().isMartingale());
        return fields;
    }

    private static Map<String, Object> asJson(Calibration.Power row) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sharpe", row.sharpe());
        fields.put("lossBoundSigmas", row.boundSigmas());
        fields.put("trials", 1);
        fields.put("medianToPromotion", row.median());
        fields.put("minTrl", row.minTrl());
        fields.put("naiveMedian", row.naiveMedian());
        fields.put("rule", "e >= 100");
        fields.put("agents", row.agents());
        return fields;
    }

    private static Map<String, Object> asJson(Calibration.Chain row) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sharpe", row.sharpe());
        fields.put("lossBoundSigmas", row.boundSigmas());
        fields.put("trials", 200);
        fields.put("medianToPromotion", row.medianToPromotion());
        fields.put("minTrl", row.minTrl());
        fields.put("naiveMedian", row.median(life -> life.naivePromotedAt()));
        fields.put("rule", "whole chain");
        fields.put("agents", row.lives().size());
        fields.put("observationsPerTrade", row.barsPerTrade());
        fields.put("everPromoted", row.share(life -> life.promotedAt()));
        fields.put("everEnded", row.share(life -> life.endedAt()));
        fields.put("medianTenure", row.median(life -> life.endedAt()));
        fields.put("naiveEverPromoted", row.share(life -> life.naivePromotedAt()));
        fields.put("literalEverEnded", row.share(life -> life.literalEndedAt()));
        fields.put("literalMedianTenure", row.median(life -> life.literalEndedAt()));
        return fields;
    }

    private static Map<String, Object> asJson(RisingBar.Found bar, double usual) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "looks",
                bar.looks().stream()
                        .map(look -> Map.of("closedTrades", look.closedTrades(), "minPsr", look.minPsr()))
                        .toList());
        fields.put("falseDeath", bar.ended());
        fields.put("falseDeathOfTheDefault", usual);
        return fields;
    }

    private static double share(long some, long all) {
        return (double) some / (double) all;
    }

    private static String name(Calibration.Null row) {
        return String.format(Locale.ROOT, "%s, bound %.0f sd", row.law().label(), row.boundSigmas());
    }

    private static void print(
            PrintWriter out,
            List<Calibration.Null> nulls,
            List<Calibration.Power> power,
            List<Calibration.Chain> chain) {
        out.printf(
                Locale.ROOT,
                "Without skill: %d agents of each law, looked at after each of %d observations%n",
                nulls.get(0).count().agents(),
                nulls.get(0).observations());
        out.printf("  %-32s %9s %9s %12s %14s%n", "returns", "e >= 100", "at most", "e >= 20,000", "PSR >= 99 %");
        for (Calibration.Null row : nulls) {
            final NullTournament.Count count = row.count();
            out.printf(
                    Locale.ROOT,
                    "  %-32s %7.2f %% %7.2f %% %10.2f %% %12.1f %%%s%n",
                    name(row),
                    100 * share(count.promoted(), count.agents()),
                    100 * count.upper95(),
                    100 * share(count.promotedInSeason(), count.agents()),
                    100 * share(count.naive(), count.agents()),
                    row.law().isMartingale() ? "" : "  (no guarantee covers these)");
        }
        out.printf("%nWith skill, one agent alone: trades until half of them are promoted%n");
        out.printf("  %6s %10s %9s %9s %8s %12s%n", "Sharpe", "bound", "e >= 100", "MinTRL", "ratio", "PSR >= 99 %");
        for (Calibration.Power row : power) {
            out.printf(
                    Locale.ROOT,
                    "  %6.2f %7.0f sd %9d %9.0f %8.2f %12d%n",
                    row.sharpe(),
                    row.boundSigmas(),
                    row.median(),
                    row.minTrl(),
                    (double) row.median() / row.minTrl(),
                    row.naiveMedian());
        }
        out.printf("%nAll rules together: rising bar, newest trades, PSR and DSR among 200, guard of 20,000%n");
        out.printf(
                "  %6s %7s %9s %9s %8s %8s %8s | %12s %14s%n",
                "Sharpe", "bound", "per trade", "promoted", "median", "ended", "tenure", "PSR >= 99 %", "literal ends");
        for (Calibration.Chain row : chain) {
            out.printf(
                    Locale.ROOT,
                    "  %6.2f %4.0f sd %9d %7.1f %% %8s %6.1f %% %8s | %10.1f %% %12.1f %%%n",
                    row.sharpe(),
                    row.boundSigmas(),
                    row.barsPerTrade(),
                    100 * row.share(life -> life.promotedAt()),
                    text(row.medianToPromotion()),
                    100 * row.share(life -> life.endedAt()),
                    text(row.median(life -> life.endedAt())),
                    100 * row.share(life -> life.naivePromotedAt()),
                    100 * row.share(life -> life.literalEndedAt()));
        }
    }

    private static void print(PrintWriter out, RisingBar.Found bar, double usual) {
        out.printf("%nThe rising bar, computed anew for agents with a true Sharpe ratio of 0.1 a trade%n ");
        for (DecayLook look : bar.looks()) {
            out.printf(Locale.ROOT, " %d: %.2f", look.closedTrades(), look.minPsr());
        }
        out.printf(
                Locale.ROOT,
                "%n  wrongly ends %.1f %% of them; the default bar ends %.1f %%%n",
                100 * bar.ended(),
                100 * usual);
    }

    private static String text(Long number) {
        return number == null ? "-" : number.toString();
    }
}
