package crucible.server.view;

import crucible.model.Require;
import crucible.runtime.event.ListingChange;

/**
 * An operator's wish that an instrument comes or goes while the arena runs.
 *
 * @param requestId unique id of the request
 * @param kind whether it comes or goes
 * @param venue its venue; empty for the one of an id
 * @param symbol the venue's name for it, or of one that goes its id in the arena
 * @param actor who asks
 * @param reason why, not blank
 * @param idempotencyKey the caller's key; empty where it sent none
 * @param bodyDigest digest of the request's body
 */
public record ListingRequest(
        String requestId,
        ListingChange.Kind kind,
        String venue,
        String symbol,
        String actor,
        String reason,
        String idempotencyKey,
        String bodyDigest) {
    public ListingRequest {
        Require.text("requestId", requestId);
        Require.present("kind", kind);
        Require.present("venue", venue);
        Require.text("symbol", symbol);
        Require.text("actor", actor);
        Require.text("reason", reason);
        Require.present("idempotencyKey", idempotencyKey);
        Require.present("bodyDigest", bodyDigest);
    }

    /** The change that it becomes, of the instrument under that id. */
    public ListingChange change(int instrumentId, String ownVenue, String ownSymbol) {
        return new ListingChange(
                requestId, kind, instrumentId, ownVenue, ownSymbol, actor, reason, idempotencyKey, bodyDigest);
    }
}
