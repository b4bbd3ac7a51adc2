package crucible.server.trials;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The backtests that were ever registered in one directory, in one file that is only ever appended to. Any number of
 * processes and threads may register: they wait for each other. A reader takes no lock, and sees whole trials only. What
 * a crash has left behind the last whole line is set aside, named, by the next writer; damage before it refuses every
 * writer.
 */
public final class TrialRegistry {
    /** Under the data directory. */
    public static final String FOLDER = "trials";

    static final byte[] HEADER = "crucible trials 1\n".getBytes(StandardCharsets.US_ASCII);

    private static final String FILE = "backtests.jsonl";
    private static final String LOCK = "writer.lock";
    private static final String SET_ASIDE = "set-aside";

    private final Path directory;

    /** @param directory made when somebody registers, if it does not exist */
    public TrialRegistry(Path directory) {
        this.directory = directory;
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** The file that holds the trials. */
    public Path file() {
        return directory.resolve(FILE);
    }

    /** What it holds now; nothing where it does not exist. */
    public RegisteredTrials read() throws IOException {
        try {
            return RegisteredTrials.of(Files.readAllBytes(file()));
        } catch (NoSuchFileException e) {
            return RegisteredTrials.none();
        }
    }

    /**
     * What came of registering.
     *
     * @param trials all that it holds now
     * @param appended how many of those given were new or said something new
     * @param setAside where the bytes of an unfinished trial went that a crash had left
     */
    public record Registered(RegisteredTrials trials, int appended, Optional<Path> setAside) {}

    /**
     * Registers trials; on return they are on the disk. One that is registered already and says the same changes nothing.
     *
     * @throws IOException where the registry is damaged, or cannot be written; nothing that was registered is lost then
     */
    public Registered register(List<BacktestTrial> newTrials) throws IOException {
        // A file lock is the process's: its threads wait for each other here.
        synchronized (TrialRegistry.class) {
            Files.createDirectories(directory);
            try (FileChannel gate = FileChannel.open(
                            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = gate.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock of " + directory + " was lost");
                }
                return append(newTrials);
            }
        }
    }

    private Registered append(List<BacktestTrial> newTrials) throws IOException {
        final RegisteredTrials before = read();
        if (before.damage().isPresent()) {
            throw new IOException("the registry " + file() + " is damaged, "
                    + before.damage().get() + "; restore a backup of it, or move it away");
        }
        final Optional<Path> setAside = before.tornBytes() > 0 ? Optional.of(setAside(before)) : Optional.empty();
        int appended = 0;
        try (FileChannel file = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.truncate(before.soundBytes());
            file.position(before.soundBytes());
            if (before.soundBytes() == 0) {
                write(file, HEADER);
            }
            for (BacktestTrial trial : newTrials) {
                if (!trial.saysTheSameAs(before.find(trial.key()).orElse(null))) {
                    write(file, TrialLine.write(trial));
                    appended++;
                }
            }
            file.force(true);
        }
        return new Registered(read(), appended, setAside);
    }

    private Path setAside(RegisteredTrials before) throws IOException {
        final byte[] all = Files.readAllBytes(file());
        final Path folder = Files.createDirectories(directory.resolve(SET_ASIDE));
        int number = 1;
        Path target;
        do {
            target = folder.resolve(FILE + ".at-" + before.soundBytes() + "." + number++);
        } while (Files.exists(target));
        Files.write(
                target,
                java.util.Arrays.copyOfRange(all, (int) before.soundBytes(), all.length),
                StandardOpenOption.CREATE_NEW);
        return target;
    }

    private static void write(FileChannel file, byte[] bytes) throws IOException {
        final ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            file.write(left);
        }
    }
}
