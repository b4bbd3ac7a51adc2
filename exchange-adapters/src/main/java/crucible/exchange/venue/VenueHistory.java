package crucible.exchange.venue;

import crucible.exchange.Listing;
import crucible.exchange.connection.ConnectionTimer;
import crucible.exchange.connection.RequestBudget;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.ThreadTimer;
import crucible.exchange.feed.BarSpan;
import crucible.exchange.feed.RestDialect;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.rules.ListedInstrument;
import crucible.model.Bar;
import crucible.model.FrameRejections;
import crucible.model.Funding;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * A venue's past by REST, within its budget: what it lists and its closed candles. Blocking; one thread at a time. A
 * {@link crucible.exchange.connection.VenueRefusal} is the venue's word against a request.
 */
public final class VenueHistory implements AutoCloseable {
    private final OkHttpClient http = new OkHttpClient();
    private final ConnectionTimer timer;
    private final VenueRest rest;

    /**
     * REST of a venue at {@code restUrl}.
     *
     * @param rejections is told of rows that break their format; the others stand
     */
    public VenueHistory(Venue venue, String restUrl, FrameRejections rejections) {
        timer = new ThreadTimer("history-" + venue.label());
        final RestDialect dialect = venue.rest();
        final RequestBudget budget = new RequestBudget(timer, dialect.budgetWeight(), dialect.budgetWindowMs());
        rest = new VenueRest(
                new RestClient(http, budget, dialect.budgetWeight()),
                dialect,
                venue.settings(List.of(new Listing(0, "none"))).withUrls(venue.wsUrl(), restUrl),
                rejections);
    }

    /** The venue's clock, epoch milliseconds. */
    public long serverTimeMs() throws IOException {
        return rest.serverTimeMs();
    }

    /** What the venue says of a symbol; empty where it does not list it. */
    public Optional<ListedInstrument> instrument(String symbol) throws IOException {
        return rest.instruments(List.of(symbol), serverTimeMs()).stream()
                .filter(listed -> listed.symbol().equals(symbol))
                .findFirst();
    }

    /**
     * Bars that open in {@code [firstOpenMs, lastOpenMs]}, ascending; those that the venue does not have are missing. The
     * last one has closed.
     *
     * @param before the bar before the first, if it is known
     */
    public List<Bar> bars(String symbol, Timeframe timeframe, long firstOpenMs, long lastOpenMs, Optional<Bar> before)
            throws IOException {
        return rest.bars(new BarSpan(symbol, 0, timeframe, firstOpenMs, lastOpenMs, Provenance.REPAIRED), before);
    }

    /** Whether the venue's settled funding rates can be asked for. */
    public boolean hasFundings() {
        return rest.hasFundings();
    }

    /** The settled fundings of a perpetual in {@code [fromMs, untilMs]}, ascending. */
    public List<Funding> fundings(String symbol, long fromMs, long untilMs) throws IOException {
        return rest.fundings(0, symbol, fromMs, untilMs);
    }

    @Override
    public void close() {
        timer.close();
        http.dispatcher().executorService().shutdownNow();
        http.connectionPool().evictAll();
    }
}
