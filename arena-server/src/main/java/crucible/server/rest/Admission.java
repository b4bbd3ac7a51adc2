package crucible.server.rest;

import crucible.server.security.FailedAttempts;
import crucible.server.security.Principal;
import crucible.server.security.TokenStore;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides who gets in: the Host must be ours (a page elsewhere cannot reach us by a name that it controls), a change of
 * state must not come from a foreign page, and the token must have the role. Thread-safe.
 */
final class Admission {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final TokenStore tokens;
    private final Set<String> hosts;
    private final boolean behindProxy;
    private final FailedAttempts failedAttempts;

    /**
     * @param hosts further names that this server answers for, lower case, without port
     * @param behindProxy a proxy on this machine passes requests on, so a loopback address proves nothing
     */
    Admission(TokenStore tokens, Set<String> hosts, boolean behindProxy, FailedAttempts failedAttempts) {
        this.tokens = tokens;
        this.hosts = Set.copyOf(hosts);
        this.behindProxy = behindProxy;
        this.failedAttempts = failedAttempts;
    }

    /** Refuses a request for a host that is not ours. */
    void requireOurHost(Request request) {
        final String host =
                request.header(HttpHeaderNames.HOST).orElseThrow(() -> Problem.malformed("the Host header is missing"));
        final String name = hostName(host);
        if (!LOOPBACK.contains(name) && !hosts.contains(name)) {
            throw Problem.misdirected(host);
        }
    }

    /** Who asks, if they may use {@code route}; otherwise the problem. */
    Principal admit(Request request, Route route) {
        if (route.changesState()) {
            requireOurOrigin(request);
        }
        if (route.access() == Access.PUBLIC || (route.access() == Access.LOCAL && isLocal(request))) {
            return Principal.ANYBODY;
        }
        final Principal principal = authenticate(request);
        if (!principal.role().includes(route.access().role().orElseThrow())) {
            throw Problem.forbidden(
                    "role-too-low",
                    "this needs the role "
                            + route.access().role().orElseThrow().label() + ", but " + principal.name() + " has "
                            + principal.role().label());
        }
        return principal;
    }

    private boolean isLocal(Request request) {
        return !behindProxy && request.remote().isLoopbackAddress();
    }

    private Principal authenticate(Request request) {
        final Optional<String> header = request.header(HttpHeaderNames.AUTHORIZATION);
        if (header.isEmpty()) {
            throw Problem.unauthorized("a token is needed: Authorization: Bearer …");
        }
        final String value = header.get();
        final boolean bearer = value.regionMatches(true, 0, "Bearer ", 0, 7);
        final Optional<Principal> principal =
                bearer ? tokens.authenticate(value.substring(7).strip()) : Optional.empty();
        if (principal.isPresent()) {
            return principal.get();
        }
        final OptionalLong wait = failedAttempts.failed(request.remote().getHostAddress());
        if (wait.isPresent()) {
            throw Problem.tooManyAttempts(wait.getAsLong());
        }
        throw Problem.unauthorized(bearer ? "the token is not known" : "the scheme is Bearer")
                .header("WWW-Authenticate", "Bearer realm=\"crucible\", error=\"invalid_token\"");
    }

    private void requireOurOrigin(Request request) {
        final Optional<String> origin = request.header(HttpHeaderNames.ORIGIN);
        if (origin.isPresent() && !isOurs(origin.get(), request)) {
            throw Problem.forbidden(
                    "foreign-origin", "a change of state does not come from the origin " + origin.get());
        }
    }

    /** An origin is ours if it is the very host and port that the request was sent to, or a configured host. */
    private boolean isOurs(String origin, Request request) {
        final URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        final String authority = uri.getRawAuthority();
        if (authority == null) {
            return false;
        }
        final String host = request.header(HttpHeaderNames.HOST).orElse("");
        return authority.equalsIgnoreCase(host) || hosts.contains(hostName(authority));
    }

    /** Lower case, without port and brackets. */
    static String hostName(String authority) {
        final String text = authority.toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            final int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        final int colon = text.lastIndexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }
}
