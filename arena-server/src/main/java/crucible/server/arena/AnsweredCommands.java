package crucible.server.arena;

import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.CommandResult;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.StoredForms;
import crucible.runtime.ring.ArenaListener;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Remembers what became of operators' newest commands, so that one that is sent again after a restart gets its first
 * answer. Arbiter's thread, or the thread that recovers.
 */
final class AnsweredCommands implements ArenaListener {
    private static final int MOST = 10_000;

    private final ArrayDeque<Answer> answers = new ArrayDeque<>();

    private record Answer(
            AgentCommand command, long eventTimeMs, CommandResult result, AgentState state, long sequence) {
        private static final StateForm<Answer> FORM = new StateForm<>() {
            @Override
            public void show(Answer value, StateSink sink) {
                sink.field("command", StoredForms.COMMAND, value.command);
                sink.field("eventTimeMs", value.eventTimeMs);
                sink.field("result", CommandResult.class, value.result);
                sink.field("state", AgentState.class, value.state);
                sink.field("sequence", value.sequence);
            }

            @Override
            public Answer read(StateSink sink) {
                return new Answer(
                        sink.field("command", StoredForms.COMMAND, null),
                        sink.field("eventTimeMs", 0L),
                        sink.field("result", CommandResult.class, null),
                        sink.field("state", AgentState.class, null),
                        sink.field("sequence", 0L));
            }
        };
    }

    /** All of them, oldest first. */
    List<Arena.Answered> list() {
        return answers.stream()
                .map(answer -> new Arena.Answered(
                        answer.command,
                        answer.eventTimeMs,
                        Commands.result(answer.result, answer.state, answer.sequence, answer.command)))
                .toList();
    }

    @Override
    public void onEvent(ArenaEvent event) {
        if (event.kind() == EventKind.COMMAND) {
            if (answers.size() == MOST) {
                answers.removeFirst();
            }
            answers.addLast(new Answer(
                    event.payload(AgentCommand.class),
                    event.eventTimeMs(),
                    event.commandResult(),
                    event.commandState(),
                    event.sequence()));
        }
    }

    @Override
    public void visitShown(StateSink sink) {
        sink.begin("answers", 1);
        sink.each("commands", Answer.FORM, answers, answers::addLast);
        sink.end();
    }
}
