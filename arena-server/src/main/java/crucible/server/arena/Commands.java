package crucible.server.arena;

import crucible.fill.CostBinding;
import crucible.fill.CostSettings;
import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ListingChange;
import crucible.runtime.ring.Sequencer;
import crucible.server.view.ArenaControl;
import crucible.server.view.CommandResult;
import crucible.server.view.SpawnRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Takes operators' orders to the sequencer on a thread of its own and answers when the arbiter has seen them applied: the
 * event is journaled by then. Thread-safe.
 */
final class Commands implements ArenaControl, AutoCloseable {
    private final Sequencer sequencer;
    private final CostSettings costs;
    private final Map<String, CompletableFuture<CommandResult>> waiting = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<CommandResult>> spawning = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        final Thread named = new Thread(work, "arena-commands");
        named.setDaemon(true);
        return named;
    });

    Commands(Sequencer sequencer, CostSettings costs) {
        this.sequencer = sequencer;
        this.costs = costs;
    }

    @Override
    public CompletableFuture<CommandResult> command(AgentCommand command) {
        final CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        waiting.put(command.requestId(), answer);
        thread.execute(() -> {
            try {
                sequencer.command(command);
            } catch (RuntimeException e) {
                waiting.remove(command.requestId());
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<CommandResult> spawn(SpawnRequest request) {
        final Blueprint blueprint;
        try {
            blueprint = CostBinding.admit(request.blueprint(), request.costs(), costs);
        } catch (CostBinding.Refused refused) {
            return CompletableFuture.completedFuture(new CommandResult.Conflict(refused.getMessage()));
        }
        final CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                final int agentId = sequencer.birth(new Birth(
                        0, -1, blueprint, 0, 0, List.of(), Birth.Origin.OPERATOR, request.actor(), request.reason()));
                spawning.put(agentId, answer);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Takes an instrument in, or out; the answer comes as a command's does. */
    CompletableFuture<CommandResult> list(ListingChange change) {
        final CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        waiting.put(change.requestId(), answer);
        thread.execute(() -> {
            try {
                sequencer.listing(change);
            } catch (RuntimeException e) {
                waiting.remove(change.requestId());
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Called by the arbiter's thread when an instrument has come or gone in all stages. */
    void onListing(ListingChange change, long sequence) {
        final CompletableFuture<CommandResult> answer = waiting.remove(change.requestId());
        if (answer != null) {
            final CommandResult result = result(change, sequence);
            thread.execute(() -> answer.complete(result));
        }
    }

    /** What became of a change, for whoever asked for it. */
    static CommandResult result(ListingChange change, long sequence) {
        return new CommandResult.Listed(
                change.kind(), change.instrumentId(), change.venue(), change.symbol(), sequence);
    }

    /** Called by the arbiter's thread when a command has passed all stages. */
    void onCommand(ArenaEvent event) {
        final AgentCommand command = event.payload(AgentCommand.class);
        final CompletableFuture<CommandResult> answer = waiting.remove(command.requestId());
        if (answer != null) {
            final CommandResult result = result(event, command);
            thread.execute(() -> answer.complete(result));
        }
    }

    /** What became of a command that has passed all stages. */
    static CommandResult result(ArenaEvent event, AgentCommand command) {
        return result(event.commandResult(), event.commandState(), event.sequence(), command);
    }

    /** What became of a command, for whoever gave it. */
    static CommandResult result(
            crucible.runtime.event.CommandResult result, AgentState state, long sequence, AgentCommand command) {
        return switch (result) {
            case APPLIED -> new CommandResult.Applied(command.agentId(), state, sequence);
            case CONFLICT ->
                new CommandResult.Conflict(
                        "agent " + command.agentId() + " is " + state + ", which forbids " + command.kind());
            case UNKNOWN_AGENT -> new CommandResult.NotFound();
        };
    }

    /** Called by the arbiter's thread when an operator's agent was born. */
    void onBirth(Birth birth, long sequence) {
        if (birth.origin() == Birth.Origin.OPERATOR) {
            // On the thread that asked for the birth, so its answer is in the map by then.
            thread.execute(() -> {
                final CompletableFuture<CommandResult> answer = spawning.remove(birth.agentId());
                if (answer != null) {
                    answer.complete(new CommandResult.Applied(birth.agentId(), AgentState.WARMING, sequence));
                }
            });
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        final IllegalStateException stopped = new IllegalStateException("the arena has stopped");
        waiting.values().forEach(answer -> answer.completeExceptionally(stopped));
        spawning.values().forEach(answer -> answer.completeExceptionally(stopped));
    }
}
