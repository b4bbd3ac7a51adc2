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
}
