package crucible.factory.dna;

import crucible.model.Blueprint;
import crucible.model.Require;
import java.util.List;

/**
 * How a child differs from what it inherited. Immutable; any thread.
 *
 * @param geneRate chance of each gene to move, in (0, 1]; one moves in any case
 * @param spread standard deviation of a move as part of the gene's whole scale, in (0, 1]
 * @param structuralRate chance of a change of the rules themselves, in [0, 1]
 */
public record Mutation(double geneRate, double spread, double structuralRate) {
    public Mutation {
        Require.that(geneRate > 0 && geneRate <= 1, "geneRate lies in (0, 1]", geneRate);
        Require.that(spread > 0 && spread <= 1, "spread lies in (0, 1]", spread);
        Require.between("structuralRate", structuralRate, 0, 1);
    }

    /** A stronger one: {@code by} = 0 is this one, 1 moves everything over the whole scale. */
    public Mutation harder(double by) {
        Require.between("by", by, 0, 1);
        return new Mutation(
                geneRate + by * (1 - geneRate), spread + by * (1 - spread), structuralRate + by * (1 - structuralRate));
    }

    /**
     * A mutant that differs from {@code parent} in at least one gene.
     *
     * @param donors whose conditions may be grafted in; may be empty
     */
    public Blueprint apply(Blueprint parent, List<Blueprint> donors, Luck luck) {
        final Blueprint shaped = luck.happens(structuralRate, "structure", 0)
                ? Restructuring.of(parent, donors, luck.of("restructuring", 0))
                : parent;
        final Dna dna = Dna.of(shaped);
        final double[] values = dna.values();
        for (int i = 0; i < values.length; i++) {
            if (luck.happens(geneRate, "gene", i)) {
                values[i] = moved(dna, i, luck);
            }
        }
        Blueprint mutant = dna.express(values);
        final int start = luck.below(values.length, "one", 0);
        for (int i = 0; i < values.length && mutant.equals(shaped); i++) {
            final int gene = (start + i) % values.length;
            values[gene] = moved(dna, gene, luck);
            mutant = dna.express(values);
        }
        return mutant;
    }

    private double moved(Dna dna, int index, Luck luck) {
        return dna.genes().get(index).moved(spread * luck.gaussian("move", index));
    }
}
