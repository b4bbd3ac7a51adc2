package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.MutatedTexts;
import crucible.exchange.connection.DrivenTimer;
import crucible.exchange.connection.RequestBudget;
import crucible.exchange.connection.RestClient;
import crucible.exchange.feed.BarSpan;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.VenueRest;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.model.Bar;
import crucible.model.Funding;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a venue's REST answers, bars, fundings, instruments and times are read correctly or refused; nothing else
 * happens. The documents that are mutated are those that the replay venue answers. Fault scripts likewise.
 */
class MutatedDocumentsTest {
    private static final int DOCUMENTS = Integer.getInteger("crucible.fuzz.frames", 30_000) / 10;
    private static final long SEED = 20_260_203;
    private static final int HISTORY = 30;

    /** Remembers what the venue answered, and answers it again, mutated once it is told to. */
    private static final class Spoiler implements Interceptor {
        private final Random random = new Random(SEED);
        private final Map<String, String> known = new HashMap<>();
        private final List<String> texts = new ArrayList<>();
        private boolean spoils;
        private String last = "";

        @Override
        public Response intercept(Chain chain) throws IOException {
            final String key = chain.request().url().toString();
            String body = known.get(key);
            if (body == null) {
                try (Response response = chain.proceed(chain.request())) {
                    body = response.body().string();
                }
                known.put(key, body);
                texts.add(body);
            }
            last = spoils ? MutatedTexts.mutate(body, random, texts) : body;
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create(last, MediaType.get("application/json")))
                    .build();
        }
    }

    /** One question to a venue. */
    private interface Question {
        void ask() throws IOException;
    }

    private final Spoiler spoiler = new Spoiler();
    private long refused;

    @ParameterizedTest
    @EnumSource(Venue.class)
    void areReadOrRefused(Venue venue) throws IOException {
        final VenueOptions options = VenueOptions.of(new GeneratedMarket(1, 7, PlantedEdge.none()))
                .withSpeed(1)
                .withHistoryBars(HISTORY);
        try (ReplayVenue replay = ReplayVenue.start(options)) {
            final String symbol = venue.symbol("BTC", "USDT");
            final DrivenTimer timer = new DrivenTimer();
            final FeedSettings settings =
                    venue.settings(List.of(new Listing(0, symbol))).withUrls(replay.wsUrl(), replay.restUrl());
            final RestClient client = new RestClient(
                    new OkHttpClient.Builder().addInterceptor(spoiler).build(),
                    new RequestBudget(timer, 1_000_000_000_000L, 60_000),
                    0);
            final VenueRest rest = new VenueRest(client, venue.rest(), settings, (where, reason, detail) -> refused++);
            final long nowMs = rest.serverTimeMs();
            final long endMs = Timeframe.M15.openTimeOf(nowMs);
            final List<Question> questions = new ArrayList<>();
            questions.add(rest::serverTimeMs);
            questions.add(() -> rest.instruments(List.of(symbol), nowMs));
            for (Timeframe timeframe : Timeframe.values()) {
                final long intervalMs = timeframe.intervalMs();
                final BarSpan span = new BarSpan(
                        symbol, 0, timeframe, endMs - 5 * intervalMs, endMs - intervalMs, Provenance.REPAIRED);
                questions.add(() -> check(span, rest.bars(span, Optional.empty())));
            }
            if (rest.hasFundings()) {
                questions.add(() -> check(rest.fundings(0, symbol, nowMs - 86_400_000, nowMs)));
            }
            for (Question question : questions) {
                question.ask();
            }
            assertThat(refused).isZero();
            spoiler.spoils = true;
            long failed = 0;
            for (int i = 0; i < DOCUMENTS; i++) {
                for (Question question : questions) {
                    failed += fails(question) ? 1 : 0;
                }
            }
            System.out.println(venue.label() + ", seed " + SEED + ": of " + DOCUMENTS * questions.size() + " documents "
                    + failed + " refused, and " + refused + " rows");
            assertThat(failed).isGreaterThan(DOCUMENTS);
            spoiler.spoils = false;
            for (Question question : questions) {
                question.ask();
            }
        }
    }

    private boolean fails(Question question) {
        try {
            question.ask();
            return false;
        } catch (IOException e) {
            return true;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ", failed on " + spoiler.last, e);
        }
    }

    private static void check(BarSpan span, List<Bar> bars) {
        long nextMs = span.firstOpenMs();
        for (Bar bar : bars) {
            assertThat(bar.openTimeMs()).isBetween(nextMs, span.lastOpenMs());
            nextMs = bar.closeTimeMs();
        }
    }

    private static void check(List<Funding> fundings) {
        for (Funding funding : fundings) {
            assertThat(Math.abs(funding.rateE12())).isLessThanOrEqualTo(Funding.ONE_E12);
        }
    }

    @Test
    void faultScriptsAreReadOrRefused() {
        final Random random = new Random(SEED);
        final List<String> lines = List.of(
                "# a comment",
                "seed 7",
                "at 2h cut",
                "every 30m from 1h until 6h drop 20% for 5m",
                "real at 20s outage for 60s",
                "at 3h refuse 429 retry 5s for 9h",
                "at 1h close 1012",
                "every 15h from 1h until 60h delay 4m for 10h",
                "at 1h clock -1500ms for 20h",
                "at 2h early-close 5.5% for 15h");
        FaultScript.parse("whole", lines);
        long read = 0;
        for (int i = 0; i < 10 * DOCUMENTS; i++) {
            final List<String> script = new ArrayList<>(lines);
            final int at = random.nextInt(script.size());
            script.set(at, MutatedTexts.mutate(script.get(at), random, lines));
            try {
                FaultScript.parse("fuzz", script);
                read++;
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).contains("fuzz");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", failed on " + script, e);
            }
        }
        System.out.println("fault scripts, seed " + SEED + ": of " + 10 * DOCUMENTS + " read " + read);
        assertThat(read).isBetween(1L, 10L * DOCUMENTS - 1);
    }
}
