package crucible.server.rest;

import crucible.model.Require;
import crucible.server.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One call of the API.
 *
 * @param method GET, POST or DELETE
 * @param template path with parameters in braces, such as {@code /api/v1/agents/{id}}; a last segment {@code {path*}} takes
 *     the rest
 * @param access who may use it
 * @param endpoint what it does
 */
record Route(String method, String template, Access access, Endpoint endpoint) {
    Route {
        Require.that(template.startsWith("/"), "a template starts with /", template);
    }

    /** What a route does. Called on a network thread: takes little time and never blocks. */
    interface Endpoint {
        CompletableFuture<Answer> handle(Call call);
    }

    /** What a route does where the answer is there at once. */
    interface DirectEndpoint {
        Answer handle(Call call);
    }

    /** One use of a route: the request, the template's parameters, who asks. */
    record Call(Request request, Map<String, String> parameters, Principal principal) {}

    static Route direct(String method, String template, Access access, DirectEndpoint endpoint) {
        return new Route(method, template, access, call -> CompletableFuture.completedFuture(endpoint.handle(call)));
    }

    /** Whether it changes state. */
    boolean changesState() {
        return !method.equals("GET");
    }

    /** The template's parameters if {@code path} fits it. */
    Optional<Map<String, String>> match(String path) {
        final List<String> wanted = segments(template);
        final List<String> given = segments(path);
        final Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            final String part = wanted.get(i);
            if (part.equals("{path*}")) {
                parameters.put("path", String.join("/", given.subList(Math.min(i, given.size()), given.size())));
                return given.size() > i ? Optional.of(parameters) : Optional.empty();
            }
            if (i >= given.size()) {
                return Optional.empty();
            }
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), given.get(i));
            } else if (!part.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return wanted.size() == given.size() ? Optional.of(parameters) : Optional.empty();
    }

    private static List<String> segments(String path) {
        final List<String> segments = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        if (segments.size() > 1 && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }
}
