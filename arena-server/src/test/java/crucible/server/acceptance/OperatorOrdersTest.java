package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.model.AgentCommand;
import crucible.model.Verdict;
import crucible.runtime.event.EventKind;
import crucible.server.host.TournamentHost;
import crucible.server.security.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator at a running demo. */
class OperatorOrdersTest {
    private static final String BECAUSE = "{\"reason\":\"a rehearsal of the operator\"}";

    /** Nobody among the agents that the orders are about dies by himself before, however long this test takes. */
    private static final long BOUNDARIES = 800;

    @TempDir
    private Path directory;

    @Test
    void ordersTakeEffectWithinOneBarAndRefusalsSayWhy() throws Exception {
        final long killed;
        final long promoted;
        try (ReplayVenue venue = Rehearsal.venue(20_000, BOUNDARIES);
                TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 2))) {
            final Caller operator = new Caller(host.url(), host.createToken(Role.OPERATOR));
            final Caller viewer = new Caller(host.url(), host.createToken(Role.VIEWER));
            final Caller stranger = new Caller(host.url(), "crucible_operator_" + "x".repeat(43));
            Rehearsal.awaitBoundary(host, 30);

            killed = applied(operator.post("/api/v1/agents/3/kill", "key-1", BECAUSE), 3, "TERMINATED");
            promoted = applied(operator.post("/api/v1/agents/4/promote", null, BECAUSE), 4, "PROMOTED");
            Rehearsal.awaitBoundary(host, 60);

            final Caller.Answer again = operator.post("/api/v1/agents/3/kill", "key-1", BECAUSE);
            assertThat(applied(again, 3, "TERMINATED"))
                    .as("the first answer again")
                    .isEqualTo(killed);
            problem(operator.post("/api/v1/agents/3/kill", "key-1", "{\"reason\":\"another\"}"), 422);
            problem(operator.post("/api/v1/agents/3/kill", null, BECAUSE), 409);
            problem(operator.post("/api/v1/agents/3/promote", null, BECAUSE), 409);
            problem(operator.post("/api/v1/agents/987654/kill", null, BECAUSE), 404);
            problem(viewer.get("/api/v1/agents/987654"), 404);
            problem(operator.post("/api/v1/agents/5/kill", null, "{}"), 422);
            problem(operator.post("/api/v1/agents/5/kill", null, "{\"reason\":\"  \"}"), 422);
            problem(viewer.post("/api/v1/agents/5/kill", null, BECAUSE), 403);
            problem(stranger.post("/api/v1/agents/5/kill", null, BECAUSE), 401);
            problem(stranger.get("/api/v1/agents"), 401);

            final JsonNode dead = viewer.get("/api/v1/agents/3").json();
            assertThat(dead.get("state").stringValue()).isEqualTo("TERMINATED");
            assertThat(dead.get("death").get("cause").stringValue()).isEqualTo("OPERATOR");
            assertThat(viewer.get("/api/v1/agents/4").json().get("promotedBy").stringValue())
                    .isEqualTo("OPERATOR");
            assertThat(viewer.get("/api/v1/agents/5").json().get("state").stringValue())
                    .isNotEqualTo("TERMINATED");
        }
        journaledWithinOneBar(killed, 3, AgentCommand.Kind.KILL, Verdict.Kind.TERMINATE);
        journaledWithinOneBar(promoted, 4, AgentCommand.Kind.PROMOTE, Verdict.Kind.PROMOTE);
        assertThat(Rehearsal.replay(directory, 1).newest())
                .isEqualTo(Rehearsal.replay(directory, 4).newest());
    }

    @Test
    void anOrderThatIsSentAgainAfterARestartGetsItsFirstAnswer() throws Exception {
        final String paused;
        final String refused;
        try (ReplayVenue venue = Rehearsal.venue(20_000, BOUNDARIES)) {
            try (TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 2))) {
                final Caller operator = new Caller(host.url(), host.createToken(Role.OPERATOR));
                Rehearsal.awaitBoundary(host, 10);
                paused = answer(operator.post("/api/v1/agents/3/pause", "key-1", BECAUSE), 200);
                refused = answer(operator.post("/api/v1/agents/4/resume", "key-2", BECAUSE), 409);
            }
            try (TournamentHost host = TournamentHost.start(Rehearsal.plan(venue, directory, 1))) {
                final Caller operator = new Caller(host.url(), host.createToken(Role.OPERATOR));
                assertThat(answer(operator.post("/api/v1/agents/3/pause", "key-1", BECAUSE), 200))
                        .isEqualTo(paused);
                assertThat(answer(operator.post("/api/v1/agents/4/resume", "key-2", BECAUSE), 409))
                        .isEqualTo(refused);
                problem(operator.post("/api/v1/agents/3/pause", "key-1", "{\"reason\":\"another\"}"), 422);
                problem(operator.post("/api/v1/agents/3/pause", "key-3", BECAUSE), 409);
            }
        }
        assertThat(Journal.rare(directory, EventKind.COMMAND, AgentCommand.class))
                .extracting(entry -> entry.content().idempotencyKey())
                .containsExactly("key-1", "key-2", "key-3");
    }

    private static String answer(Caller.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static long applied(Caller.Answer answer, int agentId, String state) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("agentId").intValue()).isEqualTo(agentId);
        assertThat(answer.json().get("state").stringValue()).isEqualTo(state);
        return answer.json().get("sequence").longValue();
    }

    private static void problem(Caller.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        final JsonNode problem = answer.json();
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("type").stringValue()).startsWith("/problems/");
        assertThat(problem.get("title").stringValue()).isNotBlank();
        assertThat(problem.get("detail").stringValue()).isNotBlank();
    }

    /** The order is in the journal with who and why, and its verdict follows with at most one boundary between. */
    private void journaledWithinOneBar(long sequence, int agentId, AgentCommand.Kind order, Verdict.Kind effect) {
        final AgentCommand command = Journal.rare(directory, EventKind.COMMAND, AgentCommand.class).stream()
                .filter(entry -> entry.sequence() == sequence)
                .findFirst()
                .orElseThrow()
                .content();
        assertThat(command.kind()).isEqualTo(order);
        assertThat(command.agentId()).isEqualTo(agentId);
        assertThat(command.actor()).startsWith("operator");
        assertThat(command.reason()).isEqualTo("a rehearsal of the operator");
        final List<Journal.Entry<Verdict>> verdicts = Journal.rare(directory, EventKind.VERDICT, Verdict.class).stream()
                .filter(entry -> entry.content().agentId() == agentId
                        && entry.content().authority() == Verdict.Authority.OPERATOR)
                .toList();
        assertThat(verdicts).hasSize(1);
        assertThat(verdicts.get(0).content().kind()).isEqualTo(effect);
        assertThat(Journal.boundaries(directory))
                .filteredOn(boundary ->
                        boundary > sequence && boundary < verdicts.get(0).sequence())
                .hasSizeLessThanOrEqualTo(1);
    }
}
