package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.server.arena.DigestLog;
import crucible.server.arena.EngineSettings;
import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import crucible.server.host.Daemon;
import crucible.server.host.ExitCodes;
import crucible.server.host.HostPlan;
import crucible.server.journal.Journal.Format;
import crucible.server.mode.DiskLimits;
import crucible.server.mode.Limits;
import crucible.server.mode.ModeSettings;
import crucible.server.snapshot.SnapshotSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A server as a process of its own on a disk that is nearly too small for it, and what it has told the world: every state
 * that it has shown must be in its journal, whatever happens to it.
 */
final class SmallServer implements AutoCloseable {
    static final long MIB = 1 << 20;
    static final DiskLimits LIMITS = new DiskLimits(16 * MIB, 4 * MIB);

    /** A slow machine is no trouble that these tests are about. */
    static final Limits OTHER_LIMITS = new Limits(600_000, 3_600_000, 1);

    /**
     * A queue grows by 1.2 MB a second then, whatever the machine: a look at the disk comes many times while the room
     * shrinks from one limit to the next, and a disk lasts longer than a test.
     */
    private static final double SPEED = 50_000;

    private static final String PAGE = "Crucible runs; its page is ";

    private final ChildImage image;
    private final ReplayVenue venue;
    private final Path directory;
    private final Format format;
    private final Map<Long, String> shown = new TreeMap<>();
    private ChildProcess child;
    private String token = "";
    private Caller caller;
    private String url = "";
    private String shell = ":";

    SmallServer(ChildImage image, ReplayVenue venue, Path directory, Format format) {
        this.image = image;
        this.venue = venue;
        this.directory = directory;
        this.format = format;
    }

    /** The process. Arguments: addresses of streams and REST, data directory, format. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            final HostPlan plan = Rehearsal.plan(arguments[0], arguments[1], Path.of(arguments[2]), 1);
            final EngineSettings engine = EngineSettings.defaults(
                            plan.engine().journal().withFormat(Format.valueOf(arguments[3])))
                    .withSnapshots(new SnapshotSettings(plan.dataDirectory().resolve("snapshots"), 20, 2, 30));
            final PrintWriter out = new Marked();
            int code;
            try {
                code = Daemon.run(
                        new HostPlan(
                                plan.rules(),
                                engine,
                                new ModeSettings(LIMITS, OTHER_LIMITS),
                                plan.feed(),
                                plan.admin(),
                                plan.dataDirectory(),
                                plan.mode(),
                                plan.beginMs(),
                                plan.note()),
                        host -> {},
                        out,
                        out);
            } catch (IOException | RuntimeException e) {
                out.println("crucible: " + e.getMessage());
                code = ExitCodes.FAILED;
            }
            System.exit(code);
        }
    }

    /** Marks every line for the parent. */
    private static final class Marked extends PrintWriter {
        Marked() {
            super(System.out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            super.println(ChildProcess.MARK + line);
        }
    }

    /** What it trades at. */
    static ReplayVenue venue() {
        return Rehearsal.venue(SPEED, Long.MAX_VALUE);
    }

    private void launch() throws IOException {
        final List<String> arguments = List.of(venue.wsUrl(), venue.restUrl(), directory.toString(), format.name());
        child = ChildProcess.behind(shell, image, Child.class, arguments);
    }

    /** From the next start on the shell does this first. */
    void behind(String newShell) {
        shell = newShell;
    }

    /** Where its face is. */
    URI address() {
        return URI.create(url);
    }

    /** Starts it and waits until its face answers. */
    void start() throws IOException, InterruptedException {
        launch();
        final String first = child.next();
        assertThat(first).as("first line; then %s", child.otherLines()).startsWith(PAGE);
        url = first.substring(PAGE.length(), first.length() - 1);
        if (token.isEmpty()) {
            child.next();
            token = child.next().strip();
            child.next();
        }
        caller = new Caller(url, token);
    }

    /** Starts it where it cannot, and answers what it says and its exit code. */
    String startInVain() throws IOException, InterruptedException {
        launch();
        return child.next() + " (exit code " + child.exitCode() + ")";
    }

    /** What it shows now; noted down. */
    JsonNode look() {
        try {
            final JsonNode arena = caller.get("/api/v1/arena").json();
            if (arena.get("stateDigest").isString()) {
                shown.put(
                        arena.get("stateDigestSequence").longValue(),
                        arena.get("stateDigest").stringValue());
            }
            return arena;
        } catch (IOException e) {
            throw new IllegalStateException(child.otherLines(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The event whose effects it shows. */
    long sequence() {
        return look().get("sequence").longValue();
    }

    /** Waits until it shows what came {@code events} later than now, and a digest. */
    void goesOn(long events) {
        Await.progress("the server goes on", this::sequence, sequence() + events);
        Await.until("it shows a digest", () -> look().get("stateDigest").isString());
    }

    /** Reasons that {@code /health/ready} gives; empty where it is ready. */
    String troubles() {
        try {
            final Caller.Answer answer = caller.get("/health/ready");
            return answer.status() == 200 ? "" : answer.json().get("reasons").toString();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(child.otherLines(), e);
        }
    }

    /** The line of its metrics that begins so. */
    String metric(String start) throws IOException, InterruptedException {
        return caller.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("");
    }

    /** Does {@code work} while none of its threads gets any further: to it, all of that happens at once. */
    void whileItStandsStill(ChildProcess.Work work) throws IOException, InterruptedException {
        child.whileItStandsStill(work);
    }

    /** What it said last of all, once it has ended. */
    String lastWords() {
        return child.lastWords();
    }

    /** What it says next. */
    String says() throws InterruptedException {
        return child.next();
    }

    /** Waits until it has ended. */
    int exitCode() throws InterruptedException {
        return child.exitCode();
    }

    /** Asks it to stop, and answers its exit code. */
    int stop() throws InterruptedException {
        child.terminate();
        return child.exitCode();
    }

    /** Every state that was ever shown is one that its journal leads to, and every bar is there once. */
    void nothingIsLost() {
        final DigestLog replayed = Rehearsal.replay(directory, 2);
        final Map<Long, String> digests = new TreeMap<>();
        replayed.entries().forEach(entry -> digests.put(entry.sequence(), entry.digest()));
        assertThat(shown).isNotEmpty();
        assertThat(digests).containsAllEntriesOf(shown);
        Journal.everyBarIsThereOnceOrAGap(directory, Rehearsal.SYMBOLS);
    }

    /** What it logged, the newest lines. */
    String log() {
        return child.otherLines();
    }

    /** Whether it has logged this since its start. */
    boolean logged(String words) {
        return child.logged(words);
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
