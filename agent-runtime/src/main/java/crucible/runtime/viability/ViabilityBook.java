package crucible.runtime.viability;

import crucible.model.BarView;
import crucible.model.QuoteView;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import java.util.Arrays;

/**
 * For each instrument and timeframe how far prices move over a holding, and what the spread is. A pure function of bars and
 * quotes: lanes that refuse what is too fast keep one, and so does who shows it. Belongs to one thread.
 */
public final class ViabilityBook implements StateHolder {
    private MoveWindow[] windows = {};
    private double[] spreadFracs = {};

    /** A quote, in order with the bars. */
    public void onQuote(QuoteView quote) {
        reach(quote.instrumentId());
        final double sum = (double) quote.askTicks() + quote.bidTicks();
        spreadFracs[quote.instrumentId()] = 2.0 * (quote.askTicks() - quote.bidTicks()) / sum;
    }

    /** A closed bar, in order with the quotes. */
    public void onBar(BarView bar) {
        reach(bar.instrumentId());
        windows[key(bar.instrumentId(), bar.timeframe())].onBar(bar, spreadFracs[bar.instrumentId()]);
    }

    /**
     * How it stands with an instrument on a timeframe.
     *
     * @param feesFrac fees of entry and exit as a part of a trade's value
     * @param slippageFrac slippage of both
     */
    public Viability of(int instrumentId, Timeframe timeframe, double feesFrac, double slippageFrac) {
        reach(instrumentId);
        final MoveWindow window = windows[key(instrumentId, timeframe)];
        return new Viability(window.moves(), window.meanMove(), window.meanSpread(), feesFrac, slippageFrac);
    }

    private void reach(int instrumentId) {
        if (instrumentId < spreadFracs.length) {
            return;
        }
        final int from = spreadFracs.length;
        spreadFracs = Arrays.copyOf(spreadFracs, instrumentId + 1);
        Arrays.fill(spreadFracs, from, spreadFracs.length, Double.NaN);
        windows = Arrays.copyOf(windows, spreadFracs.length * Timeframe.count());
        for (int i = from * Timeframe.count(); i < windows.length; i++) {
            windows[i] = new MoveWindow();
        }
    }

    private static int key(int instrumentId, Timeframe timeframe) {
        return instrumentId * Timeframe.count() + timeframe.ordinal();
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("viability", 1);
        final int instruments = sink.field("instruments", spreadFracs.length);
        if (instruments > 0) {
            reach(instruments - 1);
        }
        for (int i = 0; i < instruments; i++) {
            spreadFracs[i] = sink.field("spreadFrac", spreadFracs[i]);
        }
        for (MoveWindow window : windows) {
            window.visit(sink);
        }
        sink.end();
    }
}
