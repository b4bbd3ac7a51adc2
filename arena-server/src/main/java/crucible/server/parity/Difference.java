package crucible.server.parity;

import crucible.model.Require;
import java.util.OptionalInt;

/**
 * One difference, where it begins.
 *
 * @param cause what it comes from, as far as can be told
 * @param shows what differs first; the same as {@code cause} where nothing earlier explains it
 * @param agentId whose it is; empty where it is no agent's
 * @param sequence event of the arena at which it shows
 * @param timeMs arena time of that event, epoch milliseconds
 * @param live what the arena has
 * @param backtest what the lake or the trial over it has
 */
public record Difference(
        Cause cause, Cause shows, OptionalInt agentId, long sequence, long timeMs, String live, String backtest) {
    public Difference {
        Require.present("cause", cause);
        Require.present("shows", shows);
        Require.present("live", live);
        Require.present("backtest", backtest);
    }
}
