package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentCommand;
import crucible.model.FeedSink;
import crucible.server.arena.Arena;
import crucible.server.arena.ArenaOnDisk;
import crucible.server.config.AdminSettings;
import crucible.server.rest.HttpFace;
import crucible.server.rest.Idempotency;
import crucible.server.security.Role;
import crucible.server.security.TokenStore;
import crucible.server.view.ArenaEvent;
import crucible.server.view.EventFeed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fills of a running server, explained by it and, after it has ended, from its journal. */
class FillsExplainTest {
    @TempDir
    private static Path folder;

    private static Arena arena;
    private static HttpFace face;
    private static Path tokenFile;
    private static List<ArenaEvent.Fill> fills;

    private record Said(int code, String out, String err) {
        JsonNode json() {
            assertThat(code).as(err).isZero();
            return JsonMapper.shared().readTree(out);
        }
    }

    /** A start in the middle: the journal is explained from the snapshot there. */
    @BeforeAll
    static void playAndServe() throws Exception {
        final ArenaOnDisk disk = new ArenaOnDisk(folder.resolve("data"), ArenaOnDisk.crowdedRules(12));
        final List<Consumer<FeedSink>> tape = ArenaOnDisk.tape(7, 2, 200);
        try (Arena first = disk.start(1)) {
            ArenaOnDisk.feed(first, tape, 0, 0.7);
        }
        arena = disk.start(2);
        try (EventFeed.Subscription told = arena.view().events().subscribe(1 << 20, () -> {})) {
            ArenaOnDisk.feed(arena, tape, 0.7, 1);
            arena.control()
                    .command(new AgentCommand("m", AgentCommand.Kind.PAUSE, 9_999, "ann", "a mark", "m", ""))
                    .get(60, TimeUnit.SECONDS);
            fills = told.take(1 << 20).stream()
                    .filter(ArenaEvent.Fill.class::isInstance)
                    .map(ArenaEvent.Fill.class::cast)
                    .toList();
            assertThat(told.takeDropped()).isZero();
        }
        final TokenStore tokens = TokenStore.open(folder.resolve("tokens"));
        tokenFile = Files.writeString(folder.resolve("viewer.token"), tokens.create(Role.VIEWER, "viewer") + "\n");
        face = HttpFace.start(
                AdminSettings.defaults().withPort(0),
                new HttpFace.Parts(
                        arena.view(),
                        arena.control(),
                        () -> new byte[0],
                        tokens,
                        new Idempotency(InstantSource.system()),
                        InstantSource.system()));
    }

    @AfterAll
    static void stop() {
        face.close();
        arena.close();
    }

    private static Said explain(String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = new CommandLine(new FillsExplainCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    private static Said ofServer(String id, String... more) {
        return explain(
                Stream.concat(Stream.of(id, "--url", face.url(), "--token-file", tokenFile.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static ArenaEvent.Fill one(boolean crowded) {
        final ArenaEvent.Fill found = fills.stream()
                .filter(fill -> fill.crowded() == crowded)
                .findFirst()
                .orElseThrow();
        return found;
    }

    private static String id(ArenaEvent.Fill fill) {
        return fill.agentId() + "-" + fill.sequence();
    }

    @Test
    void aRunningServersFillsComeOutTheSameWhenComputedAgainHere() {
        for (ArenaEvent.Fill fill : List.of(one(true), one(false), fills.get(fills.size() - 1))) {
            final JsonNode explained = ofServer(id(fill), "--json").json();
            assertThat(explained.path("agrees").booleanValue()).isTrue();
            assertThat(explained.path("crowded").booleanValue()).isEqualTo(fill.crowded());
            assertThat(explained.path("fill").path("instrument").stringValue()).isEqualTo(fill.instrument());
        }
        assertThat(ofServer(id(one(true))).out())
                .contains("Crowd:      crowded: all agents together had more than the bar's volume")
                .contains("Computed again: the same, to the last unit");
        assertThat(ofServer(id(one(false))).out()).contains("had no more than the bar's volume");
    }

    @Test
    void theJournalSaysTheSameOfTheSameFill() throws Exception {
        // Copied, since the server that writes it runs.
        final Path copy = folder.resolve("copy");
        assertThat(new CommandLine(new BackupCommand())
                        .execute("--data-dir", folder.resolve("data").toString(), "--to", folder + "/backup.zip"))
                .isZero();
        assertThat(new CommandLine(new RestoreCommand())
                        .execute("--from", folder + "/backup.zip", "--data-dir", copy.toString()))
                .isZero();
        for (boolean crowded : List.of(true, false)) {
            final String id = id(one(crowded));
            assertThat(explain(id, "--journal", copy.toString(), "--json").json())
                    .isEqualTo(ofServer(id, "--json").json());
        }
    }

    @Test
    void theAgentsOrdersSayTheSameAsTheEvents() {
        assertThat(fills).anyMatch(ArenaEvent.Fill::crowded).anyMatch(fill -> !fill.crowded());
        final long told = fills.stream().filter(ArenaEvent.Fill::crowded).count();
        long listed = 0;
        for (int agent = 0;
                arena.view()
                        .orders(agent, new crucible.server.view.Page.Request(10_000, Long.MAX_VALUE))
                        .isPresent();
                agent++) {
            listed += arena
                    .view()
                    .orders(agent, new crucible.server.view.Page.Request(10_000, Long.MAX_VALUE))
                    .orElseThrow()
                    .items()
                    .stream()
                    .flatMap(order -> order.fill().stream())
                    .filter(fill -> fill.timeMs() >= fills.get(0).timeMs())
                    .filter(fill -> fill.crowded().orElseThrow())
                    .count();
        }
        assertThat(listed).isGreaterThanOrEqualTo(told).isLessThan(2 * told);
    }

    @Test
    void whatTheServerRefusesIsSaidWithItsWords() throws Exception {
        final Path wrong = Files.writeString(folder.resolve("wrong.token"), "no such token\n");
        final Said refused = explain(id(one(true)), "--url", face.url(), "--token-file", wrong.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("answered 401");
        final Said unknown = ofServer("0-1");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no fill 0-1 among the newest that the server keeps");
    }
}
