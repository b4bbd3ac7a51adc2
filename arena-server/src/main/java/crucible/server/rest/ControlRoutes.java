package crucible.server.rest;

import crucible.model.AgentCommand;
import crucible.model.Blueprint;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.dsl.BlueprintRefused;
import crucible.server.rest.Route.Call;
import crucible.server.view.ArenaControl;
import crucible.server.view.SpawnRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Operators' orders. Each names a reason, is given once per Idempotency-Key and answered when it has been applied. */
final class ControlRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoutes.class);
    private final ArenaControl control;
    private final Orders orders;

    ControlRoutes(ArenaControl control, Orders orders) {
        this.control = control;
        this.orders = orders;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", ReadRoutes.API + "/agents", Access.OPERATOR, this::spawn),
                command("kill", AgentCommand.Kind.KILL),
                command("promote", AgentCommand.Kind.PROMOTE),
                command("pause", AgentCommand.Kind.PAUSE),
                command("resume", AgentCommand.Kind.RESUME),
                command("acknowledge", AgentCommand.Kind.ACKNOWLEDGE),
                new Route("GET", ReadRoutes.API + "/commands/{requestId}", Access.VIEWER, orders::status));
    }

    private Route command(String verb, AgentCommand.Kind kind) {
        return new Route("POST", ReadRoutes.API + "/agents/{id}/" + verb, Access.OPERATOR, call -> command(call, kind));
    }

    private CompletableFuture<Answer> command(Call call, AgentCommand.Kind kind) {
        call.request().allowQuery();
        final int agentId = ReadRoutes.agentId(call);
        final JsonNode body = Orders.body(call.request(), false);
        Orders.refuseUnknown(body, "reason");
        final String reason = Orders.reason(body);
        final String key = Orders.key(call.request());
        final String digest = Orders.digest(call.request());
        final AgentCommand command = new AgentCommand(
                call.request().id(), kind, agentId, call.principal().name(), reason, key, digest);
        return orders.give(call, key, digest, () -> {
            LOG.info(
                    "{} asks to {} agent {}: {}",
                    command.actor(),
                    kind.name().toLowerCase(Locale.ROOT),
                    agentId,
                    Orders.oneLine(reason));
            return control.command(command);
        });
    }

    private CompletableFuture<Answer> spawn(Call call) {
        call.request().allowQuery();
        final JsonNode body = Orders.body(call.request(), true);
        Orders.refuseUnknown(body, "reason", "blueprint");
        final String reason = Orders.reason(body);
        final String text = blueprint(body);
        final Blueprint blueprint = read(text, BlueprintCodec::parse);
        final Optional<String> costs = read(text, BlueprintCodec::costsOf);
        final String key = Orders.key(call.request());
        final String digest = Orders.digest(call.request());
        final SpawnRequest spawn = new SpawnRequest(
                call.request().id(), blueprint, costs, call.principal().name(), reason, key, digest);
        return orders.give(call, key, digest, () -> {
            LOG.info(
                    "{} asks to spawn {}: {}", spawn.actor(), Orders.oneLine(blueprint.name()), Orders.oneLine(reason));
            return control.spawn(spawn);
        });
    }

    private static String blueprint(JsonNode body) {
        final JsonNode node = body.get("blueprint");
        if (node == null || !node.isObject()) {
            throw Problem.unprocessable("blueprint-required", "blueprint is an object");
        }
        return Orders.JSON.writeValueAsString(node);
    }

    private static <T> T read(String blueprint, Function<String, T> reader) {
        try {
            return reader.apply(blueprint);
        } catch (BlueprintRefused e) {
            throw Problem.unprocessable("blueprint-refused", "blueprint: " + e.getMessage())
                    .with("path", e.path());
        }
    }
}
