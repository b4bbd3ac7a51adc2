package crucible.server.parity;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs {@code crucible parity} in a process of its own, with this one's Java, flags and class path, the lowest priority,
 * its own heap, and the first to go where memory runs out. What it says besides the answer goes to {@code
 * parity/nightly.log} of the data directory.
 */
final class ParityProcess implements NightlyParity.Worker {
    private static final Logger LOG = LoggerFactory.getLogger(ParityProcess.class);
    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final List<String> OWN_FLAGS = List.of(
            "-Xmx", "-Xms", "-Xlog", "-XX:MaxHeap", "-XX:MaxRAM", "-agentlib", "-javaagent", "-Djava.io.tmpdir");

    private final Path dataDirectory;
    private final int heapMegabytes;
    private volatile boolean closed;
    private volatile Process running;

    ParityProcess(Path dataDirectory, int heapMegabytes) {
        this.dataDirectory = dataDirectory;
        this.heapMegabytes = heapMegabytes;
    }

    @Override
    public ParityNight run(Instant from, Instant to) {
        Path scratch = null;
        try {
            Files.createDirectories(dataDirectory.resolve("parity"));
            scratch = Files.createTempDirectory("crucible-parity-");
            return answer(from, to, scratch);
        } catch (IOException | JacksonException e) {
            return failed(from, to, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(from, to, "the server stopped");
        } finally {
            remove(scratch);
        }
    }

    private ParityNight answer(Instant from, Instant to, Path scratch) throws IOException, InterruptedException {
        final Path log = dataDirectory.resolve("parity").resolve("nightly.log");
        final Process process = new ProcessBuilder(command(from, to, scratch))
                .redirectError(log.toFile())
                .start();
        running = process;
        if (closed) {
            process.destroyForcibly();
        }
        process.getOutputStream().close();
        beFirstToGo(process);
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int code = process.waitFor();
        running = null;
        if (said.isBlank()) {
            return failed(from, to, "exit code " + code + ": " + lastLine(log));
        }
        final JsonNode answer = JsonMapper.shared().readTree(said);
        final Map<String, Long> differences = new TreeMap<>();
        answer.get("differences")
                .properties()
                .forEach(entry ->
                        differences.put(entry.getKey(), entry.getValue().longValue()));
        return new ParityNight(
                differences.isEmpty() ? ParityNight.Result.SAME : ParityNight.Result.DIFFERENT,
                from.toEpochMilli(),
                to.toEpochMilli(),
                System.currentTimeMillis(),
                answer.get("agents").size(),
                differences,
                words(answer));
    }

    private static String words(JsonNode answer) {
        final String compared = answer.get("agents").size() + " agents from "
                + answer.get("fromAt").stringValue() + " to "
                + answer.get("toAt").stringValue() + ", beginning at "
                + answer.get("startedFrom").stringValue();
        final JsonNode first = answer.get("first");
        return first.isEmpty() ? compared : compared + "; the first: " + first.get(0);
    }

    private List<String> command(Instant from, Instant to, Path scratch) {
        final List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.add(ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN_FLAGS.stream().noneMatch(flag::startsWith) && !flag.matches("-XX:\\+Use\\w+GC"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                "crucible.server.Main",
                "parity",
                "--data-dir",
                dataDirectory.toString(),
                "--from",
                from.toString(),
                "--to",
                to.toString(),
                "--json"));
        return command;
    }

    /** Where memory runs out the system ends this process, not the server. */
    private static void beFirstToGo(Process process) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj"), "800");
        } catch (IOException e) {
            LOG.debug("the process that compares keeps its rank where memory runs out: {}", e.toString());
        }
    }

    private static String lastLine(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .orElse("it said nothing");
        }
    }

    private static ParityNight failed(Instant from, Instant to, String why) {
        return new ParityNight(
                ParityNight.Result.FAILED,
                from.toEpochMilli(),
                to.toEpochMilli(),
                System.currentTimeMillis(),
                0,
                Map.of(),
                why);
    }

    private static void remove(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", folder, e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        final Process process = running;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
