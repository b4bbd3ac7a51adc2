package crucible.server.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Birth;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded tournament on a random market: nothing differs; what the journal has otherwise is found. */
class ParityTest {
    @TempDir
    private static Path original;

    @TempDir
    private Path scratch;

    private static RecordedArena arena;

    @BeforeAll
    static void recordAndFill() throws IOException {
        arena = RecordedArena.in(original);
    }

    private AlteredLake lake() throws IOException {
        return AlteredLake.copyOf(original, scratch.resolve("data"));
    }

    @Test
    void allAgentsDoTheSameOverTheLakeAsInTheArena() throws IOException {
        final ParityReport report = Parity.run(RecordedArena.plan(lake().data()));
        assertThat(report.differences()).as(report.told().toString()).isEmpty();
        assertThat(report.agents()).hasSizeGreaterThan(10);
        assertThat(report.span().startedFrom()).isEqualTo("genesis");
        assertThat(report.span().lastSequence())
                .isEqualTo(arena.days().get(RecordedArena.DAYS - 1).lastSequence());
        assertThat(report.compared().decisions()).isGreaterThan(300);
        assertThat(report.compared().orders()).isGreaterThan(300);
        assertThat(report.compared().standings()).isGreaterThan(8_000);
        assertThat(report.compared().features()).isGreaterThan(100_000);
        assertThat(report.compared().inputs()).isGreaterThan(10_000);
    }

    @Test
    void oneAgentAloneDoesToo() throws IOException {
        final ParityReport report = Parity.run(
                RecordedArena.plan(arena.data(), OptionalInt.of(11), OptionalLong.empty(), OptionalLong.empty()));
        assertThat(report.differences()).as(report.told().toString()).isEmpty();
        assertThat(report.agents()).containsExactly(11);
        assertThat(report.compared().decisions()).isPositive();
    }

    @Test
    void aLaterSpanBeginsAtTheStateThatAnEarlierComparisonKept() throws IOException {
        final Path data = lake().data();
        final ParityReport before = Parity.run(arena.upTo(data, 2));
        assertThat(before.differences()).isEmpty();
        final ParityReport report = Parity.run(arena.from(data, 2));
        assertThat(report.differences()).as(report.told().toString()).isEmpty();
        assertThat(report.span().startedFrom()).endsWith(".snapshot");
        assertThat(report.span().features()).isEqualTo("lake");
        assertThat(report.span().firstSequence())
                .isBetween(
                        arena.days().get(1).firstSequence(), arena.days().get(2).firstSequence());
        assertThat(report.agents()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(report.compared().decisions()).isGreaterThan(100);
    }

    @Test
    void aVerdictThatTheJournalHasOtherwiseIsFound() throws IOException {
        final Path data = lake().data();
        final long[] swapped = {-1};
        rewriteJournal(data, event -> {
            if (event.kind() == EventKind.VERDICT && swapped[0] < 0) {
                swapped[0] = event.sequence();
                final Verdict verdict = event.payload(Verdict.class);
                event.payload(new Verdict(
                        (verdict.agentId() + 1) % 10,
                        verdict.kind(),
                        verdict.cause(),
                        verdict.authority(),
                        verdict.boundaryTimeMs(),
                        verdict.rule(),
                        verdict.threshold(),
                        verdict.look(),
                        verdict.inputs(),
                        verdict.summary()));
            }
        });
        final ParityReport report = Parity.run(RecordedArena.plan(data));
        assertThat(report.differences()).containsOnly(Map.entry("different_journal", 1L));
        final Difference difference = RecordedArena.first(report, Cause.DIFFERENT_JOURNAL);
        assertThat(difference.sequence()).isEqualTo(swapped[0]);
        assertThat(difference.live()).contains("replay differs from the journal");
    }

    @Test
    void blueprintsSwappedInTheJournalAreFoundInBirthsAndDecisions() throws IOException {
        final Path data = lake().data();
        final Birth[] founders = new Birth[10];
        try (JournalReader reader = new JournalReader(data.resolve("journal"))) {
            final ArenaEvent event = new ArenaEvent();
            while (founders[9] == null && reader.next(event)) {
                if (event.kind() == EventKind.BIRTH) {
                    founders[event.payload(Birth.class).agentId()] = event.payload(Birth.class);
                }
            }
        }
        rewriteJournal(data, event -> {
            if (event.kind() == EventKind.BIRTH && event.payload(Birth.class).agentId() < 2) {
                final Birth birth = event.payload(Birth.class);
                event.payload(new Birth(
                        birth.agentId(),
                        birth.slot(),
                        founders[1 - birth.agentId()].blueprint(),
                        birth.seed(),
                        birth.generation(),
                        birth.parents(),
                        birth.origin(),
                        birth.actor(),
                        birth.reason()));
            }
        });
        final ParityReport report = Parity.run(RecordedArena.plan(data));
        assertThat(report.differences()).containsKey("different_birth");
        assertThat(report.told())
                .filteredOn(difference -> difference.agentId().isPresent())
                .extracting(difference -> difference.agentId().getAsInt())
                .containsExactlyInAnyOrder(0, 1);
        assertThat(report.told())
                .filteredOn(difference -> difference.agentId().isPresent())
                .allSatisfy(difference -> assertThat(difference.cause()).isEqualTo(Cause.DIFFERENT_BIRTH));
    }

    @Test
    void whatCannotBeComparedIsSaid() throws IOException {
        assertThatThrownBy(() -> Parity.run(RecordedArena.plan(scratch)))
                .isInstanceOf(ParityRefused.class)
                .hasMessageContaining("holds no complete day yet");
        assertThatThrownBy(() -> Parity.run(RecordedArena.plan(
                        arena.data(), OptionalInt.of(9_999), OptionalLong.empty(), OptionalLong.empty())))
                .hasMessageContaining("agent 9999 does not live in the span");
    }

    /** Writes the journal anew, with a chain that fits, but with some event altered. */
    private static void rewriteJournal(Path data, Consumer<ArenaEvent> altering) {
        final Path altered = data.resolve("altered");
        try (JournalReader reader = new JournalReader(data.resolve("journal"));
                Journal journal = Journal.open(
                        JournalSettings.defaults(altered, Journal.Fsync.NEVER).withFormat(Journal.Format.SEGMENTS))) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                altering.accept(event);
                journal.onEvent(event);
            }
        }
        data.resolve("journal").toFile().renameTo(data.resolve("before").toFile());
        altered.toFile().renameTo(data.resolve("journal").toFile());
    }
}
