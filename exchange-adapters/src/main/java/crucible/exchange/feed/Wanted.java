package crucible.exchange.feed;

import crucible.model.Timeframe;
import java.util.List;

/**
 * What is asked for of one symbol.
 *
 * @param symbol as REST writes it
 * @param timeframes bars, shortest first
 * @param quotes whether best bid and ask are asked for
 * @param trades whether trades are asked for
 */
public record Wanted(String symbol, List<Timeframe> timeframes, boolean quotes, boolean trades) {}
