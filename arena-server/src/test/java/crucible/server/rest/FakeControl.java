package crucible.server.rest;

import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.server.view.ArenaControl;
import crucible.server.view.CommandResult;
import crucible.server.view.SpawnRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers orders by the agent's id: 0 to 9 are applied, 10 conflicts, 11 waits until told, 12 fails, others are unknown. */
final class FakeControl implements ArenaControl {
    final List<AgentCommand> commands = new CopyOnWriteArrayList<>();
    final List<SpawnRequest> spawns = new CopyOnWriteArrayList<>();
    final CompletableFuture<CommandResult> late = new CompletableFuture<>();

    @Override
    public CompletableFuture<CommandResult> command(AgentCommand command) {
        commands.add(command);
        final int id = command.agentId();
        if (id == 11) {
            return late;
        }
        if (id == 12) {
            return CompletableFuture.failedFuture(new IllegalStateException("the ring has stopped"));
        }
        return CompletableFuture.completedFuture(
                id < 10
                        ? new CommandResult.Applied(id, AgentState.TERMINATED, 100 + commands.size())
                        : id == 10 ? new CommandResult.Conflict("agent 10 is dead") : new CommandResult.NotFound());
    }

    @Override
    public CompletableFuture<CommandResult> spawn(SpawnRequest request) {
        spawns.add(request);
        return CompletableFuture.completedFuture(new CommandResult.Applied(77, AgentState.WARMING, 200));
    }
}
