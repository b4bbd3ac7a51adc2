package crucible.server.rest;

import static crucible.server.rest.FaceUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import crucible.server.security.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract says what the code does, and the code does what the contract says. */
class ContractTest {
    /** Routes for people and browsers, which are no part of the contract. */
    private static final Set<String> PAGES =
            Set.of("/", "/docs", "/docs/docs.js", "/webjars/{library}/{path*}", "/{path*}");

    private static final JsonNode CONTRACT = contract();

    private FaceUnderTest server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new FaceUnderTest(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode contract() {
        try (InputStream in = ContractTest.class.getResourceAsStream("openapi.yaml")) {
            return YAMLMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyRouteIsInTheContractAndViceVersa() {
        final Set<String> routed = new TreeSet<>();
        final HttpFace.Parts parts = new HttpFace.Parts(
                server.arena, server.control, () -> new byte[0], null, server.idempotency, () -> null);
        for (Route route : HttpFace.routes(parts, 200)) {
            if (!PAGES.contains(route.template())) {
                routed.add(route.method().toLowerCase(java.util.Locale.ROOT) + " " + route.template());
            }
        }
        final Set<String> promised = new TreeSet<>();
        for (String path : CONTRACT.path("paths").propertyNames()) {
            for (String method : CONTRACT.path("paths").path(path).propertyNames()) {
                if (!method.equals("parameters")) {
                    promised.add(method + " " + path);
                }
            }
        }
        assertThat(routed).isEqualTo(promised);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/arena",
        "/api/v1/agents",
        "/api/v1/agents/{id}",
        "/api/v1/agents/{id}/trades",
        "/api/v1/agents/{id}/orders",
        "/api/v1/agents/{id}/equity",
        "/api/v1/agents/{id}/verdicts",
        "/api/v1/agents/{id}/blueprint",
        "/api/v1/agents/{id}/lineage",
        "/api/v1/elite",
        "/api/v1/trials",
        "/api/v1/venues",
        "/api/v1/instruments",
        "/api/v1/costs",
        "/health/live",
        "/health/ready",
    })
    void anAnswerIsAsTheContractPromises(String path) {
        for (String id : path.contains("{id}") ? List.of("0", "2", "4") : List.of("")) {
            final HttpResponse<String> answer = server.get(path.replace("{id}", id), Role.VIEWER);
            assertThat(answer.statusCode()).isEqualTo(200);
            final JsonNode schema = CONTRACT.path("paths")
                    .path(path)
                    .path("get")
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            assertThat(compile(schema).validate(json(answer))).as(answer.body()).isEmpty();
        }
    }

    @Test
    void aProblemIsAsTheContractPromises() {
        final JsonNode schema = CONTRACT.path("components").path("schemas").path("Problem");
        for (String path :
                List.of("/api/v1/agents/999", "/api/v1/none", "/api/v1/agents?limit=0", "/api/v1/agents?x=1")) {
            final HttpResponse<String> answer = server.get(path, Role.VIEWER);
            assertThat(answer.statusCode()).isBetween(400, 404);
            assertThat(compile(schema).validate(json(answer))).as(answer.body()).isEmpty();
        }
    }

    /** A schema of the contract with everything it refers to. */
    private static Schema compile(JsonNode schema) {
        assertThat(schema.isObject()).isTrue();
        final ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", CONTRACT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    @Test
    void theContractAndItsReaderAreServed() {
        assertThat(server.get("/openapi.yaml", null).body()).startsWith("openapi: 3.1.0");
        assertThat(server.get("/docs", null).body()).contains("/webjars/swagger-ui/swagger-ui-bundle.js");
        for (String file : List.of(
                "/webjars/swagger-ui/swagger-ui-bundle.js",
                "/webjars/swagger-ui/swagger-ui.css",
                "/webjars/echarts/echarts.min.js",
                "/webjars/echarts/5.5.0/echarts.min.js",
                "/docs/docs.js")) {
            assertThat(server.get(file, null).statusCode()).as(file).isEqualTo(200);
        }
        for (String file : List.of(
                "/webjars/echarts/..%2f..%2fpom.properties", "/webjars/other/x.js", "/..%2flogback.xml", "/x.class")) {
            assertThat(server.get(file, null).statusCode()).as(file).isEqualTo(404);
        }
    }
}
