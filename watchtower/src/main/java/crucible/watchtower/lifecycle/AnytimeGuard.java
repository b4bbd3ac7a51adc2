package crucible.watchtower.lifecycle;

import crucible.model.Require;

/**
 * What keeps promotion honest however often one looks: the highest e-value so far must be at least the births of a season
 * over α. Each of them has its own part of α, fixed at its birth, so that the chance of any false promotion among them is at
 * most α, at every look and under any dependence (Ville, 1939, and the union bound). Running maxima of e-values may not be
 * compared with less: e-BH over them does not control false discoveries.
 *
 * @param seasonBirths births that share α, 1 or more
 * @param confidence 1 − α, in [0.5, 1)
 */
public record AnytimeGuard(int seasonBirths, double confidence) {
    public AnytimeGuard {
        Require.positive("seasonBirths", (long) seasonBirths);
        Require.that(confidence >= 0.5 && confidence < 1, "confidence lies in [0.5, 1)", confidence);
    }

    /** The e-value that it takes: 20,000 for 200 births at 99 %. */
    public double threshold() {
        return threshold(seasonBirths, confidence);
    }

    /** The e-value that α = 1 − confidence, shared by so many births, takes. */
    public static double threshold(int births, double confidence) {
        // 1 − 0.99 is not 0.01 in binary; what people write has few digits.
        return births / (Math.rint((1 - confidence) * 1e12) / 1e12);
    }

    /** Season of an agent, from 0: agents are numbered by birth. */
    public static int season(int agentId, int seasonBirths) {
        return agentId / seasonBirths;
    }

    /**
     * FAIL means not yet.
     *
     * @param highest the highest e-value so far
     * @param unseenBreaks losses beyond the bound that no operator has seen: under them e-values are no evidence
     */
    public Finding at(double highest, long unseenBreaks) {
        return unseenBreaks == 0 && highest >= threshold() ? Finding.PASS : Finding.FAIL;
    }
}
