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
 * @param parents agent ids of its parents, empty for founders; of a member of the control group the agent that it
 *     borrows from
 * @param origin who asked for it
 * @param actor who asked, for people
 * @param reason why, for people
 * @param delayBars bars by which it carries out every decision later, in [1, {@value #MOST_DELAY_BARS}] for
 *     {@link Origin#DELAYED}; 0 for all others
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
        String reason,
        int delayBars) {
    /** The longest delay of a delayed clone. */
    public static final int MOST_DELAY_BARS = 63;

    public Birth {
        Require.notNegative("agentId", agentId);
        Require.that(slot >= -1, "slot is -1 or more", slot);
        Require.present("blueprint", blueprint);
        Require.notNegative("generation", generation);
        parents = List.copyOf(parents);
        Require.present("origin", origin);
        Require.present("actor", actor);
        Require.present("reason", reason);
        final boolean delayed = origin == Origin.DELAYED;
        Require.between("delayBars", delayBars, delayed ? 1 : 0, delayed ? MOST_DELAY_BARS : 0);
    }

    /** Of anybody but a delayed clone. */
    public Birth(
            int agentId,
            int slot,
            Blueprint blueprint,
            long seed,
            int generation,
            List<Integer> parents,
            Origin origin,
            String actor,
            String reason) {
        this(agentId, slot, blueprint, seed, generation, parents, origin, actor, reason, 0);
    }

    /** The same under another id. */
    public Birth withAgentId(int newId) {
        return new Birth(newId, slot, blueprint, seed, generation, parents, origin, actor, reason, delayBars);
    }

    /** Who asked for an agent, and what kind of control group it belongs to. */
    public enum Origin {
        FOUNDER,
        BRED,
        OPERATOR,
        /** Trades at random beside the others, to show what luck alone comes to: never promoted, no trial, no parent. */
        PLACEBO,
        /** A placebo whose record the judge credits with a known skill: shows how often the rules end a skilled agent. */
        PLANTED,
        /** A clone of a living agent that goes short where it goes long, and long where it goes short. */
        SIGN_FLIPPED,
        /** A clone of a living agent that carries out every decision some bars later. */
        DELAYED;

        /** Whether it belongs to the control group: no trial, no parent, in no slot, never promoted by anybody. */
        public boolean isControl() {
            return sellsShortVirtually() || this == DELAYED;
        }

        /** Whether it enters at random and its skill is known because it was planted. */
        public boolean isSkillKnown() {
            return this == PLANTED;
        }

        /** Whether it may sell short, virtually, where nobody else can. */
        public boolean sellsShortVirtually() {
            return this == PLACEBO || this == PLANTED || this == SIGN_FLIPPED;
        }

        /** Whether the arena itself asks for it. */
        public boolean isAskedByArena() {
            return this == BRED || isControl();
        }
    }
}
