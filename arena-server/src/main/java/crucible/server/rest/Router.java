package crucible.server.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request; the first that fits wins. Immutable. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    List<Route> routes() {
        return routes;
    }

    /** A route and the parameters in the path. */
    record Match(Route route, Map<String, String> parameters) {}

    /** The match, or the problem 404 or 405. */
    Match match(String method, String path) {
        final List<String> otherMethods = new ArrayList<>();
        for (Route route : routes) {
            final Optional<Map<String, String>> parameters = route.match(path);
            final boolean fileUnderApi =
                    path.startsWith("/api/") && route.template().endsWith("{path*}");
            if (parameters.isPresent() && !fileUnderApi) {
                if (route.method().equals(method)) {
                    return new Match(route, parameters.get());
                }
                otherMethods.add(route.method());
                if (route.method().equals("GET")) {
                    otherMethods.add("HEAD");
                }
            }
        }
        throw otherMethods.isEmpty()
                ? Problem.notFound("there is nothing at " + path + "; /docs lists what there is")
                : Problem.methodNotAllowed(
                        method, otherMethods.stream().distinct().toList());
    }
}
