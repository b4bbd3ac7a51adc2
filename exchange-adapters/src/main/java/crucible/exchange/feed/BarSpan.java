package crucible.exchange.feed;

import crucible.model.Provenance;
import crucible.model.Timeframe;

/**
 * Closed bars that REST is asked for.
 *
 * @param symbol as REST writes it
 * @param instrumentId of the bars
 * @param timeframe interval
 * @param firstOpenMs open time of the first
 * @param lastOpenMs open time of the last, which has closed
 * @param origin what they are called, but for those in which nothing traded
 */
public record BarSpan(
        String symbol, int instrumentId, Timeframe timeframe, long firstOpenMs, long lastOpenMs, Provenance origin) {}
