package crucible.server.rest;

import crucible.model.Blueprint;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.server.rest.Route.Call;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.CostView;
import crucible.server.view.InstrumentView;
import crucible.server.view.ModeView;
import crucible.server.view.Page;
import crucible.server.view.ParityView;
import crucible.server.view.Progress;
import crucible.server.view.RunInfo;
import crucible.server.view.Totals;
import crucible.server.view.VenueView;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/** Everything that viewers may read. */
final class ReadRoutes {
    static final String API = "/api/v1";
    private static final List<String> EVENT_TYPES = List.of("boundary", "fill", "lifecycle", "verdict", "equity");

    private final ArenaReadModel arena;
    private final InstantSource clock;

    ReadRoutes(ArenaReadModel arena, InstantSource clock) {
        this.arena = arena;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                get("/arena", call -> Reply.json(overview())),
                get("/agents", call -> {
                    final ArenaSnapshot now = arena.current();
                    return Reply.json(AgentQuery.of(call.request())
                            .run(now.rows(), now.progress().sequence()));
                }),
                get("/agents/{id}", call -> ofAgent(call, arena.agent(agentId(call)))),
                get("/agents/{id}/trades", call -> page(call, arena::trades)),
                get("/agents/{id}/orders", call -> page(call, arena::orders)),
                get("/agents/{id}/verdicts", call -> page(call, arena::verdicts)),
                get("/agents/{id}/equity", this::equity),
                get("/agents/{id}/blueprint", this::blueprint),
                get("/agents/{id}/lineage", call -> ofAgent(call, arena.lineage(agentId(call)))),
                get("/elite", call -> Reply.json(Map.of("items", arena.elite()))),
                get("/trials", call -> Reply.json(arena.trials())),
                get("/whoami", ReadRoutes::whoAsks),
                get(
                        "/venues",
                        call -> Reply.json(
                                Map.of("items", arena.current().venues(), "barAgreement", arena.barAgreement()))),
                get(
                        "/instruments",
                        call -> Reply.json(Map.of("items", arena.current().instruments()))),
                get("/costs", call -> Reply.json(arena.costs())),
                get("/fills/{id}", this::fill),
                get("/viability", call -> Reply.json(arena.viability())),
                get("/events", this::events));
    }

    private static Route get(String path, Route.DirectEndpoint endpoint) {
        return Route.direct("GET", API + path, Access.VIEWER, endpoint);
    }

    /** What {@code GET /arena} says. */
    private record Overview(
            RunInfo run,
            boolean zeroCost,
            Progress progress,
            long uptimeMs,
            Map<?, Integer> agents,
            Totals totals,
            List<VenueView> venues,
            List<LastBars> lastBars,
            List<ModeView> modes,
            Optional<ParityView> parity) {}

    /** Close of the last bar of one instrument. */
    private record LastBars(String venue, String instrument, OptionalLong lastBarTimeMs) {}

    private Object overview() {
        final ArenaSnapshot now = arena.current();
        final List<LastBars> lastBars = now.instruments().stream()
                .filter(InstrumentView::isFollowed)
                .map(instrument -> new LastBars(
                        instrument.rules().venue(),
                        instrument.rules().symbol(),
                        instrument.lastBars().stream()
                                .mapToLong(bar -> bar.closeTimeMs())
                                .max()))
                .toList();
        return new Overview(
                now.run(),
                arena.costs().zeroCost(),
                now.progress(),
                Math.max(0, clock.millis() - now.run().startedTimeMs()),
                now.agents(),
                now.totals(),
                now.venues(),
                lastBars,
                arena.modes(),
                arena.parity());
    }

    private Answer fill(Call call) {
        call.request().allowQuery();
        final String id = call.parameters().get("id");
        return Reply.json(arena.fill(id).orElseThrow(() -> Problem.unknownFill(id)));
    }

    private static Answer ofAgent(Call call, Optional<? extends Record> found) {
        call.request().allowQuery();
        return Reply.json(found.orElseThrow(() -> unknown(call)));
    }

    private static <T> Answer page(Call call, BiFunction<Integer, Page.Request, Optional<Page<T>>> list) {
        call.request().allowQuery("limit", "cursor");
        final int limit = call.request().intParameter("limit", 100, 1, 1000);
        final Page<T> page =
                list.apply(agentId(call), new Page.Request(limit, before(call))).orElseThrow(() -> unknown(call));
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", page.items());
        json.put("next", page.next().isPresent() ? Long.toString(page.next().getAsLong()) : null);
        return Reply.json(json);
    }

    private static long before(Call call) {
        final String cursor = call.request().query().get("cursor");
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw Problem.malformed("cursor is the next of a page, but was " + cursor);
        }
        return Long.parseLong(cursor);
    }

    private Answer equity(Call call) {
        call.request().allowQuery("from", "to", "points");
        final long fromMs = time(call.request(), "from", 0);
        final long toMs = time(call.request(), "to", Long.MAX_VALUE);
        final int points = call.request().intParameter("points", 500, 2, 10_000);
        if (fromMs > toMs) {
            throw Problem.malformed("from is not after to, but was " + fromMs + " after " + toMs);
        }
        return Reply.json(arena.equity(agentId(call), fromMs, toMs, points).orElseThrow(() -> unknown(call)));
    }

    /** Epoch milliseconds or ISO-8601. */
    private static long time(Request request, String name, long defaultMs) {
        final String text = request.query().get(name);
        if (text == null) {
            return defaultMs;
        }
        try {
            return text.matches("-?[0-9]{1,18}")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw Problem.malformed(
                    name + " is epoch milliseconds or ISO-8601 such as 2026-01-31T00:00:00Z, but was " + text);
        }
    }

    private Answer blueprint(Call call) {
        call.request().allowQuery();
        final Blueprint blueprint = arena.blueprint(agentId(call)).orElseThrow(() -> unknown(call));
        final CostView costs = arena.costs();
        // With the settings themselves, so that another arena can compare its own with them.
        final String json = blueprint.costDigest().equals(costs.digest())
                ? BlueprintCodec.toJson(blueprint, costs.canonicalText())
                : BlueprintCodec.toJson(blueprint);
        return Reply.text("application/json", json);
    }

    private Answer events(Call call) {
        call.request().allowQuery("types");
        final Set<String> types = new LinkedHashSet<>();
        for (String type : call.request().parameter("types").orElse("").split(",")) {
            if (!type.isBlank()) {
                if (!EVENT_TYPES.contains(type.strip())) {
                    throw Problem.malformed("types is a list of " + EVENT_TYPES + ", but was " + type);
                }
                types.add(type.strip());
            }
        }
        return new EventStreamAnswer(
                arena.events(), types, arena.current().progress().sequence());
    }

    /** Whose token the request carries, so that a page can show what it may do. */
    private static Answer whoAsks(Call call) {
        call.request().allowQuery();
        return Reply.json(call.principal());
    }

    /** The agent that the path names. */
    static int agentId(Call call) {
        final String id = call.parameters().get("id");
        if (!id.matches("0|[1-9][0-9]{0,8}")) {
            throw unknown(call);
        }
        return Integer.parseInt(id);
    }

    private static Problem unknown(Call call) {
        return Problem.unknownAgent(call.parameters().get("id"));
    }
}
