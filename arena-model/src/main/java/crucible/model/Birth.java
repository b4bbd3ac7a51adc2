package crucible.model;

import java.util.List;

/**
 * An agent is born: a ring event.
 *
 * @param agentId dense id, from 0, never reused
 * @param slot tournament slot that it fills, from 0; −1 outside the slots
 * @param blueprint what it plays
 * @param seed its own seed for draws
 * @param generation 0 for founders, one more than the older parent else
 * @param parents agent ids of its parents, empty for founders
 * @param origin who asked for it
 * @param actor who asked, for people
 * @param reason why, for people
 */
public record Birth(
        int agentId,
        int slot,
        Blueprint blueprint,
        long seed,
        int generation,
        List<Integer> parents,
        Origin origin,
        String actor,
        String reason) {
    public Birth {
        Require.notNegative("agentId", agentId);
        Require.that(slot >= -1, "slot is -1 or more", slot);
        Require.present("blueprint", blueprint);
        Require.notNegative("generation", generation);
        parents = List.copyOf(parents);
        Require.present("origin", origin);
        Require.present("actor", actor);
        Require.present("reason", reason);
    }

    /** Who asked for an agent. */
    public enum Origin {
        FOUNDER,
        BRED,
        OPERATOR,
        /** Trades at random beside the others, to show what luck alone comes to: never promoted, no trial, no parent. */
        PLACEBO
    }
}
