package crucible.fill.spread;

import crucible.model.StateHolder;
import crucible.model.StateSink;

/** Logarithms of a bar's prices, and what the bar before it was needed for. */
final class BarLogs implements StateHolder {
    double open;
    double high;
    double low;
    double close;

    /** Log return from the close before; NaN where there was none. */
    double closeReturn = Double.NaN;

    /** Middle of the range. */
    double middle() {
        return (high + low) / 2;
    }

    void set(double openPrice, double highPrice, double lowPrice, double closePrice) {
        open = StrictMath.log(openPrice);
        high = StrictMath.log(highPrice);
        low = StrictMath.log(lowPrice);
        close = StrictMath.log(closePrice);
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("barLogs", 1);
        open = sink.field("open", open);
        high = sink.field("high", high);
        low = sink.field("low", low);
        close = sink.field("close", close);
        closeReturn = sink.field("closeReturn", closeReturn);
        sink.end();
    }
}
