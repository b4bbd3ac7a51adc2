package crucible.server.cli;

import crucible.watchtower.stat.MultipleTesting;
import java.util.Arrays;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/** Many tests at once. */
@Command(
        name = "bh",
        mixinStandardHelpOptions = true,
        description = {
            "Many tests at once: adjusted p-values, or e-BH over e-values.",
            "A test is rejected at level alpha where its adjusted p-value is at most alpha.",
            "In:  p, a list of p-values; or eValues, as of one moment; alpha (0.05).",
            "Out: of p: BH and BY (false discovery rate; BY whatever the dependence), holm,",
            "     hochberg, bonferroni (any false rejection), in the order of p, as R's",
            "     p.adjust gives them; rejected, indices with BH at most alpha.",
            "     Of eValues: rejected, indices by e-BH. It holds for e-values of one moment,",
            "     not for the highest that each ever was: nothing is promoted by it."
        },
        footer = {
            "",
            "Example:",
            "  echo '{\"p\":[0.04,0.01,0.03]}' | crucible stats bh",
            "  answers with \"BH\":[0.04,0.03,0.04]"
        })
final class MultipleTestingStatistic extends Statistic {
    @Override
    void answer(StatsRequest request, StatsAnswer answer) {
        final double alpha = request.number("alpha", 0.05);
        if (request.has("eValues") == request.has("p")) {
            throw new IllegalArgumentException("one of p and eValues is needed, and not both");
        }
        if (request.has("eValues")) {
            final int[] rejected = MultipleTesting.eBh(request.numbers("eValues"), alpha);
            answer.put("alpha", alpha).put("rejected", numbers(rejected));
            return;
        }
        final double[] p = request.numbers("p");
        final double[] bh = MultipleTesting.adjust(p, MultipleTesting.Method.BH);
        answer.put("BH", bh)
                .put("BY", MultipleTesting.adjust(p, MultipleTesting.Method.BY))
                .put("holm", MultipleTesting.adjust(p, MultipleTesting.Method.HOLM))
                .put("hochberg", MultipleTesting.adjust(p, MultipleTesting.Method.HOCHBERG))
                .put("bonferroni", MultipleTesting.adjust(p, MultipleTesting.Method.BONFERRONI))
                .put("alpha", alpha)
                .put(
                        "rejected",
                        numbers(IntStream.range(0, bh.length)
                                .filter(i -> bh[i] <= alpha)
                                .toArray()));
    }

    private static double[] numbers(int[] indices) {
        return Arrays.stream(indices).asDoubleStream().toArray();
    }
}
