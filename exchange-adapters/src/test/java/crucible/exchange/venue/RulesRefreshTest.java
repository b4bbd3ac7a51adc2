package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.connection.DrivenTimer;
import crucible.exchange.feed.FeedSettings;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.FeedStatus.State;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Order rules are asked for while the feed lives; the stream goes on as if nothing had been asked. */
class RulesRefreshTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long M5 = Timeframe.M5.intervalMs();
    private static final long HOUR_MS = 3_600_000;
    private static final String BTC = "BTCUSDT";

    private final ScriptedVenue venue = new ScriptedVenue(T0 + 3 * M5 + 60_000);
    private final DrivenTimer timer = new DrivenTimer();
    private final RecordingSink sink = new RecordingSink();
    private VenueAdapter adapter;

    @BeforeEach
    void goLive() {
        venue.list(BTC, "TRADING");
        for (int i = 0; i <= 3; i++) {
            venue.put(BTC, bar(i));
        }
        adapter = new VenueAdapter(
                new FeedSettings(
                        "binance-spot",
                        venue.wsUrl(),
                        venue.restUrl(),
                        List.of(new Listing(0, BTC)),
                        List.of(Timeframe.M5),
                        true,
                        false,
                        3,
                        1_000,
                        250,
                        1_000_000_000,
                        HOUR_MS),
                sink,
                sink,
                timer);
        adapter.start();
        timer.drive(() -> adapter.stats().state() == State.LIVE, () -> "live");
    }

    @AfterEach
    void closeAll() {
        adapter.close();
        venue.close();
    }

    private static Bar bar(int number) {
        return SpotText.bar(0, Timeframe.M5, T0 + number * M5, number);
    }

    private List<String> ticks() {
        return sink.all(Instrument.class).stream()
                .map(instrument -> instrument.rules().tickSize().toPlainString())
                .toList();
    }

    private long looks() {
        return venue.requests().stream()
                .filter(request -> request.startsWith("/api/v3/exchangeInfo"))
                .count();
    }

    @Test
    void changedRulesAreHandedOnOnceWithTheVenuesTime() {
        timer.advance(HOUR_MS);
        assertThat(looks()).isEqualTo(2);
        assertThat(ticks()).containsExactly("0.01");
        venue.setTickSize("0.1");
        venue.setServerTimeMs(T0 + 2 * HOUR_MS);
        timer.advance(3 * HOUR_MS);
        assertThat(looks()).isEqualTo(5);
        assertThat(ticks()).containsExactly("0.01", "0.1");
        assertThat(sink.all(Instrument.class).get(1).rules().effectiveTimeMs()).isEqualTo(T0 + 2 * HOUR_MS);
        assertThat(sink.all(FeedStatus.class))
                .extracting(FeedStatus::state)
                .containsExactly(State.CONNECTING, State.LIVE);
    }

    @Test
    void barsAndQuotesBehindTheChangeAreInTheNewUnits() {
        venue.setTickSize("0.1");
        timer.advance(HOUR_MS);
        venue.send(SpotText.closed(BTC, bar(3)));
        venue.send("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"100.0\",\"B\":\"1\","
                + "\"a\":\"100.2\",\"A\":\"1\"}}");
        timer.drive(
                () -> {
                    timer.advance(1);
                    return !sink.all(Quote.class).isEmpty();
                },
                () -> "a quote, got " + sink.events() + sink.rejections());
        assertThat(sink.all(Quote.class).get(0).bidTicks()).isEqualTo(1000);
        assertThat(sink.all(Quote.class).get(0).askTicks()).isEqualTo(1002);
        assertThat(sink.all(Bar.class)).hasSize(4);
    }

    @Test
    void aVenueThatDoesNotAnswerLeavesTheRulesAsTheyAre() {
        venue.setTickSize("0.1");
        venue.refuseNext(500, null);
        timer.advance(HOUR_MS);
        assertThat(ticks()).containsExactly("0.01");
        timer.advance(HOUR_MS);
        assertThat(ticks()).containsExactly("0.01", "0.1");
        assertThat(adapter.stats().state()).isEqualTo(State.LIVE);
    }
}
