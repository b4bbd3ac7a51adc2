package crucible.server.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import crucible.research.lake.LakeDay;
import crucible.research.lake.LakeWriter;
import crucible.research.lake.RawLake;
import crucible.runtime.event.ArenaEvent;
import crucible.server.arena.JournaledTape;
import crucible.server.journal.Journal;
import crucible.server.journal.JournalReader;
import crucible.server.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake from a journal of four complete days and a piece of a fifth, in files of a day each. */
class LakeFillTest {
    private static final int LIVE_BARS = 900;
    private static final int COMPLETE_DAYS = 4;

    @TempDir
    private static Path taped;

    @TempDir
    private Path data;

    private RawLake lake;
    private final List<LakeDay> told = new ArrayList<>();

    @BeforeAll
    static void record() {
        JournaledTape.write(taped.resolve("one"), 42, LIVE_BARS);
        JournaledTape.write(taped.resolve("other"), 43, LIVE_BARS);
    }

    @BeforeEach
    void anEmptyLake() {
        lake = LakeFill.rawLake(data);
    }

    private Path journal() {
        return data.resolve("journal");
    }

    /** Appends the events of a tape that the journal does not have yet, up to a sequence. */
    private void append(String tape, long upTo) {
        final JournalSettings settings = JournalSettings.defaults(journal(), Journal.Fsync.NEVER);
        try (JournalReader reader = new JournalReader(taped.resolve(tape));
                Journal journal = Journal.open(settings.withFormat(Journal.Format.SEGMENTS))) {
            final long next = journal.readBack().nextSequence();
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event) && event.sequence() <= upTo) {
                if (event.sequence() >= next) {
                    journal.onEvent(event);
                }
            }
        }
    }

    private List<LakeDay> fill() throws IOException {
        told.clear();
        return LakeFill.run(journal(), lake, told::add);
    }

    private List<Path> journalFiles() throws IOException {
        try (Stream<Path> files = Files.list(journal())) {
            return files.filter(file -> file.getFileName().toString().contains(".seg"))
                    .sorted()
                    .toList();
        }
    }

    private void loseTheFirstFiles(int number) throws IOException {
        final List<Path> files = journalFiles();
        assertThat(files).hasSizeGreaterThan(number);
        for (Path file : files.subList(0, number)) {
            Files.delete(file);
        }
    }

    @Test
    void everyCompleteDayIsWrittenOnceAndTold() throws IOException {
        append("one", Long.MAX_VALUE);
        final List<LakeDay> days = fill();
        assertThat(days).hasSize(COMPLETE_DAYS).isEqualTo(told).isEqualTo(lake.days());
        assertThat(days.get(0).firstSequence()).isZero();
        assertThat(fill()).isEmpty();
        assertThat(told).isEmpty();
        assertThat(lake.days()).isEqualTo(days);
        assertThat(lake.verify(days)).isEmpty();
    }

    @Test
    void aJournalThatGrowsFillsTheSameDays() throws IOException {
        append("one", Long.MAX_VALUE);
        final List<LakeDay> atOnce = fill();
        data = data.resolve("again");
        lake = LakeFill.rawLake(data);
        final List<LakeDay> oneByOne = new ArrayList<>();
        for (LakeDay day : atOnce) {
            append("one", day.lastSequence());
            assertThat(fill()).as("the event behind %s is not there yet", day).isEmpty();
            append("one", day.lastSequence() + 1);
            oneByOne.addAll(fill());
        }
        assertThat(oneByOne)
                .extracting(LakeDay::date, LakeDay::firstSequence, LakeDay::lastSequence, LakeDay::nextHash)
                .containsExactlyElementsOf(atOnce.stream()
                        .map(day -> tuple(day.date(), day.firstSequence(), day.lastSequence(), day.nextHash()))
                        .toList());
    }

    @Test
    void theLakeOfAnotherJournalIsRefusedAndStaysAsItWas() throws IOException {
        append("one", Long.MAX_VALUE);
        final long firstDayEnds = fill().get(0).lastSequence();
        data = data.resolve("again");
        append("one", firstDayEnds + 1);
        lake = LakeFill.rawLake(data);
        final List<LakeDay> days = fill();
        assertThat(days).hasSize(1);
        try (Stream<Path> files = Files.walk(journal())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        append("other", Long.MAX_VALUE);
        assertThatThrownBy(this::fill)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was written from another journal: event " + (firstDayEnds + 1))
                .hasMessageContaining(lake.folder().toString());
        assertThat(told).isEmpty();
        assertThat(lake.days()).isEqualTo(days);
    }

    @Test
    void whatWasPrunedBeforeItWasWrittenIsAHoleThatIsRefused() throws IOException {
        append("one", Long.MAX_VALUE);
        final long firstDayEnds = fill().get(0).lastSequence();
        data = data.resolve("again");
        lake = LakeFill.rawLake(data);
        append("one", firstDayEnds + 1);
        final List<LakeDay> days = fill();
        append("one", Long.MAX_VALUE);
        loseTheFirstFiles(3);
        assertThatThrownBy(this::fill)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the journal begins with event ")
                .hasMessageContaining("ends with " + firstDayEnds + ": what lies between was pruned")
                .hasMessageContaining("an older backup");
        assertThat(lake.days()).isEqualTo(days);
    }

    @Test
    void noLakeBeginsBehindTheRulesOfItsInstruments() throws IOException {
        append("one", Long.MAX_VALUE);
        loseTheFirstFiles(2);
        final long first;
        try (JournalReader reader = new JournalReader(journal())) {
            first = reader.firstSequence();
        }
        assertThat(first).isPositive();
        assertThatThrownBy(this::fill)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("whose rules came before event " + first + ", the first that there is");
        assertThat(lake.days()).isEmpty();
    }

    @Test
    void aLakeThatSomebodyElseWritesIsRefused() throws IOException {
        append("one", Long.MAX_VALUE);
        try (LakeWriter other = LakeWriter.open(lake)) {
            assertThat(other.isEmpty()).isTrue();
            assertThatThrownBy(this::fill).isInstanceOf(IOException.class).hasMessageContaining("is being written");
        }
        assertThat(fill()).hasSize(COMPLETE_DAYS);
    }
}
