package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.FeedStatus;
import crucible.model.FeedStatus.State;
import crucible.server.view.VenueView;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketsTest {
    @Test
    void countsHowOftenALostFeedCameBack() {
        final Markets markets = new Markets(venue -> 0);
        for (State state : List.of(
                State.CONNECTING,
                State.LIVE,
                State.STALE,
                State.CONNECTING,
                State.DOWN,
                State.CONNECTING,
                State.LIVE)) {
            markets.onFeed(new FeedStatus("kraken", state, ""));
        }
        assertThat(markets.venues()).extracting(VenueView::reconnects).containsExactly(1L);
    }

    @Test
    void aFeedThatFellSilentIsStaleUntilItIsLiveAgain() {
        final Markets markets = new Markets(venue -> 0);
        markets.onFeed(new FeedStatus("kraken", State.LIVE, ""));
        markets.onFeed(new FeedStatus("kraken", State.STALE, "no data for 30000 ms"));
        markets.onFeed(new FeedStatus("kraken", State.CONNECTING, ""));
        assertThat(shown(markets)).isEqualTo("STALE no data for 30000 ms");
        markets.onFeed(new FeedStatus("kraken", State.DOWN, "time answers 503"));
        assertThat(shown(markets)).isEqualTo("STALE no data for 30000 ms; time answers 503");
        markets.onFeed(new FeedStatus("kraken", State.LIVE, ""));
        markets.onFeed(new FeedStatus("kraken", State.DOWN, "closed"));
        assertThat(shown(markets)).isEqualTo("DOWN closed");
    }

    private static String shown(Markets markets) {
        final VenueView venue = markets.venues().get(0);
        return venue.state() + " " + venue.detail();
    }
}
