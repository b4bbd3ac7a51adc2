package crucible.fill;

import crucible.model.Blueprint;
import crucible.model.Require;
import java.util.Optional;

/**
 * Holds that a strategy is never validated, promoted or traded under cheaper costs than those under which it was found.
 * Stateless.
 */
public final class CostBinding {
    private CostBinding() {}

    /** Thrown where a blueprint may not be used under the costs in force; says which fields differ. */
    public static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * The blueprint as it may be used under {@code inForce}: itself where its digest is theirs; bound to them from now on
     * where they are dearer or the same in every field.
     *
     * @param foundUnder canonical text of the settings whose digest the blueprint carries; empty where nobody knows it
     * @throws Refused where some field is cheaper or cannot be compared, or the settings it was found under are unknown
     */
    public static Blueprint admit(Blueprint blueprint, Optional<String> foundUnder, CostSettings inForce) {
        Require.present("blueprint", blueprint);
        final String digest = inForce.digest();
        if (blueprint.costDigest().equals(digest)) {
            return blueprint;
        }
        final String digests =
                blueprint.name() + " was found under the costs " + blueprint.costDigest() + ", in force are " + digest;
        final String text = foundUnder.orElseThrow(() ->
                new Refused(digests + "; it does not carry the costs it was found under, so they cannot be compared"));
        final CostComparison comparison = CostComparison.of(text, inForce.canonicalText());
        if (comparison.isRefused()) {
            throw new Refused(digests + ", which may not be cheaper: " + comparison);
        }
        return blueprint.withCostDigest(digest);
    }
}
