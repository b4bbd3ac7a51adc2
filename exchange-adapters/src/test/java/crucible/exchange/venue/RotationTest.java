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
import crucible.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A socket that ends soon gets a successor, and nobody behind the feed learns of it. */
class RotationTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final long M5 = Timeframe.M5.intervalMs();
    private static final String BTC = "BTCUSDT";
    /** 0.93 of a day and half of the spread that the driven timer's chance gives. */
    private static final long ROTATES_AFTER_MS = 81_432_000;

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

    private static Bar bar(int number) {
        return SpotText.bar(0, Timeframe.M5, T0 + number * M5, number);
    }

    /** Lets a little time pass: what finds the reader at work tries again soon. */
    private void awaitFrames(long frames) {
        timer.drive(
                () -> {
                    timer.advance(1);
                    return adapter.stats().frames() == frames;
                },
                () -> frames + " frames, got " + adapter.stats());
    }

    /** Each bar once and in order, no gap, and one state from beginning to end. */
    private void assertUninterrupted(int bars) {
        assertThat(sink.all(Bar.class))
                .extracting(Bar::openTimeMs)
                .hasSize(bars)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sink.all(Gap.class)).isEmpty();
        assertThat(sink.all(FeedStatus.class))
                .extracting(FeedStatus::state)
                .containsExactly(State.CONNECTING, State.LIVE);
        assertThat(sink.rejections()).isEmpty();
    }

    @Test
    void opensASuccessorBeforeTheVenueEndsTheSocketAndReadsBoth() {
        timer.advance(ROTATES_AFTER_MS - 1);
        assertThat(venue.sockets()).isEqualTo(1);
        timer.advance(1);
        awaitFrames(2);
        assertThat(venue.sockets()).isEqualTo(2);
        venue.sendOn(0, SpotText.closed(BTC, bar(3)));
        awaitFrames(3);
        venue.sendOn(1, SpotText.closed(BTC, bar(3)));
        awaitFrames(4);
        venue.sendOn(1, SpotText.closed(BTC, bar(4)));
        awaitFrames(5);
        venue.sendOn(0, SpotText.closed(BTC, bar(4)));
        awaitFrames(6);
        assertThat(adapter.stats().duplicateBars()).isEqualTo(2);
        assertThat(adapter.stats().rotations()).isZero();
        timer.advance(10_000);
        assertThat(adapter.stats().rotations()).isEqualTo(1);
        timer.drive(() -> venue.ended().contains("socket 0"), () -> "the end of the old socket");
        venue.sendOn(1, SpotText.closed(BTC, bar(5)));
        awaitFrames(7);
        assertUninterrupted(6);
        assertThat(venue.requests().stream().filter(request -> request.contains("klines")))
                .hasSize(1);
        timer.advance(ROTATES_AFTER_MS);
        awaitFrames(8);
        assertThat(venue.sockets()).isEqualTo(3);
    }

    @Test
    void opensASuccessorWhenTheVenueAnnouncesItsShutdown() {
        venue.send("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
        awaitFrames(3);
        venue.closeSocket(0);
        timer.drive(
                () -> {
                    timer.advance(1);
                    return adapter.stats().rotations() == 1;
                },
                () -> "the successor");
        venue.sendOn(1, SpotText.closed(BTC, bar(3)));
        awaitFrames(4);
        assertUninterrupted(4);
    }

    @Test
    void keepsTheOldSocketWhereTheNewOneIsRefused() {
        venue.setAcknowledgement(null);
        timer.advance(ROTATES_AFTER_MS);
        timer.drive(() -> venue.messages().size() == 2, () -> "the second subscription");
        timer.drive(
                () -> {
                    timer.advance(1_000);
                    return venue.ended().contains("socket 1");
                },
                () -> "the end of the new socket");
        venue.sendOn(0, SpotText.closed(BTC, bar(3)));
        awaitFrames(2);
        venue.setAcknowledgement("{\"result\":null,\"id\":1}");
        timer.drive(
                () -> {
                    timer.advance(1_000);
                    return adapter.stats().rotations() == 1;
                },
                () -> "another try");
        assertUninterrupted(4);
    }
}
