package crucible.exchange;

import crucible.model.FeedStatus;

/**
 * What a feed has done so far, for metrics; a snapshot.
 *
 * @param state of the connection
 * @param connects sockets that went live; reconnects are all after the first
 * @param frames text frames received on current sockets
 * @param rejected frames and rows refused, over all reasons
 * @param ignoredEvents well-formed events of types or intervals that were not asked for
 * @param duplicateBars closed bars that had been published before, or came after their gap
 * @param revisedBars closed bars handed on as corrections
 * @param repairedBars bars fetched by REST after the first connection was live
 * @param rotations sockets that took over from an old one without an interruption
 * @param lastFrameWallMs wall time of the newest frame, epoch milliseconds; 0 before the first
 * @param clockOffsetMs venue clock minus wall clock at the last measurement
 */
public record FeedStats(
        FeedStatus.State state,
        long connects,
        long frames,
        long rejected,
        long ignoredEvents,
        long duplicateBars,
        long revisedBars,
        long repairedBars,
        long rotations,
        long lastFrameWallMs,
        long clockOffsetMs) {
    /** How often a lost connection came back. */
    public long reconnects() {
        return Math.max(0, connects - 1);
    }
}
