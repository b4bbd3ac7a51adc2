package crucible.server.view;

import crucible.model.DeathCause;
import crucible.model.Require;
import java.util.Locale;

/**
 * How an agent ended.
 *
 * @param cause why
 * @param words why, in plain words
 * @param timeMs boundary time of the verdict
 */
public record DeathView(DeathCause cause, String words, long timeMs) {
    public DeathView {
        Require.present("cause", cause);
        Require.text("words", words);
    }

    /** The end of an agent with these trades, told in plain words; {@code reason} is an operator's, else ignored. */
    public static DeathView of(DeathCause cause, TradeStats trades, String reason, long timeMs) {
        return new DeathView(cause, words(cause, trades, reason), timeMs);
    }

    private static String words(DeathCause cause, TradeStats trades, String reason) {
        if (cause == DeathCause.OPERATOR) {
            return "killed by an operator: " + reason;
        }
        if (cause == DeathCause.IDLE) {
            return "it did not trade for too long";
        }
        if (cause == DeathCause.UNTRADEABLE) {
            return "none of its instruments can be traded with its capital";
        }
        final String verdict = switch (cause) {
            case LIQUIDATED -> "the venue closed a position whose margin was used up";
            case STALE_DATA -> "its instruments brought no data any more";
            case LOSS_OF_CAPITAL -> "lost too much of its capital";
            case DRAWDOWN -> "fell too far below its peak";
            default -> "not good enough for the trades it had";
        };
        if (trades.netBpsPerTrade().isEmpty()) {
            return verdict + ", without a closed trade";
        }
        final double net = trades.netBpsPerTrade().getAsDouble();
        final double gross = trades.grossBpsPerTrade().getAsDouble();
        final String numbers = bps(net) + " bps a trade, gross " + bps(gross);
        if (net < 0 && gross >= 0) {
            return "costs ate it: " + numbers;
        }
        if (net < 0) {
            return "wrong before any cost: " + numbers;
        }
        return verdict + ": " + numbers;
    }

    /** Signed, with a true minus: {@code −22}, {@code +1.3}. */
    private static String bps(double value) {
        final String digits = String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%.1f" : "%.0f", Math.abs(value));
        return (value < 0 ? "\u2212" : "+")
                + (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits);
    }
}
