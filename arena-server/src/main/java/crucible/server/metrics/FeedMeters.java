package crucible.server.metrics;

import crucible.exchange.venue.VenueAdapter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Series of a venue's feed: its clock against ours, and what it had to put right. */
final class FeedMeters {
    private final MeterRegistry registry;
    private final String venue;
    private final VenueAdapter feed;

    FeedMeters(MeterRegistry registry, String venue, VenueAdapter feed) {
        this.registry = registry;
        this.venue = venue;
        this.feed = feed;
    }

    /** Registers them; once. The caller keeps the feed, which is held weakly here. */
    void register() {
        Gauge.builder(
                        "crucible.feed.clock.offset",
                        feed,
                        adapter -> adapter.stats().clockOffsetMs() / 1e3)
                .description("The venue's clock minus ours at the last measurement")
                .baseUnit("seconds")
                .tag("venue", venue)
                .register(registry);
        bars("repaired", adapter -> adapter.stats().repairedBars());
        bars("revised", adapter -> adapter.stats().revisedBars());
        bars("duplicate", adapter -> adapter.stats().duplicateBars());
        count(
                "crucible.feed.frames",
                "Frames of current sockets",
                adapter -> adapter.stats().frames());
        count(
                "crucible.feed.rotations",
                "Sockets that took over without an interruption",
                adapter -> adapter.stats().rotations());
    }

    private void bars(String kind, ToDoubleFunction<VenueAdapter> number) {
        FunctionCounter.builder("crucible.feed.bars", feed, number)
                .description("Bars that were fetched late, corrected, or came again")
                .tags("venue", venue, "kind", kind)
                .register(registry);
    }

    private void count(String name, String description, ToDoubleFunction<VenueAdapter> number) {
        FunctionCounter.builder(name, feed, number)
                .description(description)
                .tag("venue", venue)
                .register(registry);
    }
}
