package crucible.server.view;

import crucible.model.Birth;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.util.List;

/**
 * What never changes about an agent.
 *
 * @param id dense id, from 0
 * @param name its blueprint's name
 * @param family its blueprint's family
 * @param timeframe bars it decides on
 * @param generation 0 for founders
 * @param parents ids of its parents
 * @param origin who asked for it
 * @param bornTimeMs arena time of its birth
 */
public record AgentIdentity(
        int id,
        String name,
        String family,
        Timeframe timeframe,
        int generation,
        List<Integer> parents,
        Birth.Origin origin,
        long bornTimeMs)
        implements Inlined {
    public AgentIdentity {
        Require.notNegative("id", id);
        Require.present("name", name);
        Require.present("family", family);
        Require.present("timeframe", timeframe);
        parents = List.copyOf(parents);
        Require.present("origin", origin);
    }

    /** What {@code birth} says, at arena time {@code bornTimeMs}. */
    public static AgentIdentity of(Birth birth, long bornTimeMs) {
        return new AgentIdentity(
                birth.agentId(),
                birth.blueprint().name(),
                birth.blueprint().family(),
                birth.blueprint().scope().timeframe(),
                birth.generation(),
                birth.parents(),
                birth.origin(),
                bornTimeMs);
    }
}
