package crucible.server.view;

import crucible.model.AgentCommand;
import java.util.concurrent.CompletableFuture;

/**
 * Takes operators' orders to the ring. Thread-safe. A future completes once the order is journaled and applied, or
 * refused; exceptionally only where the arena has stopped. It may be completed by any thread but a handler's of the ring.
 */
public interface ArenaControl {
    /** Kill, promote, pause or resume an agent. */
    CompletableFuture<CommandResult> command(AgentCommand command);

    /** Bring a new agent to life outside the slots. */
    CompletableFuture<CommandResult> spawn(SpawnRequest request);
}
