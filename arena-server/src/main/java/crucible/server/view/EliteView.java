package crucible.server.view;

import java.util.OptionalDouble;

/**
 * A member of the elite pool.
 *
 * @param rank from 1
 * @param agentId the agent whose DNA it is
 * @param name its blueprint's name
 * @param family its blueprint's family
 * @param generation its generation
 * @param source how it came into the pool, such as {@code PROMOTED} or {@code TERMINATED}
 * @param score its score by the Watchtower
 * @param costDigest digest of the cost settings that it was found under
 */
public record EliteView(
        int rank,
        int agentId,
        String name,
        String family,
        int generation,
        String source,
        OptionalDouble score,
        String costDigest) {}
