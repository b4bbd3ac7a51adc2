package crucible.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code crucible restore}: makes a data directory of what {@link BackupCommand} wrote. */
@Command(
        name = "restore",
        description = "Makes a data directory of a backup. The directory must be empty or not exist yet.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible restore --from crucible.zip --data-dir ./data"})
public final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "FILE", description = "the backup")
    private Path backup;

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "the directory to fill")
    private Path dataDirectory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(backup)) {
            throw new IOException(backup + ": there is no such file");
        }
        Files.createDirectories(dataDirectory);
        try (Stream<Path> present = Files.list(dataDirectory)) {
            if (present.findAny().isPresent()) {
                throw new IOException(dataDirectory + " is not empty; name another directory");
            }
        }
        final int files = unpack(dataDirectory.toAbsolutePath().normalize());
        if (files == 0) {
            throw new IOException(backup + " is no backup: it holds no files");
        }
        spec.commandLine()
                .getOut()
                .println("Restored " + files + " files into " + dataDirectory
                        + ". Check them with: crucible journal verify" + " --journal " + dataDirectory);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int unpack(Path folder) throws IOException {
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(backup))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder) || file.equals(folder) || entry.isDirectory()) {
                    throw new IOException(backup + " is no backup: it has the entry " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                files++;
            }
        }
        return files;
    }
}
