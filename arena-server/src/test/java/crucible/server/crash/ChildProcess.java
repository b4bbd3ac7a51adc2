package crucible.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A process that tells how far it is, in lines of stdout that begin with {@link #MARK}, and never outlives
 * {@link #close()}.
 */
public final class ChildProcess implements AutoCloseable {
    /** What the lines begin with that are meant for the parent. */
    public static final String MARK = "@child ";

    private static final long PATIENCE_SECONDS = 60;
    private static final String GONE = "gone";
    private static final int KEPT_LINES = 100_000;
    private static final int SHOWN_LINES = 60;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** 128 and the number of the signal. */
    private static final int KILLED_EXIT = 137;

    private final Process process;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ArrayDeque<String> otherLines = new ArrayDeque<>();
    private final Thread reader;

    /** Starts {@code main} in a JVM of its own. */
    public ChildProcess(ChildImage image, Class<?> main, List<String> arguments) throws IOException {
        this(image.command(main, arguments));
    }

    /** Starts {@code main} in a JVM of its own, behind something that the shell does first. */
    public static ChildProcess behind(String shell, ChildImage image, Class<?> main, List<String> arguments)
            throws IOException {
        final List<String> command = new ArrayList<>(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
        command.addAll(image.command(main, arguments));
        return new ChildProcess(command);
    }

    private ChildProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .start();
        reader = new Thread(this::read, "child-output");
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
        if (line.startsWith(MARK)) {
            told.add(line.substring(MARK.length()));
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
    public String next() throws InterruptedException {
        final String next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next)
                .as("the child says something; it also said %s", otherLines())
                .isNotNull()
                .isNotEqualTo(GONE);
        return next;
    }

    /** What it said to nobody in particular: its newest lines. */
    public String otherLines() {
        synchronized (otherLines) {
            return otherLines.stream()
                    .skip(Math.max(0, otherLines.size() - SHOWN_LINES))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Whether it has said this to nobody in particular. */
    public boolean logged(String words) {
        synchronized (otherLines) {
            return otherLines.stream().anyMatch(line -> line.contains(words));
        }
    }

    /**
     * Ends it as {@code kill -9} does, after {@code delayMs} more, and waits until it is gone; false where it has ended by
     * itself.
     */
    public boolean kill(long delayMs) throws InterruptedException {
        if (!process.waitFor(delayMs, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return process.exitValue() == KILLED_EXIT;
    }

    /** Asks it to end, as {@code kill} does; {@link #exitCode} waits for it. */
    public void terminate() {
        process.destroy();
    }

    /** Does {@code work} while none of its threads gets any further: to it, all of that happens at once. */
    public void whileItStandsStill(Work work) throws IOException, InterruptedException {
        send("STOP");
        try {
            final long startNanos = System.nanoTime();
            while (!standsStill()) {
                assertThat(System.nanoTime() - startNanos)
                        .as("the child stands still; it said %s", otherLines())
                        .isLessThan(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
                LockSupport.parkNanos(LOOK_NANOS);
            }
            work.run();
        } finally {
            send("CONT");
        }
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Sends it this signal, after another that was sent before has arrived: two of one kind can become one. */
    public void signal(String name) throws IOException, InterruptedException {
        final Path pending = Path.of("/proc/" + process.pid() + "/status");
        while (Files.exists(pending) && Files.readString(pending).matches("(?s).*(Sig|Shd)Pnd:\\s*0*[1-9a-f].*")) {
            Thread.onSpinWait();
        }
        send(name);
    }

    /** Whether it was started by somebody who ignores the signal with this number, and so ignores it, too. */
    public boolean ignores(int number) throws IOException {
        final String mask = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(mask.substring(mask.indexOf(':') + 1).strip(), 16) >>> (number - 1) & 1) == 1;
    }

    private void send(String name) throws IOException, InterruptedException {
        final Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** A thread's state is the first field behind its name, which is in brackets and may hold anything. */
    private boolean standsStill() {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads) {
                final String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (DirectoryIteratorException | IOException e) {
            // A thread that ended meanwhile.
            return false;
        }
    }

    /** Waits until it has ended by itself, and all that it has said is read. */
    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the child ends; it said %s", otherLines())
                .isTrue();
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return process.exitValue();
    }

    /** What it said that nobody has asked for, its newest lines, and what it said to nobody in particular. */
    public String lastWords() {
        final List<String> left = new ArrayList<>();
        told.drainTo(left);
        left.remove(GONE);
        return String.join("\n", left) + "\n" + otherLines();
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
