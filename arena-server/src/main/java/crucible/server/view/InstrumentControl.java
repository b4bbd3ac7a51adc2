package crucible.server.view;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes instruments in and out while the arena runs. Thread-safe. A future completes once the change is journaled and
 * applied, or refused; with {@link VenueSilent} where the venue cannot be asked now.
 */
public interface InstrumentControl {
    /** Of an arena that nobody feeds: refuses. */
    InstrumentControl NONE = request -> CompletableFuture.completedFuture(
            new CommandResult.Refused("no-venue", "this arena listens to no venue", List.of()));

    /** Take an instrument in, or out. */
    CompletableFuture<CommandResult> list(ListingRequest request);
}
