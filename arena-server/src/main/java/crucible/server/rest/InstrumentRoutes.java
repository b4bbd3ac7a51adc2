package crucible.server.rest;

import crucible.runtime.event.ListingChange;
import crucible.server.rest.Route.Call;
import crucible.server.view.InstrumentControl;
import crucible.server.view.ListingRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Instruments come and go while the arena runs. */
final class InstrumentRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(InstrumentRoutes.class);
    private static final String PATH = ReadRoutes.API + "/instruments";

    private final InstrumentControl control;
    private final Orders orders;

    InstrumentRoutes(InstrumentControl control, Orders orders) {
        this.control = control;
        this.orders = orders;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", PATH, Access.OPERATOR, this::add),
                new Route("POST", PATH + "/{instrument}/remove", Access.OPERATOR, this::remove),
                new Route("DELETE", PATH + "/{instrument}", Access.OPERATOR, this::remove));
    }

    private CompletableFuture<Answer> add(Call call) {
        call.request().allowQuery();
        final JsonNode body = Orders.body(call.request(), false);
        Orders.refuseUnknown(body, "venue", "symbol", "reason");
        return give(call, ListingChange.Kind.ADDED, text(body, "venue"), text(body, "symbol"), Orders.reason(body));
    }

    private CompletableFuture<Answer> remove(Call call) {
        call.request().allowQuery();
        final JsonNode body = Orders.body(call.request(), false);
        Orders.refuseUnknown(body, "reason");
        return give(call, ListingChange.Kind.REMOVED, "", instrument(call), Orders.reason(body));
    }

    /** An id or a symbol, whose slash comes percent-encoded. */
    private static String instrument(Call call) {
        final String given = call.parameters().get("instrument");
        try {
            return URLDecoder.decode(given, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Problem.notFound("there is no instrument " + given);
        }
    }

    private CompletableFuture<Answer> give(
            Call call, ListingChange.Kind kind, String venue, String symbol, String reason) {
        final String key = Orders.key(call.request());
        final String digest = Orders.digest(call.request());
        final ListingRequest request = new ListingRequest(
                call.request().id(), kind, venue, symbol, call.principal().name(), reason, key, digest);
        return orders.give(call, key, digest, () -> {
            LOG.info(
                    "{} asks that {} {} is {}: {}",
                    request.actor(),
                    Orders.oneLine(venue),
                    Orders.oneLine(symbol),
                    kind,
                    Orders.oneLine(reason));
            return control.list(request);
        });
    }

    private static String text(JsonNode body, String name) {
        final JsonNode node = body.get(name);
        if (node == null || !node.isString() || node.stringValue().isBlank()) {
            throw Problem.unprocessable(name + "-required", name + " is a text that is not blank");
        }
        final String text = node.stringValue().strip();
        if (!text.matches("[A-Za-z0-9/_-]{1,40}")) {
            throw Problem.unprocessable(
                    name + "-refused",
                    name + " has at most 40 characters of A-Z, a-z, 0-9, /, - and _, but was " + Orders.oneLine(text));
        }
        return text;
    }
}
