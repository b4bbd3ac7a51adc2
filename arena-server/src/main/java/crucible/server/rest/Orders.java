package crucible.server.rest;

import crucible.server.rest.Route.Call;
import crucible.server.view.CommandResult;
import crucible.server.view.VenueSilent;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What all operators' orders share: who reads their bodies, when they are answered, and what with. */
final class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final int MOST_REASON = 500;
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> YAML_TYPES =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    private final Idempotency idempotency;
    private final long patienceMs;

    /** @param patienceMs how long a caller waits for an order to be applied before it gets a 202 */
    Orders(Idempotency idempotency, long patienceMs) {
        this.idempotency = idempotency;
        this.patienceMs = patienceMs;
    }

    /** Gives an order, once under its key, and answers when it is applied, or that it will be. */
    CompletableFuture<Answer> give(
            Call call, String key, String digest, Supplier<CompletableFuture<CommandResult>> order) {
        return answer(call, idempotency.once(call.request().id(), key, digest, order));
    }

    /** What became of an order that was told to come later. */
    CompletableFuture<Answer> status(Call call) {
        call.request().allowQuery();
        final String id = call.parameters().get("requestId");
        final Idempotency.Entry entry =
                idempotency.find(id).orElseThrow(() -> Problem.notFound("there is no order " + id));
        if (!entry.result().isDone()) {
            return CompletableFuture.completedFuture(Reply.json(Map.of("requestId", id, "status", "pending")));
        }
        return entry.result().handle((result, failure) -> reply(call, result, failure));
    }

    private CompletableFuture<Answer> answer(Call call, Idempotency.Entry entry) {
        final CompletableFuture<CommandResult> patient =
                entry.result().copy().orTimeout(patienceMs, TimeUnit.MILLISECONDS);
        return patient.handle((result, failure) -> {
            if (failure != null && !entry.result().isDone()) {
                final String location = ReadRoutes.API + "/commands/" + entry.requestId();
                return Reply.json(
                        202,
                        Map.of("requestId", entry.requestId(), "status", "pending"),
                        Map.of(HttpHeaderNames.LOCATION.toString(), location));
            }
            return reply(call, result, failure);
        });
    }

    private static Answer reply(Call call, CommandResult result, Throwable failure) {
        if (failure != null) {
            final Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof VenueSilent) {
                return Problem.unavailable("venue-unreachable", cause.getMessage())
                        .toReply(call.request().path());
            }
            LOG.warn("order {} was not applied: {}", call.request().id(), failure.toString());
            return Problem.unavailable("arena-stopped", "the arena has stopped and takes no orders")
                    .toReply(call.request().path());
        }
        final String path = call.request().path();
        return result.visit(new CommandResult.Visitor<>() {
            @Override
            public Answer applied(CommandResult.Applied applied) {
                return Reply.json(applied);
            }

            @Override
            public Answer conflict(CommandResult.Conflict conflict) {
                return Problem.conflict(conflict.reason()).toReply(path);
            }

            @Override
            public Answer notFound(CommandResult.NotFound notFound) {
                final String instrument = call.parameters().get("instrument");
                return (instrument == null
                                ? Problem.unknownAgent(call.parameters().get("id"))
                                : Problem.notFound("there is no instrument " + instrument))
                        .toReply(path);
            }

            @Override
            public Answer listed(CommandResult.Listed listed) {
                return Reply.json(listed);
            }

            @Override
            public Answer refused(CommandResult.Refused refused) {
                return Problem.unprocessable(refused.type(), refused.detail())
                        .with("near", refused.near())
                        .toReply(path);
            }
        });
    }

    /** The body, an object. */
    static JsonNode body(Request request, boolean yamlToo) {
        final String type = request.header(HttpHeaderNames.CONTENT_TYPE)
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("none");
        final boolean yaml = yamlToo && YAML_TYPES.contains(type);
        if (!yaml && !type.equals("application/json")) {
            throw Problem.unsupportedType(yamlToo ? "application/json, application/yaml" : "application/json", type);
        }
        final JsonNode node;
        try {
            node = (yaml ? YAML : JSON).readTree(request.body());
        } catch (JacksonException e) {
            final String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw Problem.malformed(
                    "the body is not " + (yaml ? "YAML" : "JSON") + where + ": " + oneLine(e.getOriginalMessage()));
        }
        if (node == null || !node.isObject()) {
            throw Problem.malformed("the body is an object with a reason");
        }
        return node;
    }

    static void refuseUnknown(JsonNode body, String... allowed) {
        for (String name : body.propertyNames()) {
            if (!List.of(allowed).contains(name)) {
                throw Problem.unprocessable(
                        "unknown-field", "the body has " + String.join(", ", allowed) + ", but also had " + name);
            }
        }
    }

    /** Why, as every order says. */
    static String reason(JsonNode body) {
        final JsonNode node = body.get("reason");
        if (node == null || !node.isString() || node.stringValue().isBlank()) {
            throw Problem.unprocessable("reason-required", "reason is a text that is not blank: it is journaled");
        }
        final String reason = node.stringValue().strip();
        if (reason.length() > MOST_REASON) {
            throw Problem.unprocessable(
                    "reason-too-long", "reason has at most " + MOST_REASON + " characters, but had " + reason.length());
        }
        return reason;
    }

    /** The Idempotency-Key; empty where there is none. */
    static String key(Request request) {
        final String key = request.header("Idempotency-Key").orElse("").strip();
        if (key.length() > 128 || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Problem.malformed("Idempotency-Key has at most 128 visible ASCII characters");
        }
        return key;
    }

    /** What tells one request from another: its path and its body. */
    static String digest(Request request) {
        try {
            final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((request.method() + " " + request.path() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(request.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** For the log. */
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
