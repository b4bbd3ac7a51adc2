package crucible.factory.dna;

import crucible.model.Blueprint;
import crucible.model.Operand;
import crucible.model.Require;
import crucible.runtime.dsl.FeatureRefs;
import java.util.ArrayList;
import java.util.List;

/**
 * A blueprint as search and crossover see it: every number that may vary, in tree order, and the shape that carries
 * them. Immutable; any thread.
 */
public final class Dna {
    private final Blueprint blueprint;
    private final List<Gene> genes;
    private final List<String> shape;

    private Dna(Blueprint blueprint, List<Gene> genes, List<String> shape) {
        this.blueprint = blueprint;
        this.genes = List.copyOf(genes);
        this.shape = List.copyOf(shape);
    }

    /**
     * Reads a blueprint.
     *
     * @throws IllegalArgumentException if it names a feature or parameter that the catalogue does not have
     */
    public static Dna of(Blueprint blueprint) {
        final List<Gene> genes = new ArrayList<>();
        final GeneWalk walk = new GeneWalk(gene -> {
            genes.add(gene);
            return gene.value();
        });
        walk.walk(blueprint);
        return new Dna(blueprint, genes, walk.shape());
    }

    /** The genes in tree order: entry before exit, left before right. Never empty. */
    public List<Gene> genes() {
        return genes;
    }

    /**
     * Everything but the genes, name, family and scope: direction, rule trees, features, kinds of stop and target. Equal
     * shapes have genes that correspond one to one.
     */
    public List<String> shape() {
        return shape;
    }

    /** Names of the features used by rules, stop and target, ascending, each once. */
    public List<String> features() {
        return FeatureRefs.of(blueprint).stream()
                .map(Operand.FeatureRef::name)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The blueprint with {@code values} in the place of its genes, in their order. Parameters of one feature that do not
     * fit together (a fast period that is not below the slow one) stay as they are.
     *
     * @throws IllegalArgumentException if a value is missing, too many or not allowed
     */
    public Blueprint express(double... values) {
        Require.that(values.length == genes.size(), "one value for each of " + genes.size() + " genes", values.length);
        final int[] next = {0};
        return new GeneWalk(gene -> values[next[0]++]).walk(blueprint);
    }

    /** The genes' present values, in their order. */
    public double[] values() {
        return genes.stream().mapToDouble(Gene::value).toArray();
    }
}
