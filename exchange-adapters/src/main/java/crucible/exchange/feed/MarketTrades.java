package crucible.exchange.feed;

import crucible.exchange.BarAgreement;
import crucible.exchange.BarAgreement.Disagreement;
import crucible.model.Bar;
import crucible.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trades of one symbol, and the bars that they make, beside the venue's own. They change nothing of what is handed
 * on. For one thread at a time.
 */
final class MarketTrades {
    private static final Logger LOG = LoggerFactory.getLogger(MarketTrades.class);
    private static final long HOUR_MS = 3_600_000;
    /** Time of a connection may lie so far behind that from which on its trades are whole. */
    private static final long SLACK_MS = 1_000;

    private final String venue;
    private final String symbol;
    private final List<BarAgreement> agreements;
    private final List<TradedBars> series = new ArrayList<>();
    private final TradeIds ids = new TradeIds();
    private long order;
    /** Until it is known otherwise: then nothing is compared before a trade has come. */
    private boolean numbered = true;

    private long wholeFromMs = Long.MAX_VALUE;
    private long toldHour = Long.MIN_VALUE;
    private long disagreed;

    MarketTrades(String venue, String symbol, List<BarAgreement> agreements) {
        this.venue = venue;
        this.symbol = symbol;
        this.agreements = List.copyOf(agreements);
        for (BarAgreement agreement : agreements) {
            series.add(new TradedBars(agreement));
        }
    }

    /** Trades may be missing from now on. */
    void onLoss() {
        wholeFromMs = Long.MAX_VALUE;
    }

    /** Trades come, and the connection shows {@code timeMs}. */
    void onLive(long timeMs) {
        if (wholeFromMs == Long.MAX_VALUE) {
            wholeFromMs = timeMs + SLACK_MS;
        }
    }

    /** A trade, which may have come before. */
    void onTrade(StreamTrade trade, double sizeUnitBase) {
        if (!ids.isNew(trade)) {
            return;
        }
        numbered = trade.isNumbered();
        order++;
        final long at = numbered ? trade.id() : order;
        for (int i = 0; i < series.size(); i++) {
            series.get(i).add(trade, trade.quantity() * sizeUnitBase, at);
        }
    }

    /** The venue has said how a bar closed; nobody listened to the trades of an old one. */
    void onBar(Bar bar) {
        if (bar.provenance() == Provenance.OFFLINE) {
            return;
        }
        for (int i = 0; i < series.size(); i++) {
            if (series.get(i).timeframe() == bar.timeframe()) {
                series.get(i).venueSays(bar);
            }
        }
    }

    /** The trades' connection has come to {@code timeMs}. */
    void onTime(long timeMs, double tickSize) {
        for (int i = 0; i < series.size(); i++) {
            series.get(i).settle(timeMs, wholeFromMs, numbered, tickSize / 2);
        }
        tell(timeMs);
    }

    /** Says once an hour that bars differ. */
    private void tell(long timeMs) {
        long now = 0;
        for (int i = 0; i < agreements.size(); i++) {
            now += agreements.get(i).disagreed();
        }
        final long hour = Math.floorDiv(timeMs, HOUR_MS);
        if (now > disagreed && hour > toldHour) {
            toldHour = hour;
            final List<Disagreement> newest = new ArrayList<>();
            agreements.forEach(agreement -> agreement.newest().ifPresent(newest::add));
            LOG.warn("{}: {} bars of {} are not what their trades say; newest: {}", venue, now, symbol, newest);
        }
        disagreed = now;
    }
}
