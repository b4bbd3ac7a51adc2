package crucible.model;

/**
 * An operator's order about one agent: a ring event, journaled with who and why.
 *
 * @param requestId unique id of the request
 * @param kind what to do
 * @param agentId to whom
 * @param actor who asks
 * @param reason why, not blank
 * @param idempotencyKey the caller's key; empty where it sent none
 * @param bodyDigest digest of the request's body, to tell a repeated key from a changed request
 */
public record AgentCommand(
        String requestId,
        Kind kind,
        int agentId,
        String actor,
        String reason,
        String idempotencyKey,
        String bodyDigest) {
    public AgentCommand {
        Require.text("requestId", requestId);
        Require.present("kind", kind);
        Require.notNegative("agentId", agentId);
        Require.text("actor", actor);
        Require.text("reason", reason);
        Require.present("idempotencyKey", idempotencyKey);
        Require.present("bodyDigest", bodyDigest);
    }

    /** What an operator may order. */
    public enum Kind {
        KILL,
        PROMOTE,
        PAUSE,
        RESUME,
        /** Has seen the losses beyond the believed bound that bar the agent's promotion. */
        ACKNOWLEDGE
    }
}
