package crucible.server.arena;

import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.CommandResult;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.StoredForms;
import crucible.runtime.ring.ArenaListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers what became of operators' newest commands, so that one that is sent again after a restart gets its first
 * answer. Arbiter's thread, or the thread that recovers.
 */
final class AnsweredCommands implements ArenaListener {
    private static final int MOST = 10_000;

    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final ArrayDeque<Listed> listed = new ArrayDeque<>();

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

    private record Listed(ListingChange change, long eventTimeMs, long sequence) {
        private static final StateForm<Listed> FORM = new StateForm<>() {
            @Override
            public void show(Listed value, StateSink sink) {
                sink.field("change", StoredForms.LISTING, value.change);
                sink.field("eventTimeMs", value.eventTimeMs);
                sink.field("sequence", value.sequence);
            }

            @Override
            public Listed read(StateSink sink) {
                return new Listed(
                        sink.field("change", StoredForms.LISTING, null),
                        sink.field("eventTimeMs", 0L),
                        sink.field("sequence", 0L));
            }
        };
    }

    /** All of them, those about agents first, each kind oldest first. */
    List<Arena.Answered> list() {
        final List<Arena.Answered> all = new ArrayList<>();
        for (Answer answer : answers) {
            final AgentCommand command = answer.command;
            all.add(new Arena.Answered(
                    command.requestId(),
                    command.idempotencyKey(),
                    command.bodyDigest(),
                    answer.eventTimeMs,
                    Commands.result(answer.result, answer.state, answer.sequence, command)));
        }
        for (Listed one : listed) {
            final ListingChange change = one.change;
            all.add(new Arena.Answered(
                    change.requestId(),
                    change.idempotencyKey(),
                    change.bodyDigest(),
                    one.eventTimeMs,
                    Commands.result(change, one.sequence)));
        }
        return all;
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
        } else if (event.kind() == EventKind.LISTING) {
            if (listed.size() == MOST) {
                listed.removeFirst();
            }
            listed.addLast(new Listed(event.payload(ListingChange.class), event.eventTimeMs(), event.sequence()));
        }
    }

    @Override
    public void visitShown(StateSink sink) {
        final int version = sink.begin("answers", 2);
        sink.each("commands", Answer.FORM, answers, answers::addLast);
        if (version >= 2) {
            sink.each("listings", Listed.FORM, listed, listed::addLast);
        }
        sink.end();
    }
}
