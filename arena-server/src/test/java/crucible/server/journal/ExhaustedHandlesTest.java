package crucible.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that may not open another file: what is open goes on, what would have to be opened says why it cannot be. */
class ExhaustedHandlesTest {
    private static final long SEED = 3;
    private static final int FEW_FILES = 160;
    private static final int MOST_EVENTS = 30_000;

    @TempDir
    private Path folder;

    /** Opens whatever can be opened. */
    private static final class Hoard {
        private final ArrayDeque<InputStream> open = new ArrayDeque<>();

        void takeAll(Path file) {
            try {
                while (true) {
                    open.add(Files.newInputStream(file));
                }
            } catch (IOException full) {
                tell("none left: " + full.getMessage());
            }
        }

        void letGo() throws IOException {
            for (InputStream one : open) {
                one.close();
            }
            open.clear();
        }
    }

    /** Arguments: the journal's folder, its format, a file that can be opened. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            final JournalSettings settings = new JournalSettings(
                    Path.of(arguments[0]), Journal.Format.valueOf(arguments[1]), Journal.Fsync.NEVER, 1 << 20, 0);
            final Path any = Path.of(arguments[2]);
            final Hoard hoard = new Hoard();
            // Everything that the journal's classes read of themselves is read before.
            JournalFolder.write(settings, SEED, 10);
            hoard.takeAll(any);
            try (Journal journal = Journal.open(settings)) {
                tell("opened at " + journal.readBack().nextSequence());
            } catch (JournalException e) {
                tell(e.getMessage());
            }
            hoard.letGo();
            try (Journal journal = Journal.open(settings)) {
                append(journal, hoard, any);
            }
            System.exit(0);
        }

        private static void append(Journal journal, Hoard hoard, Path any) {
            final EventTape tape = new EventTape(SEED);
            int appended = (int) journal.readBack().nextSequence();
            tape.play(appended, event -> {});
            tape.play(100, journal);
            appended += 100;
            hoard.takeAll(any);
            try {
                while (appended < MOST_EVENTS) {
                    journal.onEvent(tape.next());
                    appended++;
                }
                tell("all appended");
            } catch (JournalException e) {
                tell(e.getMessage());
            }
            tell("" + appended);
            try {
                hoard.letGo();
            } catch (IOException e) {
                tell(e.toString());
            }
        }
    }

    private static void tell(String line) {
        System.out.println(ChildProcess.MARK + line);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOpenGoesOn(Journal.Format format) throws IOException, InterruptedException {
        final Path directory = folder.resolve("journal");
        final Path any = Files.createFile(folder.resolve("any"));
        final int appended;
        try (ChildProcess child = ChildProcess.behind(
                "ulimit -n " + FEW_FILES,
                new ChildImage(folder),
                Child.class,
                List.of("" + directory, format.name(), "" + any))) {
            assertThat(child.next()).endsWith("Too many open files");
            assertThat(child.next()).contains("cannot be written").contains("Too many open files");
            assertThat(child.next()).endsWith("Too many open files");
            if (format == Journal.Format.CHRONICLE) {
                // It needs no other file before the day is over.
                assertThat(child.next()).isEqualTo("all appended");
            } else {
                assertThat(child.next())
                        .contains("cannot be appended to the journal")
                        .contains("Too many open files");
            }
            appended = Integer.parseInt(child.next());
            assertThat(child.exitCode()).as("%s", child.otherLines()).isZero();
        }
        assertThat(appended).isGreaterThan(1_000);
        final int found;
        try (Journal journal = Journal.open(JournalFolder.settings(directory, format))) {
            found = (int) journal.readBack().nextSequence();
            assertThat(found).isBetween(appended, appended + 1);
            final EventTape tape = new EventTape(SEED);
            tape.play(found, event -> {});
            tape.play(10, journal);
        }
        assertThat(JournalFolder.read(directory).contents()).hasSize(found + 10);
    }
}
