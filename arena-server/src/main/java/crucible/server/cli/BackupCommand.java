package crucible.server.cli;

import crucible.server.journal.JournalCopy;
import crucible.server.journal.JournalReader;
import crucible.server.record.RecordCopy;
import crucible.server.record.RecordReader;
import crucible.server.snapshot.SnapshotSettings;
import crucible.server.snapshot.SnapshotStore;
import crucible.server.trials.TrialRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crucible backup}: one file that holds what a data directory needs to go on elsewhere. */
@Command(
        name = "backup",
        description = {
            "Writes the journal, up to its last whole record, the permanent record and the snapshots into one zip file."
                    + " Works beside a running server and checks every record on the way. Access tokens stay out unless"
                    + " they are asked for.",
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible backup --data-dir ./data --to crucible.zip"})
public final class BackupCommand implements Callable<Integer> {
    private static final String JOURNAL = "journal";
    private static final int ATTEMPTS = 5;
    private static final String PERMANENT = "permanent";
    private static final String SNAPSHOTS = "snapshots";
    private static final String TOKENS = "tokens";

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "the data directory")
    private Path dataDirectory;

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "the file to write; must not exist")
    private Path target;

    @Option(names = "--with-tokens", description = "also the hashes of the access tokens")
    private boolean withTokens;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(target)) {
            throw new IOException(target + " exists already; name a new file");
        }
        final Path beside = target.toAbsolutePath().getParent();
        Files.createDirectories(beside);
        final Path scratch = Files.createTempDirectory(beside, ".backup-");
        final JournalCopy copy;
        try {
            copy = copyAll(scratch);
            copyTrials(scratch);
            if (withTokens && Files.exists(dataDirectory.resolve(TOKENS))) {
                Files.copy(dataDirectory.resolve(TOKENS), scratch.resolve(TOKENS));
            }
            final Path unfinished = scratch.resolve("backup.zip");
            zip(scratch, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(scratch);
        }
        spec.commandLine()
                .getOut()
                .println("Wrote " + target + ": " + copy.nextSequence() + " is the next sequence, chain hash "
                        + copy.chainHash() + ".");
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Snapshots first: what is copied behind them then reaches at least as far as they do. */
    private JournalCopy copyAll(Path scratch) throws IOException {
        for (int attempt = 1; ; attempt++) {
            copyFiles(dataDirectory.resolve(SNAPSHOTS), Files.createDirectory(scratch.resolve(SNAPSHOTS)));
            copyRecord(scratch);
            final JournalCopy copy =
                    JournalCopy.take(dataDirectory.resolve(JOURNAL), Files.createDirectory(scratch.resolve(JOURNAL)));
            if (goesOn(scratch)) {
                return copy;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("the journal in " + dataDirectory
                        + " was pruned behind the snapshots while they were copied; try again");
            }
            for (String part : List.of(SNAPSHOTS, PERMANENT, JOURNAL)) {
                Folders.delete(scratch.resolve(part));
            }
        }
    }

    /** Whether the copy's journal begins at genesis, or before what its newest snapshot needs. */
    private static boolean goesOn(Path scratch) throws IOException {
        final long first;
        try (JournalReader reader = new JournalReader(scratch.resolve(JOURNAL))) {
            first = reader.firstSequence();
        }
        final List<SnapshotStore.Kept> snapshots =
                new SnapshotStore(SnapshotSettings.none(scratch.resolve(SNAPSHOTS))).newestFirst();
        return first == 0 || !snapshots.isEmpty() && snapshots.get(0).sequence() + 1 >= first;
    }

    /** It is only ever appended to: a copy beside a writer ends within a trial at worst. */
    private void copyTrials(Path scratch) throws IOException {
        final Path trials = new TrialRegistry(dataDirectory.resolve(TrialRegistry.FOLDER)).file();
        if (Files.exists(trials)) {
            final Path copy = new TrialRegistry(scratch.resolve(TrialRegistry.FOLDER)).file();
            Files.createDirectories(copy.getParent());
            Files.copy(trials, copy);
        }
    }

    private void copyRecord(Path scratch) throws IOException {
        final RecordCopy record =
                RecordCopy.take(dataDirectory.resolve(PERMANENT), Files.createDirectory(scratch.resolve(PERMANENT)));
        for (RecordReader.Damage damage : record.damage()) {
            spec.commandLine()
                    .getErr()
                    .println("crucible backup: the permanent record is damaged and copied as it is: " + damage.words());
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        final List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(file -> file.getFileName().toString().matches(".*\\.(snapshot|history)"))
                    .toList();
        }
        for (Path file : files) {
            try {
                Files.copy(file, to.resolve(file.getFileName()));
            } catch (NoSuchFileException e) {
                // Old snapshots are removed while the server runs; newer ones are in the list.
                Files.deleteIfExists(to.resolve(file.getFileName()));
            }
        }
    }

    private static void zip(Path folder, Path target) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/")));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
