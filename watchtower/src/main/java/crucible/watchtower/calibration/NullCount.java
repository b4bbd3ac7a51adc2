package crucible.watchtower.calibration;

/**
 * Agents without skill, counted.
 *
 * @param agents how many were watched
 * @param promoted how many ever passed the guard of a single agent
 * @param promotedInSeason how many ever passed the guard of their season; 0 where there is none
 * @param naive how many ever had a PSR that was sure enough, over all their observations so far
 * @param naiveRolling the same over their newest observations
 * @param broken how many had a loss beyond the believed bound
 */
public record NullCount(int agents, int promoted, int promotedInSeason, int naive, int naiveRolling, int broken) {
    /** Nobody. */
    public static final NullCount NONE = new NullCount(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public NullCount plus(NullCount other) {
        return new NullCount(
                agents + other.agents,
                promoted + other.promoted,
                promotedInSeason + other.promotedInSeason,
                naive + other.naive,
                naiveRolling + other.naiveRolling,
                broken + other.broken);
    }
}
