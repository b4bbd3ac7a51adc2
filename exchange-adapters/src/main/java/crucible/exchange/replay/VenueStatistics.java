package crucible.exchange.replay;

import java.util.Map;

/**
 * What a venue has played so far.
 *
 * @param marketTimeMs market time of the newest step
 * @param boundaries five-minute boundaries played to clients
 * @param historyBars 5m bars per symbol that were past before the clock started
 * @param playedBars 5m bars per symbol closed since, sent to those who subscribed
 * @param framesSent frames of market data sent to all clients together
 * @param faults faults of the script that have begun
 */
public record VenueStatistics(
        long marketTimeMs,
        long boundaries,
        Map<String, Long> historyBars,
        Map<String, Long> playedBars,
        long framesSent,
        long faults) {}
