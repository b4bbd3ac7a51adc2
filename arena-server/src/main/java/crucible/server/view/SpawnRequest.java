package crucible.server.view;

import crucible.model.Blueprint;
import crucible.model.Require;
import java.util.Optional;

/**
 * An operator's wish for a new agent.
 *
 * @param requestId unique id of the request
 * @param blueprint what it shall play; valid
 * @param costs canonical text of the cost settings that it was found under, where it came with the blueprint
 * @param actor who asks
 * @param reason why, not blank
 * @param idempotencyKey the caller's key; empty where it sent none
 * @param bodyDigest digest of the request's body
 */
public record SpawnRequest(
        String requestId,
        Blueprint blueprint,
        Optional<String> costs,
        String actor,
        String reason,
        String idempotencyKey,
        String bodyDigest) {
    public SpawnRequest {
        Require.text("requestId", requestId);
        Require.present("blueprint", blueprint);
        Require.present("costs", costs);
        Require.text("actor", actor);
        Require.text("reason", reason);
        Require.present("idempotencyKey", idempotencyKey);
        Require.present("bodyDigest", bodyDigest);
    }
}
