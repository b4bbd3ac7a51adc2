package crucible.exchange.connection;

import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/** Reads documents of a venue by HTTP GET, within the host's budget. Blocking; any thread. */
public final class RestClient {
    private static final long MAX_BODY_BYTES = 64L << 20;
    private static final int QUOTED_CHARS = 200;
    /** A ban for too many requests whose end the venue does not name lasts at least so long. */
    private static final long UNNAMED_BAN_MS = 600_000;

    private final OkHttpClient http;
    private final RequestBudget budget;
    private final long limitWeight;

    /**
     * Shares the client's connections; each request may take 20 seconds.
     *
     * @param limitWeight what the venue allows in a minute, where it reports the part used; 0 where it does not
     */
    public RestClient(OkHttpClient http, RequestBudget budget, long limitWeight) {
        this.http = http.newBuilder().callTimeout(Duration.ofSeconds(20)).build();
        this.budget = budget;
        this.limitWeight = limitWeight;
    }

    /**
     * The document at {@code url}, which costs {@code weight} of the budget.
     *
     * @throws VenueUnavailable at 429, 418 (with the venue's Retry-After), 403, 451 and 5xx, and while a ban lasts
     * @throws VenueRefusal at other answers than 200
     */
    public String get(HttpUrl url, int weight) throws IOException {
        budget.take(weight);
        final Request request = new Request.Builder().url(url).build();
        try (Response response = http.newCall(request).execute()) {
            report(response.header("X-MBX-USED-WEIGHT-1M", ""));
            VenueUnavailable unavailable = unavailable(response);
            if (unavailable != null && response.code() == 403 && isTooFrequent(response)) {
                unavailable = new VenueUnavailable(
                        url.encodedPath() + " answers 403: too many requests", UNNAMED_BAN_MS, false);
            }
            if (unavailable != null) {
                budget.closeFor(unavailable.retryAfterMs());
                throw unavailable;
            }
            final BufferedSource source = response.body().source();
            if (source.request(MAX_BODY_BYTES + 1)) {
                throw new IOException(url.encodedPath() + " answers more than " + MAX_BODY_BYTES + " bytes");
            }
            final String body = source.readUtf8();
            if (response.code() != 200) {
                throw new VenueRefusal(url.encodedPath() + " answers " + response.code() + ": "
                        + body.substring(0, Math.min(body.length(), QUOTED_CHARS)));
            }
            return body;
        }
    }

    private void report(String usedWeight) {
        if (limitWeight > 0 && usedWeight != null && usedWeight.matches("[0-9]{1,9}")) {
            budget.onUsed(Long.parseLong(usedWeight), limitWeight);
        }
    }

    /** One venue says with the same code that a region is not served and that requests came too often. */
    private static boolean isTooFrequent(Response response) throws IOException {
        return response.peekBody(QUOTED_CHARS).string().contains("too frequent");
    }

    /** What an answer says about the venue's availability: null where it says nothing. */
    static VenueUnavailable unavailable(Response response) {
        final int code = response.code();
        final String message = response.request().url().encodedPath() + " answers " + code;
        return switch (code) {
            case 429, 418 -> new VenueUnavailable(message, retryAfterMs(response), false);
            case 451 -> new VenueUnavailable(message + ", not served from here", 0, true);
            default -> code == 403 || code >= 500 ? new VenueUnavailable(message, retryAfterMs(response), false) : null;
        };
    }

    private static long retryAfterMs(Response response) {
        final String seconds = response.header("Retry-After", "");
        // Three days are the longest ban that a venue states; more digits are not believed.
        return seconds != null && seconds.matches("[0-9]{1,6}") ? Long.parseLong(seconds) * 1_000L : 0;
    }
}
