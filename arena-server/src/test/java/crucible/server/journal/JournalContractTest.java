package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.runtime.event.ArenaEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a journal however it is stored. */
class JournalContractTest {
    private static final long SEED = 7;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void givesBackEveryEventOfEveryKind(Journal.Format format) {
        JournalFolder.write(JournalFolder.settings(directory, format), SEED, 500);
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).containsExactlyElementsOf(EventTape.contents(SEED, 500));
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereItWasClosed(Journal.Format format) {
        final EventTape tape = new EventTape(SEED);
        for (int round = 0; round < 5; round++) {
            try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
                assertThat(journal.readBack().nextSequence()).isEqualTo(round * 40L);
                assertThat(journal.readBack().cut()).isEmpty();
                tape.play(40, journal);
            }
        }
        assertThat(JournalFolder.read(directory).contents()).containsExactlyElementsOf(EventTape.contents(SEED, 200));
    }

    @ParameterizedTest
    @EnumSource
    void goesOnInTheOtherFormat(Journal.Format first) {
        final EventTape tape = new EventTape(SEED);
        Journal.Format format = first;
        for (int round = 0; round < 5; round++) {
            try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
                tape.play(40, journal);
            }
            format = format == Journal.Format.CHRONICLE ? Journal.Format.SEGMENTS : Journal.Format.CHRONICLE;
        }
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).containsExactlyElementsOf(EventTape.contents(SEED, 200));
    }

    @ParameterizedTest
    @EnumSource
    void theChainIsTheSameInEveryFormat(Journal.Format format) {
        JournalFolder.write(JournalFolder.settings(directory, format), SEED, 100);
        try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
            assertThat(journal.readBack().chainHash()).isEqualTo("baffc23ddfa7e108a9660128c0dfb55a");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderFollowsTheWriter(Journal.Format format) {
        final EventTape tape = new EventTape(SEED);
        final ArenaEvent event = new ArenaEvent();
        try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
            tape.play(1, journal);
            try (JournalReader reader = JournalReader.following(directory)) {
                for (int i = 1; i < 300; i++) {
                    assertThat(reader.next(event)).isTrue();
                    assertThat(event.sequence()).isEqualTo(i - 1);
                    assertThat(reader.next(event)).isFalse();
                    tape.play(1, journal);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondWriterIsRefused(Journal.Format format) {
        final JournalSettings settings = JournalFolder.settings(directory, format);
        try (Journal journal = Journal.open(settings)) {
            new EventTape(SEED).play(3, journal);
            assertThatThrownBy(() -> Journal.open(settings))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is open in another process");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventOutOfOrderIsRefused(Journal.Format format) {
        try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
            final EventTape tape = new EventTape(SEED);
            tape.play(3, journal);
            final ArenaEvent skipped = tape.next();
            assertThat(skipped.sequence()).isEqualTo(3);
            assertThatThrownBy(() -> journal.onEvent(tape.next()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("expects event 3, but was given 4");
        }
    }

    @Test
    void anEmptyFolderHoldsNoJournal() {
        assertThat(JournalReader.exists(directory)).isFalse();
        assertThat(JournalReader.hasRecords(directory)).isFalse();
        assertThatThrownBy(() -> new JournalReader(directory))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("there is no journal in");
    }

    @ParameterizedTest
    @EnumSource
    void aJournalOfTheFirstFormatIsReadAndGoesOn(Journal.Format format) {
        JournalFolder.unzip("/journal/format-1-chronicle.zip", directory);
        final List<byte[]> expected = EventTape.contents(1, 260);
        assertThat(JournalFolder.read(directory).contents()).containsExactlyElementsOf(expected.subList(0, 200));
        final EventTape tape = new EventTape(1);
        tape.play(200, event -> {});
        try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
            assertThat(journal.readBack().nextSequence()).isEqualTo(200);
            assertThat(journal.readBack().cut()).isEmpty();
            tape.play(60, journal);
        }
        final JournalFolder.Reading reading = JournalFolder.read(directory);
        assertThat(reading.complains()).isFalse();
        assertThat(reading.contents()).containsExactlyElementsOf(expected);
    }
}
