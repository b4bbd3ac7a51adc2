package crucible.watchtower.market;

import crucible.model.BarView;
import crucible.model.Birth;
import crucible.model.Instrument;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What agents might have held instead of trading: for each set of instruments and timeframe that some blueprint trades, a
 * basket of them in equal parts, put back to equal parts at every bar, from close to close, without any cost. Whose bars are
 * missing stands still until they come. Blueprints of one scope share a basket. O(1) per bar and basket of its instrument;
 * allocates only at births and new instruments. One thread.
 */
public final class Baskets implements StateHolder {
    private static final int[] NONE = {};

    private final List<Basket> baskets = new ArrayList<>();
    private final List<Instrument> instruments = new ArrayList<>();
    /** By instrument and timeframe; NaN before the first bar. */
    private double[] closes = {};
    /** By instrument and timeframe, the baskets that the instrument is in. */
    private int[][] byBar = {};
    /** Baskets that have moved since they were settled, among the first {@link #movedCount}. */
    private int[] moved = {};

    private int movedCount;

    /** Number of the basket that the newborn's blueprint trades, from 0; made if there is none yet. */
    public int of(Birth birth) {
        final boolean shorts = !birth.origin().sellsShortVirtually()
                && Basket.needsShorts(birth.blueprint().entry().direction());
        int next = 0;
        while (next < baskets.size() && baskets.get(next).isDescribed()) {
            if (baskets.get(next).is(birth.blueprint().scope(), shorts)) {
                return next;
            }
            next++;
        }
        if (next == baskets.size()) {
            baskets.add(new Basket());
        }
        final Basket basket = baskets.get(next);
        basket.describe(birth.blueprint().scope(), shorts);
        moved = Arrays.copyOf(moved, baskets.size());
        for (Instrument instrument : instruments) {
            join(next, instrument);
        }
        return next;
    }

    /** An instrument, or new rules of a known one. */
    public void onInstrument(Instrument instrument) {
        if (instruments.stream().anyMatch(known -> known.id() == instrument.id())) {
            return;
        }
        instruments.add(instrument);
        final int needed = (instrument.id() + 1) * Timeframe.count();
        if (needed > byBar.length) {
            final int from = byBar.length;
            byBar = Arrays.copyOf(byBar, needed);
            Arrays.fill(byBar, from, needed, NONE);
        }
        roomForCloses(needed);
        for (int basket = 0; basket < baskets.size(); basket++) {
            if (baskets.get(basket).isDescribed()) {
                join(basket, instrument);
            }
        }
    }

    /** A closed bar: moves the baskets that its instrument is in. One of an instrument that nobody told of moves none. */
    public void onBar(BarView bar) {
        final int key = bar.instrumentId() * Timeframe.count() + bar.timeframe().ordinal();
        if (key >= byBar.length) {
            return;
        }
        final double before = closes[key];
        closes[key] = bar.close();
        if (!(before > 0)) {
            return;
        }
        final double simpleReturn = bar.close() / before - 1;
        for (int basket : byBar[key]) {
            if (baskets.get(basket).move(simpleReturn)) {
                moved[movedCount++] = basket;
            }
        }
    }

    /** All bars of a boundary are in; once it was called, nothing until the next bar. */
    public void settle() {
        for (int i = 0; i < movedCount; i++) {
            baskets.get(moved[i]).settle();
        }
        movedCount = 0;
    }

    /** Tells what the basket is like, as settled last; its level starts at 1. */
    public void tell(int basket, long boundaryTimeMs, MarketMoment told) {
        final Basket one = baskets.get(basket);
        told.set(
                boundaryTimeMs,
                one.members() > 0 ? one.level() : Double.NaN,
                one.regime().volatility(),
                one.regime().trend());
    }

    private void join(int basket, Instrument instrument) {
        if (!baskets.get(basket).includes(instrument)) {
            return;
        }
        baskets.get(basket).addMember();
        final int key =
                instrument.id() * Timeframe.count() + baskets.get(basket).timeframe();
        final int[] longer = Arrays.copyOf(byBar[key], byBar[key].length + 1);
        longer[longer.length - 1] = basket;
        byBar[key] = longer;
    }

    private void roomForCloses(int count) {
        if (count > closes.length) {
            final int from = closes.length;
            closes = Arrays.copyOf(closes, count);
            Arrays.fill(closes, from, count, Double.NaN);
        }
    }

    /** Levels and closes. Instruments and births are told anew after a restore, in their order. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("baskets", 1);
        final int keys = sink.field("keys", closes.length);
        closes = sink.field("closes", closes, keys);
        final int count = sink.field("baskets", baskets.size());
        for (int i = 0; i < count; i++) {
            if (i == baskets.size()) {
                baskets.add(new Basket());
            }
            baskets.get(i).visit(sink);
        }
        sink.end();
    }
}
