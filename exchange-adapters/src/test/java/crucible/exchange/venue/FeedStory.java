package crucible.exchange.venue;

import crucible.exchange.RecordingSink;
import crucible.model.Bar;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Quote;
import java.util.ArrayList;
import java.util.List;

/** What a feed has handed on, a line each, so that a test can say the whole of it. */
final class FeedStory {
    private FeedStory() {}

    /** Everything; bars are numbered from {@code startMs} in steps of {@code intervalMs}. */
    static List<String> of(RecordingSink sink, long startMs, long intervalMs) {
        final List<String> story = new ArrayList<>();
        for (RecordingSink.Event event : sink.events()) {
            if (event.what() instanceof Bar bar) {
                story.add(bar.provenance() + " " + bar.instrumentId() + " "
                        + bar.timeframe().label() + " " + (bar.openTimeMs() - startMs) / intervalMs + " @"
                        + (event.eventTimeMs() - bar.closeTimeMs()));
            } else if (event.what() instanceof Gap gap) {
                story.add("gap " + (gap.firstOpenTimeMs() - startMs) / intervalMs + ".."
                        + (gap.lastOpenTimeMs() - startMs) / intervalMs);
            } else if (event.what() instanceof FeedStatus status) {
                story.add(status.state().name());
            } else if (event.what() instanceof Quote quote) {
                story.add("quote " + quote.bidTicks() + "/" + quote.askTicks() + " @"
                        + (quote.timeMs() - startMs) % intervalMs);
            } else {
                story.add(event.what().toString());
            }
        }
        return story;
    }

    /** What was handed on after the feed went live for the {@code n}th time. */
    static List<String> sinceLive(List<String> story, int n) {
        int from = 0;
        for (int seen = 0; seen < n; from++) {
            seen += story.get(from).equals("LIVE") ? 1 : 0;
        }
        return story.subList(from, story.size());
    }
}
