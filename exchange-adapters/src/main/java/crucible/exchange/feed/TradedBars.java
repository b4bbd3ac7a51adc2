package crucible.exchange.feed;

import crucible.exchange.BarAgreement;
import crucible.exchange.BarAgreement.Disagreement;
import crucible.exchange.BarAgreement.Field;
import crucible.model.Bar;
import crucible.model.Timeframe;

/**
 * Compares the venue's closed bars of one series with the trades in them, each once: when the venue's time has passed the
 * bar's end by a few seconds and, where trades are numbered, a later trade shows that none of the bar's is missing.
 * Allocates nothing as long as all agree. For one thread at a time.
 */
final class TradedBars {
    /** Trades may come so long after the frame that shows a bar to be closed. */
    static final long SETTLE_MS = 5_000;

    /** Sums of a venue's trades and its candle may be rounded apart. */
    static final double VOLUME_TOLERANCE = 1e-3;

    /** Where trades have a socket of their own, either may be ahead; a market played fast makes that many bars. */
    static final int KEPT = 64;

    private final BarAgreement agreement;
    private final long intervalMs;
    private final TradedBar[] bars = new TradedBar[KEPT];
    /** Highest number of a trade in a bar that is not kept any more. */
    private long forgottenId = StreamTrade.NONE;

    TradedBars(BarAgreement agreement) {
        this.agreement = agreement;
        this.intervalMs = agreement.timeframe().intervalMs();
        for (int i = 0; i < KEPT; i++) {
            bars[i] = new TradedBar();
        }
    }

    Timeframe timeframe() {
        return agreement.timeframe();
    }

    /** Adds a trade to its bar, unless that is too long ago. */
    void add(StreamTrade trade, double quantityBase, long order) {
        final TradedBar bar = bar(Math.floorDiv(trade.timeMs(), intervalMs) * intervalMs);
        if (bar != null) {
            bar.add(trade, quantityBase, order);
        }
    }

    /** The venue has said how a bar closed. */
    void venueSays(Bar closed) {
        final TradedBar bar = bar(closed.openTimeMs());
        if (bar != null && !bar.isSettled) {
            bar.venueSays(closed);
        }
    }

    /** The place of a bar, made free where an older one stands; null where a newer one does. */
    private TradedBar bar(long openMs) {
        final TradedBar bar = bars[(int) Math.floorMod(openMs / intervalMs, (long) KEPT)];
        if (bar.openTimeMs == openMs) {
            return bar;
        }
        if (bar.openTimeMs > openMs) {
            return null;
        }
        if (bar.openTimeMs != TradedBar.NONE) {
            if (bar.isKnown && !bar.isSettled) {
                agreement.onNotCompared();
            }
            forgottenId = Math.max(forgottenId, bar.highestId);
        }
        bar.begin(openMs);
        return bar;
    }

    /**
     * Compares what can be compared now.
     *
     * @param timeMs the time that the trades' connection has come to
     * @param wholeFromMs all trades from then on were told to us, as far as anybody knows
     * @param halfTick prices that differ by more are not the same
     */
    void settle(long timeMs, long wholeFromMs, boolean numbered, double halfTick) {
        for (TradedBar bar : bars) {
            if (bar.isSettled || !bar.isKnown || timeMs < bar.openTimeMs + intervalMs + SETTLE_MS) {
                continue;
            }
            if (bar.openTimeMs < wholeFromMs) {
                bar.isSettled = true;
                agreement.onNotCompared();
            } else if (!numbered) {
                bar.isSettled = true;
                compare(bar, halfTick);
            } else if (lowestAfter(bar) != Long.MAX_VALUE) {
                bar.isSettled = true;
                if (isComplete(bar)) {
                    compare(bar, halfTick);
                } else {
                    agreement.onNotCompared();
                }
            }
        }
    }

    /** Whether the numbers of the bar's trades follow each other, and join those before and after. */
    private boolean isComplete(TradedBar bar) {
        final long before = highestBefore(bar);
        final long after = lowestAfter(bar);
        return before != StreamTrade.NONE
                && after == before + bar.ids + 1
                && (bar.ids == 0 || bar.lowestId == before + 1 && bar.highestId == after - 1);
    }

    private long highestBefore(TradedBar bar) {
        long highest = forgottenId;
        for (TradedBar other : bars) {
            if (other.openTimeMs != TradedBar.NONE && other.openTimeMs < bar.openTimeMs) {
                highest = Math.max(highest, other.highestId);
            }
        }
        return highest;
    }

    private long lowestAfter(TradedBar bar) {
        long lowest = Long.MAX_VALUE;
        for (TradedBar other : bars) {
            if (other.openTimeMs > bar.openTimeMs) {
                lowest = Math.min(lowest, other.lowestId);
            }
        }
        return lowest;
    }

    private void compare(TradedBar bar, double halfTick) {
        boolean agrees = true;
        if (bar.trades > 0 && bar.venueVolumeBase > 0) {
            agrees = price(bar, Field.OPEN, bar.venueOpen, bar.open, halfTick)
                    & price(bar, Field.HIGH, bar.venueHigh, bar.high, halfTick)
                    & price(bar, Field.LOW, bar.venueLow, bar.low, halfTick)
                    & price(bar, Field.CLOSE, bar.venueClose, bar.close, halfTick);
        }
        final double larger = Math.max(bar.venueVolumeBase, bar.volumeBase);
        agrees &= same(bar, Field.VOLUME, bar.venueVolumeBase, bar.volumeBase, larger * VOLUME_TOLERANCE);
        if (agrees) {
            agreement.onAgreed();
        } else {
            agreement.onDisagreed();
        }
    }

    private boolean price(TradedBar bar, Field field, double venueSays, double tradesSay, double halfTick) {
        return same(bar, field, venueSays, tradesSay, halfTick);
    }

    private boolean same(TradedBar bar, Field field, double venueSays, double tradesSay, double tolerance) {
        if (Math.abs(venueSays - tradesSay) <= tolerance) {
            return true;
        }
        agreement.onField(new Disagreement(bar.openTimeMs, field, venueSays, tradesSay));
        return false;
    }
}
