package crucible.server.rest;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request as endpoints see it.
 *
 * @param id made by the server, unique
 * @param method in capitals; HEAD is shown as GET
 * @param path decoded, without the query
 * @param query decoded parameters, each given once
 * @param headers as received
 * @param body as received, at most the limit
 * @param remote who has connected
 */
record Request(
        String id,
        String method,
        String path,
        Map<String, String> query,
        HttpHeaders headers,
        byte[] body,
        InetAddress remote) {
    Optional<String> header(CharSequence name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Refuses parameters that the endpoint does not know. */
    void allowQuery(String... names) {
        final Set<String> allowed = Set.of(names);
        for (String name : query.keySet()) {
            if (!allowed.contains(name)) {
                final String known = names.length == 0 ? "none" : String.join(", ", names);
                throw Problem.malformed("unknown query parameter " + name + "; allowed: " + known);
            }
        }
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A whole number from the query, in {@code [low, high]}. */
    int intParameter(String name, int defaultValue, int low, int high) {
        final String text = query.get(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            final int value = Integer.parseInt(text);
            if (low <= value && value <= high) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw Problem.malformed(name + " is a whole number in [" + low + ", " + high + "], but was " + text);
        }
        throw Problem.malformed(name + " is a whole number in [" + low + ", " + high + "], but was " + text);
    }
}
