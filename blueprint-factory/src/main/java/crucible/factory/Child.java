package crucible.factory;

import crucible.model.Blueprint;
import java.util.List;

/**
 * What the nursery bred.
 *
 * @param descent where it comes from, such as {@code bred from #3 and #7}
 */
record Child(Blueprint blueprint, List<Integer> parents, int generation, String descent) {}
