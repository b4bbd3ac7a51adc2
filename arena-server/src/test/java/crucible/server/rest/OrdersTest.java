package crucible.server.rest;

import static crucible.server.rest.FaceUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentCommand;
import crucible.model.AgentState;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.server.security.Role;
import crucible.server.view.CommandResult;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdersTest {
    private static final String REASON = "{\"reason\":\"it burns money\"}";
    private static final String KILL = "/api/v1/agents/3/kill";

    private FaceUnderTest server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new FaceUnderTest(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"kill,KILL", "promote,PROMOTE", "pause,PAUSE", "resume,RESUME", "acknowledge,ACKNOWLEDGE"})
    void anOrderReachesTheArenaWithWhoAndWhy(String verb, AgentCommand.Kind kind) {
        final HttpResponse<String> answer = server.post("/api/v1/agents/3/" + verb, REASON, Role.OPERATOR);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"agentId\":3,\"state\":\"TERMINATED\",\"sequence\":101}");
        final AgentCommand command = server.control.commands.get(0);
        assertThat(command.kind()).isEqualTo(kind);
        assertThat(command.agentId()).isEqualTo(3);
        assertThat(command.actor()).isEqualTo("the-operator");
        assertThat(command.reason()).isEqualTo("it burns money");
        assertThat(answer.headers().firstValue("X-Request-Id")).contains(command.requestId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                          | 422 | reason-required",
                "{\"reason\":\"  \"}         | 422 | reason-required",
                "{\"reason\":5}              | 422 | reason-required",
                "{\"reason\":\"a\",\"x\":1}  | 422 | unknown-field",
                "{\"reason\":\"a\"           | 400 | malformed-request",
                "[]                          | 400 | malformed-request",
                "{\"reason\":\"a\"} {}       | 400 | malformed-request",
            })
    void aBadBodyIsRefusedByAProblem(String body, int status, String type) {
        final HttpResponse<String> answer = server.post(KILL, body, Role.OPERATOR);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("type").stringValue()).isEqualTo("/problems/" + type);
        assertThat(json(answer).path("status").intValue()).isEqualTo(status);
        assertThat(json(answer).path("instance").stringValue()).isEqualTo(KILL);
        assertThat(json(answer).path("detail").stringValue()).isNotBlank();
        assertThat(json(answer).path("title").stringValue()).isNotBlank();
        assertThat(server.control.commands).isEmpty();
    }

    @Test
    void theStateForbidsTheAgentIsUnknownOrTheArenaHasStopped() {
        assertThat(server.post("/api/v1/agents/10/kill", REASON, Role.OPERATOR).statusCode())
                .isEqualTo(409);
        final HttpResponse<String> unknown = server.post("/api/v1/agents/15/kill", REASON, Role.OPERATOR);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).path("type").stringValue()).isEqualTo("/problems/unknown-agent");
        assertThat(json(unknown).path("detail").stringValue()).isEqualTo("there is no agent 15");
        assertThat(server.post("/api/v1/agents/x/kill", REASON, Role.OPERATOR).statusCode())
                .isEqualTo(404);
        assertThat(server.post("/api/v1/agents/12/kill", REASON, Role.OPERATOR).statusCode())
                .isEqualTo(503);
    }

    @Test
    void otherContentIsUnsupported() {
        final HttpRequest request = server.request(KILL, server.tokens.get(Role.OPERATOR))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(REASON))
                .build();
        assertThat(server.send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        final String answer = server.raw("POST " + KILL + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + "application/json\r\nContent-Length: " + (ConnectionSetup.MOST_BODY_BYTES + 1) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("body-too-large");
    }

    @Test
    void theSameKeyGivesTheFirstAnswerOnce() {
        final HttpResponse<String> first = server.post(KILL, REASON, Role.OPERATOR, "Idempotency-Key", "k1");
        final HttpResponse<String> again = server.post(KILL, REASON, Role.OPERATOR, "Idempotency-Key", "k1");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(server.control.commands).hasSize(1);
        assertThat(server.control.commands.get(0).idempotencyKey()).isEqualTo("k1");
    }

    @Test
    void anotherRequestUnderAKeyIsRefused() {
        server.post(KILL, REASON, Role.OPERATOR, "Idempotency-Key", "k1");
        final String other = "{\"reason\":\"another\"}";
        assertThat(server.post(KILL, other, Role.OPERATOR, "Idempotency-Key", "k1")
                        .statusCode())
                .isEqualTo(422);
        assertThat(server.post("/api/v1/agents/4/kill", REASON, Role.OPERATOR, "Idempotency-Key", "k1")
                        .statusCode())
                .isEqualTo(422);
        assertThat(server.control.commands).hasSize(1);
    }

    @Test
    void aKeyIsFreeAgainAfterADay() {
        server.post(KILL, REASON, Role.OPERATOR, "Idempotency-Key", "k1");
        server.nowMs.addAndGet(24 * 3_600_000L);
        server.post(KILL, REASON, Role.OPERATOR, "Idempotency-Key", "k1");
        assertThat(server.control.commands).hasSize(2);
    }

    @Test
    void aKeyFromBeforeARestartGivesTheFirstAnswer() {
        server.post(KILL, REASON, Role.OPERATOR, "Idempotency-Key", "k1");
        final AgentCommand before = server.control.commands.get(0);
        final Idempotency restarted = new Idempotency(() -> java.time.Instant.ofEpochMilli(server.nowMs.get()));
        restarted.load(
                before.requestId(),
                before.idempotencyKey(),
                before.bodyDigest(),
                server.nowMs.get(),
                new CommandResult.Applied(3, AgentState.TERMINATED, 101));
        final Idempotency.Entry entry = restarted.once("other", "k1", before.bodyDigest(), () -> {
            throw new AssertionError("given twice");
        });
        assertThat(entry.result()).isCompletedWithValue(new CommandResult.Applied(3, AgentState.TERMINATED, 101));
    }

    @Test
    void anOrderThatTakesLongIsToldWhereToAsk() {
        final HttpResponse<String> answer = server.post("/api/v1/agents/11/kill", REASON, Role.OPERATOR);
        assertThat(answer.statusCode()).isEqualTo(202);
        final String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(json(server.get(location, Role.VIEWER)).path("status").stringValue())
                .isEqualTo("pending");
        server.control.late.complete(new CommandResult.Applied(11, AgentState.TERMINATED, 300));
        assertThat(server.get(location, Role.VIEWER).body())
                .isEqualTo("{\"agentId\":11,\"state\":\"TERMINATED\",\"sequence\":300}");
    }

    @Test
    void aBlueprintIsBroughtToLifeFromJsonAndYaml() {
        final String blueprint = BlueprintCodec.toJson(FakeArena.founder());
        final HttpResponse<String> json =
                server.post("/api/v1/agents", "{\"reason\":\"try\",\"blueprint\":" + blueprint + "}", Role.OPERATOR);
        assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
        final HttpRequest yaml = server.request("/api/v1/agents", server.tokens.get(Role.OPERATOR))
                .header("Content-Type", "application/yaml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("reason: try\nblueprint: " + blueprint + "\n"))
                .build();
        final HttpResponse<String> second = server.send(yaml);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(server.control.spawns)
                .hasSize(2)
                .allSatisfy(spawn -> assertThat(spawn.blueprint()).isEqualTo(FakeArena.founder()));
    }

    @Test
    void aBadBlueprintIsRefusedWithItsPath() {
        final HttpResponse<String> answer =
                server.post("/api/v1/agents", "{\"reason\":\"try\",\"blueprint\":{\"name\":\"x\"}}", Role.OPERATOR);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("type").stringValue()).isEqualTo("/problems/blueprint-refused");
        assertThat(server.control.spawns).isEmpty();
    }
}
