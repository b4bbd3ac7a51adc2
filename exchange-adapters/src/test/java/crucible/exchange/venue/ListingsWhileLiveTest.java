package crucible.exchange.venue;

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
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Symbols come and go while the feed lives; the others' streams go on without a gap. */
class ListingsWhileLiveTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long M5 = Timeframe.M5.intervalMs();
    private static final String BTC = "BTCUSDT";
    private static final String ETH = "ETHUSDT";

    private final ScriptedVenue venue = new ScriptedVenue(T0 + 4 * M5 + 60_000);
    private final DrivenTimer timer = new DrivenTimer();
    private final RecordingSink sink = new RecordingSink();
    private VenueAdapter adapter;

    @BeforeEach
    void goLive() {
        venue.list(BTC, "TRADING");
        venue.list(ETH, "TRADING");
        for (int i = 0; i < 4; i++) {
            venue.put(BTC, bar(0, i));
            venue.put(ETH, bar(1, i));
        }
        adapter = new VenueAdapter(
                new FeedSettings(
                        "binance-spot",
                        venue.wsUrl(),
                        venue.restUrl(),
                        List.of(new Listing(0, BTC)),
                        List.of(Timeframe.M5),
                        true,
                        3,
                        1_000,
                        250,
                        1_000_000_000),
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

    private static Bar bar(int instrumentId, int number) {
        return SpotText.bar(instrumentId, Timeframe.M5, T0 + number * M5, number);
    }

    private void awaitFrames(long frames) {
        timer.drive(
                () -> {
                    timer.advance(1);
                    return adapter.stats().frames() == frames;
                },
                () -> frames + " frames, got " + adapter.stats());
    }

    /** The new socket's subscriptions may be acknowledged a moment after its frame was counted. */
    private void awaitRotations(long rotations) {
        timer.drive(
                () -> {
                    timer.advance(1_000);
                    return adapter.stats().rotations() == rotations;
                },
                () -> rotations + " rotations, got " + adapter.stats());
    }

    private List<Bar> barsOf(int instrumentId) {
        return sink.all(Bar.class).stream()
                .filter(bar -> bar.instrumentId() == instrumentId)
                .toList();
    }

    private void addEth() {
        adapter.add(new Listing(1, ETH));
        awaitFrames(2);
    }

    @Test
    void theHistoryOfANewSymbolComesFirstThenItsStreamBesideTheOthers() {
        addEth();
        assertThat(sink.all(Instrument.class)).extracting(Instrument::symbol).containsExactly(BTC, ETH);
        assertThat(barsOf(1)).hasSize(3).allMatch(bar -> bar.provenance() == Provenance.OFFLINE);
        assertThat(venue.sockets()).isEqualTo(2);
        assertThat(venue.messages().get(1)).contains("btcusdt@kline_5m").contains("ethusdt@kline_5m");
        // The old socket still delivers until the new one has for a while.
        venue.sendOn(0, SpotText.closed(BTC, bar(0, 4)));
        awaitFrames(3);
        venue.sendOn(1, SpotText.closed(BTC, bar(0, 4)));
        awaitFrames(4);
        venue.sendOn(1, SpotText.closed(ETH, bar(1, 4)));
        awaitFrames(5);
        awaitRotations(1);
        timer.drive(() -> venue.ended().contains("socket 0"), () -> "the end of the old socket");
        assertThat(barsOf(0))
                .extracting(Bar::openTimeMs)
                .containsExactly(T0 + M5, T0 + 2 * M5, T0 + 3 * M5, T0 + 4 * M5);
        assertThat(barsOf(1))
                .extracting(Bar::openTimeMs)
                .containsExactly(T0 + M5, T0 + 2 * M5, T0 + 3 * M5, T0 + 4 * M5);
        assertThat(barsOf(1).get(3).provenance()).isEqualTo(Provenance.LIVE);
        assertThat(sink.all(Gap.class)).isEmpty();
        assertThat(sink.all(FeedStatus.class))
                .extracting(FeedStatus::state)
                .containsExactly(State.CONNECTING, State.LIVE);
        assertThat(sink.rejections()).isEmpty();
    }

    @Test
    void whatASymbolMissedUntilItsStreamBeganIsHistoryToo() {
        addEth();
        venue.setServerTimeMs(T0 + 5 * M5 + 60_000);
        venue.put(ETH, bar(1, 4));
        venue.sendOn(1, SpotText.closed(ETH, bar(1, 5)));
        awaitFrames(3);
        assertThat(barsOf(1))
                .extracting(Bar::provenance)
                .endsWith(Provenance.OFFLINE, Provenance.LIVE)
                .hasSize(5);
        assertThat(sink.all(Gap.class)).isEmpty();
    }

    @Test
    void aSymbolThatWentIsLeftAloneAndNotAskedForAnyMore() {
        addEth();
        awaitRotations(1);
        adapter.remove(ETH);
        awaitFrames(3);
        assertThat(venue.messages().get(2)).contains("btcusdt@kline_5m").doesNotContain("ethusdt");
        final int before = barsOf(1).size();
        venue.sendOn(1, SpotText.closed(ETH, bar(1, 4)));
        awaitFrames(4);
        venue.sendOn(2, SpotText.closed(BTC, bar(0, 4)));
        awaitFrames(5);
        assertThat(barsOf(1)).hasSize(before);
        assertThat(barsOf(0)).hasSize(4);
        assertThat(sink.rejections()).isEmpty();
        awaitRotations(2);
        // It may come back; what it missed is history.
        venue.put(ETH, bar(1, 4));
        venue.setServerTimeMs(T0 + 5 * M5 + 60_000);
        adapter.add(new Listing(1, ETH));
        awaitFrames(6);
        assertThat(barsOf(1)).extracting(Bar::openTimeMs).endsWith(T0 + 4 * M5);
    }

    @Test
    void aVenueThatCannotBeAskedNowIsAskedAgainAndTheOthersGoOn() {
        venue.refuseNext(500, "");
        adapter.add(new Listing(1, ETH));
        venue.sendOn(0, SpotText.closed(BTC, bar(0, 4)));
        awaitFrames(2);
        assertThat(barsOf(0)).hasSize(4);
        timer.advance(5_000);
        awaitFrames(3);
        assertThat(barsOf(1)).hasSize(3);
        assertThat(sink.all(FeedStatus.class)).hasSize(2);
    }

    @Test
    void anUnknownSymbolHasNeighbours() throws IOException {
        assertThat(adapter.ask(ETH).tradable()).isTrue();
        final VenueAdapter.Known unknown = adapter.ask("ETH-USDT");
        assertThat(unknown.tradable()).isFalse();
        assertThat(unknown.near()).startsWith(ETH);
        assertThat(adapter.ask("XYZ").near()).isEmpty();
        assertThat(adapter.ask("BTC").near()).containsExactly(BTC);
    }
}
