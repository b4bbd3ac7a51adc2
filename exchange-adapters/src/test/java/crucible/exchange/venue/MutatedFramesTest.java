package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FeedCounters;
import crucible.exchange.Listing;
import crucible.exchange.MutatedTexts;
import crucible.exchange.connection.DrivenTimer;
import crucible.exchange.connection.RequestBudget;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.VenueProtocol;
import crucible.exchange.connection.VenueSession;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.feed.MarketFeeds;
import crucible.exchange.feed.SocketPlan;
import crucible.exchange.feed.Wanted;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.FrameRejections;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever arrives on a socket is handed on correctly or counted; nothing else happens. The frames that are mutated are
 * those that the replay venue sends in the venue's protocol.
 */
class MutatedFramesTest {
    private static final int MUTATIONS = Integer.getInteger("crucible.fuzz.frames", 30_000);
    private static final int BOUNDARIES = 9;

    /** A frame and the socket on which it came. */
    private record Sample(int socket, String text) {}

    /** Looks at what is handed on as it comes, and keeps none of it. */
    private static final class Inspector implements FeedSink, FrameRejections {
        private final Map<Timeframe, Long> nextOpenMs = new EnumMap<>(Timeframe.class);
        private final Map<String, Integer> rejections = new TreeMap<>();
        private long bars;
        private long quotes;
        private long rejected;

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            bars++;
            if (bar.provenance() != Provenance.REVISED) {
                assertThat(bar.openTimeMs()).isGreaterThanOrEqualTo(nextOpenMs.getOrDefault(bar.timeframe(), 0L));
                nextOpenMs.put(bar.timeframe(), bar.closeTimeMs());
            }
        }

        @Override
        public void onGap(Gap gap) {
            // The first thing that is known of a timeframe may be that bars are missing.
            assertThat(gap.firstOpenTimeMs())
                    .isEqualTo(nextOpenMs.getOrDefault(gap.timeframe(), gap.firstOpenTimeMs()));
            nextOpenMs.put(
                    gap.timeframe(), gap.lastOpenTimeMs() + gap.timeframe().intervalMs());
        }

        @Override
        public void onQuote(Quote quote) {
            quotes++;
        }

        @Override
        public void onFeedStatus(FeedStatus status) {
            throw new AssertionError("there is no connection, but " + status);
        }

        @Override
        public void onInstrument(Instrument instrument) {
            assertThat(instrument.base()).isEqualTo("BTC");
        }

        @Override
        public void onRejected(String venue, String reason, String detail) {
            rejected++;
            rejections.merge(reason, 1, Integer::sum);
        }
    }

    private final Inspector inspector = new Inspector();
    private final FeedCounters counters = new FeedCounters(inspector);

    /** What a venue says to somebody who asks for everything. */
    private static List<Sample> record(Venue venue, ReplayVenue replay, OkHttpClient http) throws InterruptedException {
        final List<Sample> samples = new ArrayList<>();
        final List<SocketPlan> plans = venue.streams()
                .sockets(List.of(new Wanted(venue.symbol("BTC", "USDT"), List.of(Timeframe.values()), true, true)));
        final CountDownLatch ended = new CountDownLatch(plans.size());
        for (int i = 0; i < plans.size(); i++) {
            final int number = i;
            final WebSocket socket = http.newWebSocket(
                    new Request.Builder()
                            .url(replay.wsUrl() + plans.get(i).path())
                            .build(),
                    new WebSocketListener() {
                        @Override
                        public void onMessage(WebSocket from, String text) {
                            synchronized (samples) {
                                samples.add(new Sample(number, text));
                            }
                        }

                        @Override
                        public void onClosing(WebSocket from, int code, String reason) {
                            ended.countDown();
                        }

                        @Override
                        public void onFailure(WebSocket from, Throwable failure, Response response) {
                            ended.countDown();
                        }
                    });
            plans.get(i).subscriptions().forEach(subscription -> socket.send(subscription.message()));
        }
        assertThat(replay.finished()).succeedsWithin(Duration.ofMinutes(1));
        replay.close();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        synchronized (samples) {
            // The order between sockets is the network's; within each it is the venue's.
            samples.sort(Comparator.comparingInt(Sample::socket));
            return List.copyOf(samples);
        }
    }

    /** Asks the network once for each path and goes on without it. */
    private static OkHttpClient remembering() {
        final Map<String, String> known = new ConcurrentHashMap<>();
        return new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    final String path = chain.request().url().encodedPath();
                    String body = known.get(path);
                    if (body == null) {
                        try (Response response = chain.proceed(chain.request())) {
                            body = response.body().string();
                        }
                        known.put(path, body);
                    }
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .body(ResponseBody.create(body, MediaType.get("application/json")))
                            .build();
                })
                .build();
    }

    private VenueProtocol feed(Venue venue, ReplayVenue replay) throws IOException {
        final DrivenTimer timer = new DrivenTimer();
        final RestClient client = new RestClient(remembering(), new RequestBudget(timer, 1_000_000_000, 60_000), 0);
        final FeedSettings settings = venue.settings(List.of(new Listing(0, venue.symbol("BTC", "USDT"))))
                .withUrls(replay.wsUrl(), replay.restUrl())
                .withTrades(true)
                .withWarmUpBars(10);
        final VenueProtocol feed =
                new MarketFeeds(venue.streams(), venue.rest(), client, inspector, counters, timer).feed(settings);
        feed.prepare(false);
        return feed;
    }

    private static Sample any(List<Sample> samples, Random random) {
        return samples.get(random.nextInt(samples.size()));
    }

    @ParameterizedTest
    @EnumSource(Venue.class)
    void neverFailsAndNeverHandsOnNonsense(Venue venue) throws Exception {
        final long seed = 20_260_202;
        final Random random = new Random(seed);
        final OkHttpClient http = new OkHttpClient();
        final List<Sample> samples;
        final VenueProtocol feed;
        try (ReplayVenue replay = ReplayVenue.start(VenueOptions.of(new GeneratedMarket(1, 7, PlantedEdge.none()))
                .withSpeed(VenueOptions.MAX_SPEED)
                .withHistoryBars(30)
                .withMaxBoundaries(BOUNDARIES))) {
            feed = feed(venue, replay);
            samples = record(venue, replay, http);
        }
        final List<String> texts = samples.stream().map(Sample::text).toList();
        final List<VenueSession> sessions = new ArrayList<>();
        for (int i = 0; i < feed.socketUrls().size(); i++) {
            sessions.add(feed.onOpen(i));
        }
        for (int i = 0; i < MUTATIONS; i++) {
            final Sample sample = any(samples, random);
            final String text = MutatedTexts.mutate(sample.text(), random, texts);
            try {
                sessions.get(sample.socket()).onText(text);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", failed on " + text, e);
            }
        }
        System.out.println(venue.label() + ", seed " + seed + ": of " + MUTATIONS + " frames refused "
                + inspector.rejections + "; handed on " + inspector.bars + " bars, " + inspector.quotes + " quotes");
        assertThat(inspector.rejected).isGreaterThan(MUTATIONS / 4);
        assertThat(inspector.rejections).hasSizeGreaterThan(6);
        // The readers are as good as before.
        final Map<String, Integer> before = refusedFrames(venue);
        for (Sample sample : samples) {
            sessions.get(sample.socket()).onText(sample.text());
        }
        assertThat(refusedFrames(venue)).isEqualTo(before);
        assertThat(bytesPerFrame(sessions, samples)).isLessThan(8_000);
    }

    /** Where candles are asked for again, this test's REST has the same rows for every span, and they are refused. */
    private Map<String, Integer> refusedFrames(Venue venue) {
        final Map<String, Integer> refused = new TreeMap<>(inspector.rejections);
        if (!venue.streams().timesCandles()) {
            refused.remove("misaligned-bar");
        }
        return refused;
    }

    /** Mean over a venue's usual frames. */
    private static long bytesPerFrame(List<VenueSession> sessions, List<Sample> samples) throws IOException {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (Sample sample : samples) {
                sessions.get(sample.socket()).onText(sample.text());
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        System.out.println("bytes allocated per frame: " + bytes / samples.size());
        return bytes / samples.size();
    }
}
