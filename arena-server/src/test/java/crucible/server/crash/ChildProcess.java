package crucible.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.journal.Journal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link CrashChild} in a JVM of its own, which never outlives {@link #close()}. */
final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final String GONE = "gone";
    private static final int KEPT_LINES = 60;

    private final Process process;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ArrayDeque<String> otherLines = new ArrayDeque<>();
    private final Thread reader;

    ChildProcess(Path directory, Journal.Format format, CrashTape tape) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--") || flag.startsWith("-Dchronicle") || flag.startsWith("-XX:+Ign"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(CrashChild.class.getName());
        command.addAll(List.of(
                directory.toString(), format.name(), Long.toString(tape.seed()), Integer.toString(tape.live())));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .start();
        reader = new Thread(this::read, "crash-child-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            take(e.toString());
        }
        told.add(GONE);
    }

    private void take(String line) {
        if (line.startsWith(CrashChild.MARK)) {
            told.add(line.substring(CrashChild.MARK.length()));
        } else {
            synchronized (otherLines) {
                otherLines.add(line);
                if (otherLines.size() > KEPT_LINES) {
                    otherLines.remove();
                }
            }
        }
    }

    /** What it says next; fails where it has ended or says nothing for a long time. */
    String next() throws InterruptedException {
        final String next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        synchronized (otherLines) {
            assertThat(next)
                    .as("the child says something; it also said %s", String.join("\n", otherLines))
                    .isNotNull()
                    .isNotEqualTo(GONE);
        }
        return next;
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    /** Waits until it has ended by itself. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
