package crucible.watchtower;

import crucible.model.DeathCause;

/**
 * That a rule has spoken about an agent.
 *
 * @param cause why it is ended; null where it is promoted
 * @param rule name of the rule
 * @param threshold what the rule compared with
 * @param look number of the look, from 1; 0 where the rule has no looks
 */
record Ruling(DeathCause cause, String rule, double threshold, int look) {
    boolean isPromotion() {
        return cause == null;
    }
}
