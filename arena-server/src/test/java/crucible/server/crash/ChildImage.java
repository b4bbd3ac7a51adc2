package crucible.server.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/**
 * How child processes are started fast: the class path as jars, and an archive of the classes that a child loads, which the
 * JVM maps instead of reading, checking and linking five thousand of them. Without it every start costs twice the time.
 */
public final class ChildImage {
    private static final long ARCHIVED_WITHIN_SECONDS = 120;

    private final Path archive;
    private final String classPath;

    /** Packs this JVM's own class path into {@code folder}; there is no archive before {@link #archive}. */
    public ChildImage(Path folder) {
        final List<String> jars = new ArrayList<>();
        final String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : own.split(File.pathSeparator)) {
            jars.add(Files.isDirectory(Path.of(entry)) ? packed(Path.of(entry), folder, jars.size()) : entry);
        }
        classPath = String.join(File.pathSeparator, jars);
        archive = folder.resolve("classes.jsa");
    }

    private static String packed(Path classes, Path folder, int number) {
        final String jar = folder.resolve(number + ".jar").toString();
        final int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--no-compress", "--file", jar, "-C", classes.toString(), ".");
        if (exit != 0) {
            throw new IllegalStateException("jar of " + classes + " ends with " + exit);
        }
        return jar;
    }

    /** Lets a child run to its end and keeps what it loaded. A JVM that cannot is no error: children start slowly then. */
    public ChildImage archive(Class<?> main, List<String> arguments) throws InterruptedException {
        final List<String> command = command("-XX:ArchiveClassesAtExit=" + archive, main, arguments);
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(ARCHIVED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end of " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The command that starts {@code main} in a JVM of its own. */
    List<String> command(Class<?> main, List<String> arguments) {
        return command(Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto", main, arguments);
    }

    private List<String> command(String sharing, Class<?> main, List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dchronicle") || flag.startsWith("-XX:+Ign"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:cds=off", sharing));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return command;
    }
}
