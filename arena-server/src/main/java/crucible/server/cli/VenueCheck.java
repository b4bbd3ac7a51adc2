package crucible.server.cli;

import crucible.exchange.venue.Venue;
import crucible.exchange.venue.VenueHistory;
import crucible.server.config.VenueSettings;
import java.io.IOException;

/** Whether a venue answers, and how far its clock and ours are apart. */
final class VenueCheck {
    private static final long MOST_OFFSET_MS = 1_000;

    private VenueCheck() {}

    static Finding reach(VenueSettings venue) {
        final String name = "venue " + venue.name();
        final Venue spoken = Venue.of(venue.name()).orElseThrow();
        try (VenueHistory history = new VenueHistory(spoken, venue.restUrl(), (at, reason, detail) -> {})) {
            final long startMs = System.currentTimeMillis();
            final long serverTimeMs = history.serverTimeMs();
            final long endMs = System.currentTimeMillis();
            final long offsetMs = serverTimeMs - (startMs + endMs) / 2;
            final String found = "answers in " + (endMs - startMs) + " ms, its clock is " + Math.abs(offsetMs) + " ms "
                    + (offsetMs < 0 ? "behind" : "ahead of") + " ours";
            return Math.abs(offsetMs) <= MOST_OFFSET_MS
                    ? Finding.ok(name, found)
                    : Finding.warning(name, found + "; at most " + MOST_OFFSET_MS + " ms are wanted: is NTP running?");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.failed(name, venue.restUrl() + " does not answer: " + e.getMessage());
        }
    }
}
