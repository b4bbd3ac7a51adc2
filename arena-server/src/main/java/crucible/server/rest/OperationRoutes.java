package crucible.server.rest;

import crucible.server.view.ArenaReadModel;
import crucible.server.view.Readiness;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What supervisors and scrapers ask for. */
final class OperationRoutes {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ArenaReadModel arena;
    private final Supplier<byte[]> metrics;

    /** @param metrics all metrics in Prometheus' text format */
    OperationRoutes(ArenaReadModel arena, Supplier<byte[]> metrics) {
        this.arena = arena;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.direct("GET", "/health/live", Access.LOCAL, call -> Reply.json(Map.of("status", "live"))),
                Route.direct("GET", "/health/ready", Access.LOCAL, call -> {
                    final Readiness readiness = arena.readiness();
                    if (!readiness.ready()) {
                        throw Problem.unavailable("not-ready", String.join("; ", readiness.reasons()))
                                .with("reasons", readiness.reasons());
                    }
                    return Reply.json(readiness);
                }),
                Route.direct(
                        "GET",
                        "/metrics",
                        Access.LOCAL,
                        call -> new Reply(200, PROMETHEUS_TEXT, metrics.get(), Map.of())));
    }
}
