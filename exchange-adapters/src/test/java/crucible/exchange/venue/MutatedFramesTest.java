package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.FeedCounters;
import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.connection.DrivenTimer;
import crucible.exchange.connection.RequestBudget;
import crucible.exchange.connection.RestClient;
import crucible.exchange.connection.VenueProtocol;
import crucible.exchange.connection.VenueSession;
import crucible.exchange.feed.MarketFeeds;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

/** Whatever arrives on the socket is handed on correctly or counted; nothing else happens. */
class MutatedFramesTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final int MUTATIONS = 120_000;
    private static final String EXCHANGE_INFO = "{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\","
            + "\"baseAsset\":\"BTC\",\"quoteAsset\":\"USDT\",\"filters\":[{\"filterType\":\"PRICE_FILTER\","
            + "\"tickSize\":\"0.01\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.0001\",\"stepSize\":\"0.0001\"}]}]}";

    private final RecordingSink sink = new RecordingSink();
    private final FeedCounters counters = new FeedCounters(sink);

    /** A feed whose REST knows one instrument, no bars, and answers without a network. */
    private VenueSession feed() throws IOException {
        final OkHttpClient http = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    final String path = chain.request().url().encodedPath();
                    final String body = path.endsWith("time")
                            ? "{\"serverTime\":" + T0 + "}"
                            : path.endsWith("klines") ? "[]" : EXCHANGE_INFO;
                    return new Response.Builder()
                            .request(chain.request())
                            .protocol(Protocol.HTTP_1_1)
                            .code(200)
                            .message("OK")
                            .body(ResponseBody.create(body, MediaType.get("application/json")))
                            .build();
                })
                .build();
        final DrivenTimer timer = new DrivenTimer();
        final RestClient client = new RestClient(http, new RequestBudget(timer, 1_000_000_000, 60_000), 0);
        final VenueProtocol feed = new MarketFeeds(
                        Venue.BINANCE_SPOT.streams(), Venue.BINANCE_SPOT.rest(), client, sink, counters, timer)
                .feed(Venue.BINANCE_SPOT.settings(List.of(new Listing(0, "BTCUSDT"))));
        feed.prepare(false);
        return feed.onOpen(false);
    }

    private static List<String> samples() {
        final List<String> samples = new ArrayList<>();
        for (Timeframe timeframe : Timeframe.values()) {
            for (int i = 0; i < 4; i++) {
                final Bar bar = SpotText.bar(0, timeframe, T0 + i * timeframe.intervalMs(), i);
                samples.add(SpotText.forming("BTCUSDT", bar));
                samples.add(SpotText.closed("BTCUSDT", bar));
                samples.add(SpotText.combined("btcusdt@kline_5m", SpotText.closed("BTCUSDT", bar)));
            }
        }
        samples.add(SpotText.bookTicker("BTCUSDT", "100.02", "100.03"));
        samples.add(SpotText.combined("btcusdt@bookTicker", SpotText.bookTicker("BTCUSDT", "99.9", "100.03")));
        samples.add("{\"result\":null,\"id\":1}");
        samples.add("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":2}");
        samples.add("{\"e\":\"serverShutdown\",\"E\":1770123456789}");
        return samples;
    }

    private static String mutate(String text, Random random, List<String> samples) {
        final StringBuilder mutated = new StringBuilder(text);
        if (random.nextBoolean()) {
            return changeDigitsAndCase(mutated, random);
        }
        final String bits = "{}[]\":,.-+eE0123456789truefalsn\\u \u0000\u00e9\ud83d";
        for (int edits = 1 + random.nextInt(3); edits > 0 && mutated.length() > 0; edits--) {
            final int at = random.nextInt(mutated.length());
            final int to = Math.min(mutated.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(7)) {
                case 0 -> mutated.setCharAt(at, bits.charAt(random.nextInt(bits.length())));
                case 1 -> mutated.delete(at, to);
                case 2 -> mutated.insert(at, bits.charAt(random.nextInt(bits.length())));
                case 3 -> mutated.insert(at, mutated.substring(at, to).repeat(1 + random.nextInt(40)));
                case 4 -> mutated.setLength(at);
                case 5 -> mutated.append(samples.get(random.nextInt(samples.size())));
                default -> {
                    final String other = samples.get(random.nextInt(samples.size()));
                    mutated.replace(at, to, other.substring(random.nextInt(other.length())));
                }
            }
        }
        return mutated.toString();
    }

    /** Keeps the JSON whole, so that the checks of fields and values are reached. */
    private static String changeDigitsAndCase(StringBuilder mutated, Random random) {
        for (int edits = 1 + random.nextInt(3); edits > 0; ) {
            final int at = random.nextInt(mutated.length());
            final char c = mutated.charAt(at);
            if (Character.isDigit(c)) {
                mutated.setCharAt(at, (char) ('0' + random.nextInt(10)));
                edits--;
            } else if (Character.isUpperCase(c)) {
                mutated.setCharAt(at, Character.toLowerCase(c));
                edits--;
            }
        }
        return mutated.toString();
    }

    @Test
    void neverFailsAndNeverHandsOnNonsense() throws IOException {
        final long seed = 20_260_202;
        System.out.println("MutatedFramesTest seed " + seed);
        final Random random = new Random(seed);
        final List<String> samples = samples();
        final VenueSession feed = feed();
        for (int i = 0; i < MUTATIONS; i++) {
            final String text = mutate(samples.get(random.nextInt(samples.size())), random, samples);
            try {
                feed.onText(text);
            } catch (RuntimeException e) {
                throw new AssertionError("failed on " + text, e);
            }
        }
        System.out.println("rejected of " + MUTATIONS + ": " + sink.rejections());
        assertThat(counters.snapshot().rejected()).isGreaterThan(MUTATIONS / 3);
        final Map<Timeframe, Long> nextOpenMs = new HashMap<>();
        for (Bar bar : sink.all(Bar.class)) {
            if (bar.provenance() != Provenance.REVISED) {
                assertThat(bar.openTimeMs()).isGreaterThanOrEqualTo(nextOpenMs.getOrDefault(bar.timeframe(), 0L));
                nextOpenMs.put(bar.timeframe(), bar.closeTimeMs());
            }
        }
        final int barsBefore = sink.all(Bar.class).size();
        feed.onText(SpotText.closed("BTCUSDT", SpotText.bar(0, Timeframe.M5, nextOpenMs.get(Timeframe.M5), 1)));
        assertThat(sink.all(Bar.class)).hasSize(barsBefore + 1);
    }

    @Test
    void parsingAQuoteAllocatesLittle() throws IOException {
        final VenueSession feed = feed();
        feed.onText(SpotText.forming("BTCUSDT", SpotText.bar(0, Timeframe.M5, T0, 1)));
        final String quote = SpotText.bookTicker("BTCUSDT", "100.02000000", "100.03000000");
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final int frames = 20_000;
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < frames; i++) {
                feed.onText(quote);
            }
            bytes = Math.min(bytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        System.out.println("bytes allocated per bookTicker frame: " + bytes / frames);
        assertThat(bytes / frames).isLessThan(2_500);
    }
}
