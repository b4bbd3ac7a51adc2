package crucible.runtime.event;

import crucible.model.Require;

/**
 * An operator takes an instrument in, or out again, while the arena runs: a ring event, journaled with who and why. What
 * the configuration names is taken in without one.
 *
 * @param requestId unique id of the request
 * @param kind whether the instrument comes or goes
 * @param instrumentId the id that it has, or is to have, in the journal
 * @param venue its venue
 * @param symbol the venue's name for it
 * @param actor who asks
 * @param reason why, not blank
 * @param idempotencyKey the caller's key; empty where it sent none
 * @param bodyDigest digest of the request's body, to tell a repeated key from a changed request
 */
public record ListingChange(
        String requestId,
        Kind kind,
        int instrumentId,
        String venue,
        String symbol,
        String actor,
        String reason,
        String idempotencyKey,
        String bodyDigest) {
    public ListingChange {
        Require.text("requestId", requestId);
        Require.present("kind", kind);
        Require.notNegative("instrumentId", instrumentId);
        Require.text("venue", venue);
        Require.text("symbol", symbol);
        Require.text("actor", actor);
        Require.text("reason", reason);
        Require.present("idempotencyKey", idempotencyKey);
        Require.present("bodyDigest", bodyDigest);
    }

    /** Journaled by name. */
    public enum Kind {
        /** From now on its bars are fetched, awaited and traded. */
        ADDED,
        /** From now on nobody enters, positions are closed at the next quote, and no boundary waits for its bars. */
        REMOVED
    }

    /** Whether the instrument goes. */
    public boolean removes() {
        return kind == Kind.REMOVED;
    }
}
