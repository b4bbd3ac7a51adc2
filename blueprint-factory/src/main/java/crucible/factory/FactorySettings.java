package crucible.factory;

import crucible.model.Birth;
import crucible.model.Require;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the factory keeps its elite and breeds.
 *
 * @param elitePool most entries of the elite pool, in [1, 1000]
 * @param recentDead how many of the recently dead, the best by score, are considered for the pool, in [0, 1000]
 * @param deathsRemembered how many deaths count as recent, at least {@code recentDead}, at most 100 000
 * @param crossoverRate chance that a child of the pool has two parents, in [0, 1]
 * @param mutationRate chance of each gene to mutate, in (0, 1]
 * @param mutationSpread standard deviation of a mutation as part of the gene's whole scale, in (0, 1]
 * @param structuralRate chance that a child's rules change in structure, in [0, 1]
 * @param freshBloodRate share of the children that come from a founder although the pool is not empty, in [0, 1]
 * @param maxTriesForNovelty attempts, each mutating harder, before a child that keeps turning out as a known blueprint is
 *     bred from a founder instead, in [1, 1000]
 * @param placeboShare members of the control group beside the agents that play, as a part of their number, rounded up, in
 *     (0, 1]; absent: none
 * @param placeboKinds their kinds, born in turn, at least one and none twice
 * @param placeboDelayBars by how many bars a delayed clone is late, in [1, 63]; absent: {@value #DEFAULT_DELAY_BARS}
 */
public record FactorySettings(
        int elitePool,
        int recentDead,
        int deathsRemembered,
        double crossoverRate,
        double mutationRate,
        double mutationSpread,
        double structuralRate,
        double freshBloodRate,
        int maxTriesForNovelty,
        OptionalDouble placeboShare,
        List<PlaceboKind> placeboKinds,
        OptionalInt placeboDelayBars) {
    /** An hour of 5m bars. */
    public static final int DEFAULT_DELAY_BARS = 12;

    public FactorySettings {
        Require.between("elitePool", elitePool, 1, 1000);
        Require.between("recentDead", recentDead, 0, 1000);
        Require.between("deathsRemembered", deathsRemembered, recentDead, 100_000);
        Require.between("crossoverRate", crossoverRate, 0, 1);
        Require.that(mutationRate > 0 && mutationRate <= 1, "mutationRate lies in (0, 1]", mutationRate);
        Require.that(mutationSpread > 0 && mutationSpread <= 1, "mutationSpread lies in (0, 1]", mutationSpread);
        Require.between("structuralRate", structuralRate, 0, 1);
        Require.between("freshBloodRate", freshBloodRate, 0, 1);
        Require.between("maxTriesForNovelty", maxTriesForNovelty, 1, 1000);
        // Tournaments that began before there were placebos have none.
        placeboShare = placeboShare == null ? OptionalDouble.empty() : placeboShare;
        placeboShare.ifPresent(share -> Require.that(share > 0 && share <= 1, "placeboShare lies in (0, 1]", share));
        // Tournaments that began before there were clones have random ones only.
        placeboKinds = placeboKinds == null ? List.of(PlaceboKind.RANDOM) : List.copyOf(placeboKinds);
        Require.that(
                !placeboKinds.isEmpty() && EnumSet.copyOf(placeboKinds).size() == placeboKinds.size(),
                "placeboKinds has at least one kind, and none twice",
                placeboKinds);
        placeboDelayBars = placeboDelayBars == null ? OptionalInt.empty() : placeboDelayBars;
        placeboDelayBars.ifPresent(bars -> Require.between("placeboDelayBars", bars, 1, Birth.MOST_DELAY_BARS));
    }

    /** Without a control group. */
    public FactorySettings(
            int elitePool,
            int recentDead,
            int deathsRemembered,
            double crossoverRate,
            double mutationRate,
            double mutationSpread,
            double structuralRate,
            double freshBloodRate,
            int maxTriesForNovelty) {
        this(
                elitePool,
                recentDead,
                deathsRemembered,
                crossoverRate,
                mutationRate,
                mutationSpread,
                structuralRate,
                freshBloodRate,
                maxTriesForNovelty,
                OptionalDouble.empty(),
                List.of(PlaceboKind.values()),
                OptionalInt.of(DEFAULT_DELAY_BARS));
    }

    /** The same with a control group of these kinds, all where none is named. */
    public FactorySettings withPlacebos(double share, PlaceboKind... kinds) {
        return new FactorySettings(
                elitePool,
                recentDead,
                deathsRemembered,
                crossoverRate,
                mutationRate,
                mutationSpread,
                structuralRate,
                freshBloodRate,
                maxTriesForNovelty,
                OptionalDouble.of(share),
                kinds.length == 0 ? List.of(PlaceboKind.values()) : List.of(kinds),
                placeboDelayBars);
    }

    /** Whether births of the control group name their originals; in tournaments from before there were clones none does. */
    boolean namesOriginals() {
        return placeboDelayBars.isPresent() || !placeboKinds.equals(List.of(PlaceboKind.RANDOM));
    }

    /** The settings of an arena that says nothing else. */
    public static FactorySettings defaults() {
        return new FactorySettings(20, 10, 100, 0.7, 0.25, 0.12, 0.15, 0.15, 16);
    }
}
