package crucible.server.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is refused, as RFC 9457 tells it. Carries no stack trace.
 *
 * <p>{@code type} is a relative reference below {@code /problems/}; {@code extras} are further members of the document.
 */
final class Problem extends RuntimeException {
    private final HttpResponseStatus status;
    private final String type;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> extras = new LinkedHashMap<>();

    private Problem(HttpResponseStatus status, String type, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
    }

    static Problem malformed(String detail) {
        return new Problem(HttpResponseStatus.BAD_REQUEST, "malformed-request", detail);
    }

    static Problem unauthorized(String detail) {
        return new Problem(HttpResponseStatus.UNAUTHORIZED, "token-required", detail)
                .header(HttpHeaderNames.WWW_AUTHENTICATE.toString(), "Bearer realm=\"crucible\"");
    }

    static Problem tooManyAttempts(long seconds) {
        return new Problem(
                        HttpResponseStatus.TOO_MANY_REQUESTS,
                        "too-many-attempts",
                        "too many wrong tokens from this address; wait " + seconds + " s")
                .header(HttpHeaderNames.RETRY_AFTER.toString(), Long.toString(seconds));
    }

    static Problem forbidden(String type, String detail) {
        return new Problem(HttpResponseStatus.FORBIDDEN, type, detail);
    }

    static Problem notFound(String detail) {
        return new Problem(HttpResponseStatus.NOT_FOUND, "not-found", detail);
    }

    static Problem unknownAgent(String id) {
        return new Problem(HttpResponseStatus.NOT_FOUND, "unknown-agent", "there is no agent " + id);
    }

    static Problem unknownFill(String id) {
        return new Problem(
                HttpResponseStatus.NOT_FOUND,
                "unknown-fill",
                "there is no fill " + id
                        + " among the newest; crucible fills explain tells older ones from the journal");
    }

    static Problem methodNotAllowed(String method, List<String> allowed) {
        final String list = String.join(", ", allowed);
        return new Problem(
                        HttpResponseStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "allowed here: " + list + ", but was " + method)
                .header(HttpHeaderNames.ALLOW.toString(), list);
    }

    static Problem conflict(String detail) {
        return new Problem(HttpResponseStatus.CONFLICT, "conflict", detail);
    }

    static Problem tooLarge(int mostBytes) {
        return new Problem(
                        HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                        "body-too-large",
                        "a body has at most " + mostBytes + " bytes")
                .header(HttpHeaderNames.CONNECTION.toString(), "close");
    }

    static Problem unsupportedType(String allowed, String was) {
        return new Problem(
                HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "Content-Type is one of " + allowed + ", but was " + was);
    }

    static Problem misdirected(String host) {
        return new Problem(
                HttpResponseStatus.MISDIRECTED_REQUEST,
                "unknown-host",
                "this server does not answer for the host " + host + "; name it in admin.hosts");
    }

    static Problem unprocessable(String type, String detail) {
        return new Problem(HttpResponseStatus.UNPROCESSABLE_ENTITY, type, detail);
    }

    static Problem unavailable(String type, String detail) {
        return new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, type, detail);
    }

    static Problem internal(String requestId) {
        return new Problem(
                HttpResponseStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "the server has failed; its log names the cause under request " + requestId);
    }

    Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Problem with(String member, Object value) {
        extras.put(member, value);
        return this;
    }

    HttpResponseStatus status() {
        return status;
    }

    /** The document for the request at {@code path}. */
    Reply toReply(String path) {
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + type);
        document.put("title", status.reasonPhrase());
        document.put("status", status.code());
        document.put("detail", getMessage());
        document.put("instance", path);
        document.putAll(extras);
        return new Reply(status.code(), "application/problem+json", RecordJson.bytes(document), Map.copyOf(headers));
    }
}
