package crucible.exchange.venue;

import static crucible.exchange.venue.SpotText.bar;
import static crucible.exchange.venue.SpotText.bookTicker;
import static crucible.exchange.venue.SpotText.closed;
import static crucible.exchange.venue.SpotText.forming;
import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.connection.DrivenTimer;
import crucible.exchange.feed.FeedSettings;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.FeedStatus.State;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The feed against a venue that does what the test says, in time that the test drives. */
class BinanceSpotFeedTest {
    /** A quarter of an hour, UTC. */
    private static final long T0 = 1_735_689_600_000L;

    private static final long M5 = Timeframe.M5.intervalMs();
    private static final String BTC = "BTCUSDT";
    private static final String ETH = "ETHUSDT";

    private final ScriptedVenue venue = new ScriptedVenue(T0 + 3 * M5 + 60_000);
    private final DrivenTimer timer = new DrivenTimer();
    private final RecordingSink sink = new RecordingSink();
    private VenueAdapter adapter;

    @AfterEach
    void closeAll() {
        adapter.close();
        venue.close();
    }

    /** BTC, 5m bars 0 to 3 at REST, of which the last still forms. */
    private void startBtc() {
        venue.list(BTC, "TRADING");
        for (int i = 0; i <= 3; i++) {
            venue.put(BTC, m5(i));
        }
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5), 3);
        driveTo(State.LIVE, 1);
    }

    private void start(List<Listing> listings, List<Timeframe> timeframes, int warmUpBars) {
        final String ws = venue.wsUrl();
        final String rest = venue.restUrl();
        final FeedSettings settings =
                new FeedSettings("binance-spot", ws, rest, listings, timeframes, true, warmUpBars, 1_000, 250, 30_000);
        adapter = new VenueAdapter(settings, sink, sink, timer);
        adapter.start();
    }

    private static Bar m5(int number) {
        return bar(0, Timeframe.M5, T0 + number * M5, number);
    }

    private void driveTo(State state, int count) {
        timer.drive(
                () -> Collections.frequency(story(), state.name()) >= count,
                () -> state + ", got " + story() + ", rejected " + sink.rejections());
    }

    /** Second by second: a deadline waits while the reader is at work, so how many it takes is open. */
    private void passTimeUntil(State state) {
        timer.drive(
                () -> {
                    timer.advance(1_000);
                    return story().contains(state.name());
                },
                () -> state + ", got " + story());
    }

    private List<String> story() {
        return FeedStory.of(sink, T0, M5);
    }

    private List<String> storySinceLive(int n) {
        return FeedStory.sinceLive(story(), n);
    }

    @Test
    void beginsWithInstrumentsThenClosedBarsInOneOrderThenTheStream() {
        venue.list(BTC, "TRADING");
        venue.list(ETH, "TRADING");
        for (int i = 0; i <= 3; i++) {
            venue.put(BTC, m5(i));
            venue.put(ETH, bar(1, Timeframe.M5, T0 + i * M5, i));
        }
        venue.put(BTC, bar(0, Timeframe.M15, T0, 50));
        venue.put(ETH, bar(1, Timeframe.M15, T0, 50));
        start(List.of(new Listing(1, ETH), new Listing(0, BTC)), List.of(Timeframe.M15, Timeframe.M5), 2);
        driveTo(State.LIVE, 1);
        venue.send(closed(BTC, m5(3)));
        sink.awaitBars(7);

        assertThat(story())
                .containsExactly(
                        "CONNECTING",
                        "binance-spot:ETHUSDT",
                        "binance-spot:BTCUSDT",
                        "OFFLINE 1 5m 1 @0",
                        "OFFLINE 0 5m 1 @0",
                        "OFFLINE 1 5m 2 @0",
                        "OFFLINE 0 5m 2 @0",
                        "OFFLINE 1 15m 0 @0",
                        "OFFLINE 0 15m 0 @0",
                        "LIVE",
                        "LIVE 0 5m 3 @7");
        assertThat(venue.messages())
                .containsExactly(
                        "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@kline_5m\",\"ethusdt@kline_15m\","
                                + "\"ethusdt@bookTicker\",\"btcusdt@kline_5m\",\"btcusdt@kline_15m\",\"btcusdt@bookTicker\"],\"id\":1}");
        assertThat(sink.rejections()).isEmpty();
        assertThat(adapter.stats().state()).isEqualTo(State.LIVE);
        timer.drive(() -> adapter.stats().frames() == 2, () -> "both frames counted");
        assertThat(adapter.stats().lastFrameWallMs()).isEqualTo(timer.wallTimeMs());
        assertThat(adapter.stats().clockOffsetMs()).isEqualTo(T0 + 3 * M5 + 60_000 - timer.wallTimeMs());
    }

    @Test
    void fetchesWhatClosedBetweenWarmUpAndFirstFrame() {
        startBtc();
        venue.put(BTC, m5(4));
        venue.send(forming(BTC, m5(5)));
        sink.awaitBars(5);
        venue.send(closed(BTC, m5(5)));
        sink.awaitBars(6);
        assertThat(storySinceLive(1)).containsExactly("OFFLINE 0 5m 3 @0", "OFFLINE 0 5m 4 @0", "LIVE 0 5m 5 @7");
    }

    @Test
    void fetchesWhatClosedBeforeTheFirstFrameInTheOrderOfTimeOfAllSymbols() {
        venue.list(BTC, "TRADING");
        venue.list(ETH, "TRADING");
        for (int i = 0; i <= 3; i++) {
            venue.put(BTC, m5(i));
            venue.put(ETH, bar(1, Timeframe.M5, T0 + i * M5, i));
        }
        venue.put(ETH, bar(1, Timeframe.M15, T0, 50));
        start(List.of(new Listing(0, BTC), new Listing(1, ETH)), List.of(Timeframe.M5, Timeframe.M15), 3);
        driveTo(State.LIVE, 1);
        for (int i = 4; i <= 6; i++) {
            venue.put(BTC, m5(i));
        }
        venue.put(ETH, bar(1, Timeframe.M5, T0 + 4 * M5, 4));
        venue.put(ETH, bar(1, Timeframe.M5, T0 + 6 * M5, 6));
        venue.put(ETH, bar(1, Timeframe.M15, T0 + 3 * M5, 50));
        venue.send(forming(BTC, m5(7)))
                .send(forming(ETH, bar(1, Timeframe.M5, T0 + 7 * M5, 7)))
                .send(closed(ETH, bar(1, Timeframe.M5, T0 + 7 * M5, 7)))
                .send(closed(BTC, m5(7)));
        sink.awaitBars(17);
        assertThat(storySinceLive(1))
                .containsExactly(
                        "OFFLINE 0 5m 3 @0",
                        "OFFLINE 1 5m 3 @0",
                        "OFFLINE 0 5m 4 @0",
                        "OFFLINE 1 5m 4 @0",
                        "OFFLINE 0 5m 5 @0",
                        "gap 5..5",
                        "OFFLINE 1 15m 3 @0",
                        "OFFLINE 0 5m 6 @0",
                        "OFFLINE 1 5m 6 @0",
                        "LIVE 1 5m 7 @7",
                        "LIVE 0 5m 7 @7");
    }

    @Test
    void aHoleTooLongToRepairBeginsWithAGapInItsPlace() {
        venue.list(BTC, "TRADING");
        final int kept = 5_000;
        venue.put(BTC, bar(0, Timeframe.M15, T0 - (kept + 4) * M5, 50));
        venue.put(BTC, bar(0, Timeframe.M15, T0 - (kept + 1) * M5, 50));
        venue.put(BTC, bar(0, Timeframe.M5, T0 + (2 - kept) * M5, 50));
        venue.put(BTC, m5(1));
        sink.knows(Timeframe.M5, T0 - (kept + 4) * M5);
        sink.knows(Timeframe.M15, T0 - (kept + 4) * M5);
        venue.setServerTimeMs(T0 + 2 * M5);
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5, Timeframe.M15), 3);
        driveTo(State.LIVE, 1);
        assertThat(story())
                .containsExactly(
                        "CONNECTING",
                        "binance-spot:BTCUSDT",
                        "OFFLINE 0 15m -5004 @0",
                        "gap -5004..-4999",
                        "OFFLINE 0 15m -5001 @0",
                        "OFFLINE 0 5m -4998 @0",
                        "gap -4997..0",
                        "OFFLINE 0 5m 1 @0",
                        "LIVE");
    }

    @Test
    void fetchesAFinalThatTheStreamLeftOutBeforeAnythingNewer() {
        startBtc();
        venue.put(BTC, m5(4));
        venue.put(BTC, m5(5));
        venue.send(closed(BTC, m5(3))).send(forming(BTC, m5(5))).send(closed(BTC, m5(6)));
        sink.awaitBars(7);
        assertThat(storySinceLive(1))
                .containsExactly("LIVE 0 5m 3 @7", "REPAIRED 0 5m 4 @0", "REPAIRED 0 5m 5 @0", "LIVE 0 5m 6 @7");
        assertThat(adapter.stats().repairedBars()).isEqualTo(2);
    }

    @Test
    void declaresAGapOnlyWhenAClosedSuccessorShowsThatRestHasNoSuchBar() {
        startBtc();
        venue.send(closed(BTC, m5(3)))
                .send(forming(BTC, m5(6)))
                .send(forming(BTC, m5(6)))
                .send(closed(BTC, m5(6)));
        sink.awaitBars(5);
        assertThat(storySinceLive(1)).containsExactly("LIVE 0 5m 3 @7", "gap 4..5", "LIVE 0 5m 6 @7");
        // Once for the first forming frame, not for the second, and once more for the final one.
        assertThat(venue.requests().stream().filter(request -> request.contains("klines")))
                .hasSize(3);
        assertThat(sink.all(Gap.class).get(0).reason()).isEqualTo("the venue has no such bars");
    }

    @Test
    void dropsARepetitionAndHandsOnARevision() {
        startBtc();
        final Bar changed = new Bar(0, Timeframe.M5, T0 + 3 * M5, 103, 104.5, 102, 104, 13.5, Provenance.LIVE);
        venue.send(closed(BTC, m5(3)))
                .send(closed(BTC, m5(3)))
                .send(closed(BTC, changed))
                .send(closed(BTC, changed))
                .send(forming(BTC, m5(3)))
                .send(closed(BTC, m5(4)));
        sink.awaitBars(6);
        assertThat(storySinceLive(1)).containsExactly("LIVE 0 5m 3 @7", "REVISED 0 5m 3 @7", "LIVE 0 5m 4 @7");
        assertThat(adapter.stats().duplicateBars()).isEqualTo(2);
        assertThat(adapter.stats().revisedBars()).isEqualTo(1);
    }

    @Test
    void comesBackAfterACloseAndRepairsWhatWasMissed() {
        startBtc();
        venue.send(closed(BTC, m5(3)));
        sink.awaitBars(4);
        venue.put(BTC, m5(4));
        venue.put(BTC, m5(5));
        venue.setServerTimeMs(T0 + 6 * M5 + 10);
        venue.closeSocket();
        driveTo(State.DOWN, 1);
        timer.advance(1_000);
        driveTo(State.LIVE, 2);
        venue.send(closed(BTC, m5(5))).send(closed(BTC, m5(6)));
        sink.awaitBars(7);
        assertThat(storySinceLive(1))
                .containsExactly(
                        "LIVE 0 5m 3 @7",
                        "DOWN",
                        "CONNECTING",
                        "REPAIRED 0 5m 4 @0",
                        "REPAIRED 0 5m 5 @0",
                        "LIVE",
                        "LIVE 0 5m 6 @7");
        assertThat(adapter.stats().reconnects()).isEqualTo(1);
    }

    @Test
    void learnsAfterAnInterruptionThatAPublishedBarWasCorrected() {
        startBtc();
        venue.send(closed(BTC, m5(3)));
        sink.awaitBars(4);
        venue.put(BTC, new Bar(0, Timeframe.M5, T0 + 3 * M5, 103, 104.5, 102, 104, 13.5, Provenance.LIVE));
        venue.put(BTC, m5(4));
        venue.setServerTimeMs(T0 + 5 * M5 + 10);
        venue.closeSocket();
        driveTo(State.DOWN, 1);
        timer.advance(1_000);
        driveTo(State.LIVE, 2);
        assertThat(storySinceLive(1))
                .containsExactly(
                        "LIVE 0 5m 3 @7", "DOWN", "CONNECTING", "REVISED 0 5m 3 @0", "REPAIRED 0 5m 4 @0", "LIVE");
    }

    @Test
    void givesUpASilentConnection() {
        startBtc();
        timer.advance(29_000);
        assertThat(adapter.stats().state()).isEqualTo(State.LIVE);
        venue.send(forming(BTC, m5(3)));
        timer.drive(() -> adapter.stats().frames() == 2, () -> "the frame");
        timer.advance(29_000);
        assertThat(adapter.stats().state()).isEqualTo(State.LIVE);
        passTimeUntil(State.STALE);
        timer.advance(1_000);
        driveTo(State.LIVE, 2);
        assertThat(storySinceLive(1)).containsExactly("STALE", "CONNECTING", "LIVE");
    }

    @Test
    void givesUpWhereSubscriptionsAreNotAcknowledged() {
        venue.setAcknowledgement(null);
        venue.list(BTC, "TRADING");
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5), 0);
        timer.drive(() -> !venue.messages().isEmpty(), () -> "the subscription");
        venue.setAcknowledgement("{\"result\":null,\"id\":1}");
        passTimeUntil(State.DOWN);
        timer.advance(1_000);
        driveTo(State.LIVE, 1);
        assertThat(sink.all(FeedStatus.class).get(1).detail()).isEqualTo("subscriptions not acknowledged in time");
    }

    @Test
    void givesUpWhereTheVenueRefusesTheSubscription() {
        venue.list(BTC, "TRADING");
        venue.setAcknowledgement("{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":1}");
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5), 0);
        driveTo(State.DOWN, 1);
        venue.setAcknowledgement("{\"code\":2,\"msg\":\"Invalid request: too many parameters\"}");
        timer.advance(1_000);
        driveTo(State.DOWN, 2);
        assertThat(sink.rejections()).containsEntry("venue-error", 2);
    }

    @Test
    void staysAwayAsLongAsTheVenueAsks() {
        venue.list(BTC, "TRADING");
        venue.refuseNext(429, "17");
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5), 0);
        driveTo(State.DOWN, 1);
        venue.refuseNext(418, "240");
        timer.advance(16_999);
        assertThat(venue.requests()).hasSize(1);
        timer.advance(1);
        driveTo(State.DOWN, 2);
        timer.advance(239_999);
        assertThat(venue.requests()).hasSize(2);
        timer.advance(1);
        driveTo(State.LIVE, 1);
    }

    @Test
    void staysDownWhereTheVenueDoesNotServeTheCountry() {
        venue.list(BTC, "TRADING");
        venue.refuseNext(451, null);
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5), 0);
        driveTo(State.DOWN, 1);
        timer.advance(86_400_000);
        assertThat(venue.requests()).hasSize(1);
    }

    @Test
    void beginsAnewWhereARepairFails() {
        startBtc();
        venue.refuseNext(429, "1");
        venue.send(closed(BTC, m5(4)));
        driveTo(State.DOWN, 1);
        venue.put(BTC, m5(4));
        venue.setServerTimeMs(T0 + 5 * M5 + 10);
        timer.advance(1_000);
        driveTo(State.LIVE, 2);
        assertThat(storySinceLive(1))
                .containsExactly("DOWN", "CONNECTING", "REPAIRED 0 5m 3 @0", "REPAIRED 0 5m 4 @0", "LIVE");
    }

    @Test
    void countsMalformedFramesByReasonAndGoesOn() {
        startBtc();
        final String good = closed(BTC, m5(3));
        venue.send(good.substring(0, 100))
                .send("[]")
                .send(good.replace("\"x\":true", "\"x\":\"true\""))
                .send(good.replace("\"o\":\"103.0\",", ""))
                .send(good.replace(BTC, "XYZUSDT"))
                .send(good.replace("\"o\":\"103.0\"", "\"o\":\"1e3x\""))
                .send(good.replace("\"o\":\"103.0\"", "\"o\":\"-103.0\""))
                .send(good.replace("\"h\":\"104.5\"", "\"h\":\"103.0\""))
                .send(good.replace("\"t\":" + (T0 + 3 * M5), "\"t\":" + (T0 + 3 * M5 + 1)))
                .send(good.replace("\"E\":", "\"E\":1"))
                .send(bookTicker(BTC, "100.02", "100.01"))
                .send("{\"a\":\"" + "x".repeat(70_000) + "\"}")
                .send(good);
        venue.socket().send(okio.ByteString.encodeUtf8(good));
        sink.awaitBars(4);
        sink.await(s -> s.rejections().containsKey("binary-frame"), "the binary frame");
        assertThat(sink.rejections())
                .containsEntry("malformed-json", 1)
                .containsEntry("wrong-type", 2)
                .containsEntry("missing-field", 1)
                .containsEntry("unknown-symbol", 1)
                .containsEntry("bad-number", 1)
                .containsEntry("negative-price", 1)
                .containsEntry("bad-ohlc", 1)
                .containsEntry("misaligned-bar", 1)
                .containsEntry("bad-time", 1)
                .containsEntry("crossed-quote", 1)
                .containsEntry("oversized", 1)
                .containsEntry("binary-frame", 1)
                .hasSize(12);
        assertThat(storySinceLive(1)).containsExactly("LIVE 0 5m 3 @7");
    }

    @Test
    void givesQuotesTheNewestEventTimeAndRoundsThemAway() {
        startBtc();
        venue.send(bookTicker(BTC, "100.00", "100.01"))
                .send(forming(BTC, m5(3)))
                .send(SpotText.combined("btcusdt@bookTicker", bookTicker(BTC, "100.009", "100.021")))
                .send(closed(BTC, m5(3)));
        sink.awaitBars(4);
        assertThat(storySinceLive(1)).containsExactly("quote 10000/10003 @1000", "LIVE 0 5m 3 @7");
    }

    @Test
    void leavesOutWhatIsNotListedAndWaitsForWhatIsHalted() {
        venue.list(BTC, "TRADING");
        venue.list(ETH, "BREAK");
        start(List.of(new Listing(0, "NONEUSDT"), new Listing(1, ETH), new Listing(2, BTC)), List.of(Timeframe.M5), 0);
        driveTo(State.LIVE, 1);
        assertThat(sink.all(Instrument.class)).extracting(Instrument::symbol).containsExactly(ETH, BTC);
        assertThat(sink.rejections()).containsEntry("unknown-symbol", 1).containsEntry("not-tradable", 1);
        assertThat(venue.messages().get(0))
                .contains("btcusdt@kline_5m")
                .contains("ethusdt@kline_5m")
                .doesNotContain("noneusdt");
    }

    @Test
    void handsOnChangedRulesAfterAnInterruption() {
        startBtc();
        venue.setTickSize("0.1");
        venue.closeSocket();
        driveTo(State.DOWN, 1);
        timer.advance(1_000);
        driveTo(State.LIVE, 2);
        venue.closeSocket();
        driveTo(State.DOWN, 2);
        timer.advance(2_000);
        driveTo(State.LIVE, 3);
        assertThat(sink.all(Instrument.class))
                .extracting(instrument -> instrument.rules().tickSize().toPlainString())
                .containsExactly("0.01", "0.1");
    }

    @Test
    void pagesThroughALongWarmUp() {
        venue.list(BTC, "TRADING");
        venue.setServerTimeMs(T0 + 2_500 * M5);
        for (int i = 0; i < 2_501; i++) {
            venue.put(BTC, m5(i));
        }
        start(List.of(new Listing(0, BTC)), List.of(Timeframe.M5), 2_300);
        driveTo(State.LIVE, 1);
        assertThat(sink.all(Bar.class)).hasSize(2_300);
        assertThat(sink.all(Bar.class)).extracting(Bar::openTimeMs).isSorted();
        assertThat(venue.requests().stream().filter(request -> request.contains("klines")))
                .hasSize(3);
    }

    @Test
    void subscribesToManyStreamsInSeveralMessages() {
        final List<Listing> many = new ArrayList<>();
        for (int id = 0; id < 150; id++) {
            many.add(new Listing(id, "A" + id + "USDT"));
            venue.list("A" + id + "USDT", "TRADING");
        }
        start(many, List.of(Timeframe.M5), 0);
        timer.drive(() -> venue.messages().size() == 1, () -> "the first message");
        assertThat(adapter.stats().state()).isEqualTo(State.CONNECTING);
        timer.drive(() -> adapter.stats().frames() == 1, () -> "the first acknowledgement");
        // One message acknowledged twice is not two.
        venue.send("{\"result\":null,\"id\":1}");
        timer.drive(() -> adapter.stats().ignoredEvents() == 1, () -> "the repetition");
        assertThat(adapter.stats().state()).isEqualTo(State.CONNECTING);
        venue.setAcknowledgement("{\"result\":null,\"id\":2}");
        timer.advance(300);
        driveTo(State.LIVE, 1);
    }

    @Test
    void leavesNoThreadBehind() throws InterruptedException {
        startBtc();
        adapter.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("feed-") || thread.getName().startsWith("OkHttp http")) {
                // It has left its pool and may still be on its way out.
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
