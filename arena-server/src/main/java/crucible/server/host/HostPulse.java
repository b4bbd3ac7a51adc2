package crucible.server.host;

import crucible.model.FeedStatus;
import crucible.server.arena.Arena;
import crucible.server.mode.ModeKeeper;
import crucible.server.systemd.Pulse;
import crucible.server.view.ModeView;
import crucible.server.view.VenueView;
import java.util.List;
import java.util.Optional;

/** How a host is, for the service manager. */
final class HostPulse implements Pulse {
    private final HostMeters meters;
    private final ModeKeeper modes;
    private final Arena arena;

    HostPulse(HostMeters meters, ModeKeeper modes, Arena arena) {
        this.meters = meters;
        this.modes = modes;
        this.arena = arena;
    }

    @Override
    public long bars() {
        return meters.barsSinceTheStart();
    }

    /** A stage that stands still is no reason, nor is a feed that says it is live and brings no bars. */
    @Override
    public Optional<String> silence() {
        if (arena.isStalled() || !modes.isLooking()) {
            return Optional.empty();
        }
        if (modes.holdsInput()) {
            return Optional.of("input is held while the disk is nearly full");
        }
        for (VenueView venue : arena.view().current().venues()) {
            if (venue.state() != FeedStatus.State.LIVE) {
                return Optional.of("the feed of " + venue.name() + " is " + venue.state());
            }
        }
        return Optional.empty();
    }

    @Override
    public String status() {
        final List<ModeView> present = arena.view().modes();
        if (!present.isEmpty()) {
            return present.get(0).reason();
        }
        return bars() == 0 ? silence().orElse("waits for the first bar") : "all is well";
    }
}
