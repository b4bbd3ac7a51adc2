package crucible.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import crucible.exchange.FrameRefused;
import crucible.exchange.SharedFiles;
import crucible.exchange.binance.SpotFrame.Kind;
import crucible.model.Bar;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpotFrameTest {
    private static final long T0 = 1_735_689_600_000L;
    private static final Bar BAR = SpotText.bar(3, Timeframe.M5, T0, 1);

    private final SpotFrame frame = new SpotFrame();

    private String reason(String text) {
        try {
            final Kind kind = frame.read(text);
            return fail("accepted as " + kind + ": " + text);
        } catch (FrameRefused e) {
            return e.reason();
        }
    }

    @Test
    void readsACandleRawAndCombined() throws FrameRefused {
        for (String text : List.of(
                SpotText.closed("BTCUSDT", BAR),
                SpotText.combined("btcusdt@kline_5m", SpotText.closed("BTCUSDT", BAR)))) {
            assertThat(frame.read(text)).isEqualTo(Kind.KLINE);
            assertThat(frame.symbol()).isEqualTo("BTCUSDT");
            assertThat(frame.eventTimeMs()).isEqualTo(BAR.closeTimeMs() + 7);
            assertThat(frame.bar().isFinal()).isTrue();
            assertThat(frame.bar().toBar(3, Timeframe.M5, Provenance.LIVE)).isEqualTo(BAR);
        }
    }

    @Test
    void readsFieldsInAnyOrderAndSkipsUnknownOnes() throws FrameRefused {
        final String text =
                "{\"new\":{\"deep\":[1,{\"s\":\"NO\"}]},\"k\":{\"x\":false,\"z\":[[]],\"n\":1,\"v\":\"1\",\"c\":\"2\","
                        + "\"l\":\"1\",\"h\":\"2\",\"o\":\"1\",\"i\":\"5m\",\"s\":\"AUSDT\",\"T\":" + (T0 + 299_999)
                        + ",\"t\":" + T0
                        + "},\"s\":\"AUSDT\",\"E\":" + (T0 + 5) + ",\"e\":\"kline\"}";
        assertThat(frame.read(text)).isEqualTo(Kind.KLINE);
        assertThat(frame.symbol()).isEqualTo("AUSDT");
    }

    @Test
    void saysThatABarWithoutTradesIsOne() throws FrameRefused {
        final String flat = "{\"e\":\"kline\",\"E\":" + (T0 + 300_003) + ",\"s\":\"A\",\"k\":{\"t\":" + T0 + ",\"T\":"
                + (T0 + 299_999)
                + ",\"s\":\"A\",\"i\":\"5m\",\"f\":-1,\"L\":-1,\"o\":\"2.5\",\"c\":\"2.5\",\"h\":\"2.5\","
                + "\"l\":\"2.5\",\"v\":\"0.00\",\"n\":0,\"x\":true}}";
        frame.read(flat);
        assertThat(frame.bar().toBar(0, Timeframe.M5, Provenance.LIVE).provenance())
                .isEqualTo(Provenance.SYNTHETIC);
        assertThat(frame.bar().toBar(0, Timeframe.M5, Provenance.OFFLINE).provenance())
                .isEqualTo(Provenance.OFFLINE);
    }

    @Test
    void readsQuotesWithAndWithoutAType() throws FrameRefused {
        final String text = SpotText.bookTicker("BTCUSDT", "0.1", "0.2");
        assertThat(frame.read(text)).isEqualTo(Kind.BOOK_TICKER);
        assertThat(frame.read("{\"e\":\"bookTicker\"," + text.substring(1))).isEqualTo(Kind.BOOK_TICKER);
        assertThat(frame.bid()).isEqualTo("0.1");
        assertThat(frame.ask()).isEqualTo("0.2");
        assertThat(frame.bidSizeBase()).isEqualTo(31.21);
        assertThat(frame.askSizeBase()).isEqualTo(40.66);
        assertThat(frame.isCrossed()).isFalse();
        frame.read(SpotText.bookTicker("BTCUSDT", "0.2", "0.20"));
        assertThat(frame.isCrossed()).isTrue();
    }

    @Test
    void readsAnswersAndErrorsInBothShapes() throws FrameRefused {
        assertThat(frame.read("{\"result\":null,\"id\":12}")).isEqualTo(Kind.RESULT);
        assertThat(frame.requestId()).isEqualTo(12);
        assertThat(frame.read("{\"result\":[\"btcusdt@bookTicker\"],\"id\":\"abc\"}"))
                .isEqualTo(Kind.RESULT);
        assertThat(frame.requestId()).isEqualTo(-1);
        assertThat(frame.read("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":2}"))
                .isEqualTo(Kind.ERROR);
        assertThat(frame.errorText()).isEqualTo("code 2: Invalid request");
        assertThat(frame.read("{\"code\": 3, \"msg\": \"Invalid JSON\",\"id\": 1}"))
                .isEqualTo(Kind.ERROR);
        assertThat(frame.errorText()).isEqualTo("code 3: Invalid JSON");
        assertThat(frame.read("{\"e\":\"serverShutdown\",\"E\":1}")).isEqualTo(Kind.SHUTDOWN);
        assertThat(frame.read(SpotText.combined("!serverShutdown", "{\"e\":\"serverShutdown\",\"E\":1}")))
                .isEqualTo(Kind.SHUTDOWN);
        assertThat(frame.read("{\"e\":\"aggTrade\",\"a\":5,\"b\":7}")).isEqualTo(Kind.OTHER_EVENT);
    }

    @Test
    void namesWhatIsWrong() {
        final String good = SpotText.closed("BTCUSDT", BAR);
        assertThat(reason("")).isEqualTo("malformed-json");
        assertThat(reason("pong")).isEqualTo("malformed-json");
        assertThat(reason("{}")).isEqualTo("missing-field");
        assertThat(reason("5")).isEqualTo("wrong-type");
        assertThat(reason(good + "{}")).isEqualTo("malformed-json");
        assertThat(reason(good.substring(0, good.length() - 1))).isEqualTo("malformed-json");
        assertThat(reason("{\"e\":5}")).isEqualTo("wrong-type");
        assertThat(reason("{\"e\":\"kline\",\"E\":" + T0 + ",\"s\":\"A\"}")).isEqualTo("missing-field");
        assertThat(reason("{\"e\":\"kline\",\"E\":" + T0 + ",\"s\":\"A\",\"k\":5}"))
                .isEqualTo("missing-field");
        assertThat(reason(good.replace("\"s\":\"BTCUSDT\",\"k\"", "\"s\":\"ETHUSDT\",\"k\"")))
                .isEqualTo("symbol-mismatch");
        assertThat(reason(good.replace("\"n\":2", "\"n\":2,\"n\":3"))).isEqualTo("duplicate-field");
        assertThat(reason(good.replace("\"n\":2", "\"n\":99999999999999999999")))
                .isEqualTo("wrong-type");
        assertThat(reason(good.replace("\"n\":2", "\"n\":-2"))).isEqualTo("bad-number");
        assertThat(reason(good.replace("\"v\":\"11.0\"", "\"v\":\"-11.0\""))).isEqualTo("negative-quantity");
        assertThat(reason(good.replace("\"v\":\"11.0\"", "\"v\":\"NaN\""))).isEqualTo("bad-number");
        assertThat(reason(good.replace("\"v\":\"11.0\"", "\"v\":11.0"))).isEqualTo("wrong-type");
        assertThat(reason(good.replace("\"l\":\"100.25\"", "\"l\":\"0.00\""))).isEqualTo("negative-price");
        assertThat(reason(good.replace("\"E\":1735689900007", "\"E\":1735689900")))
                .isEqualTo("bad-time");
        assertThat(reason(good.replace("\"E\":1735689900007", "\"E\":1735689899000")))
                .isEqualTo("bad-time");
        assertThat(reason(good.replace("\"T\":1735689899999", "\"T\":1735689900000")))
                .isEqualTo("misaligned-bar");
        assertThat(reason("[".repeat(5_000))).isEqualTo("wrong-type");
        assertThat(reason("{\"a\":" + "[".repeat(5_000))).isEqualTo("oversized");
        assertThat(reason("{\"" + "a".repeat(1_000) + "\":1}")).isEqualTo("oversized");
    }

    @Test
    void refusesABarOfAnotherSpanThanItsLabel() throws FrameRefused {
        frame.read(SpotText.closed("BTCUSDT", BAR).replace("\"i\":\"5m\"", "\"i\":\"15m\""));
        assertThatThrownBy(() -> frame.bar().toBar(0, Timeframe.M15, Provenance.LIVE))
                .isInstanceOf(FrameRefused.class);
    }

    @Test
    void readsEverySampleOfTheVenue() throws IOException {
        final Path folder = SharedFiles.find("protocols/frames");
        final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(SpotFrameTest::isStreamSample).sorted().toList()) {
                for (String line : Files.readAllLines(file)) {
                    final JsonNode sample = JsonMapper.shared().readTree(line);
                    if (sample.path("note").asString("").contains("client")
                            || sample.path("raw").asString().contains("method")) {
                        continue;
                    }
                    try {
                        kinds.merge(frame.read(sample.path("raw").asString()), 1, Integer::sum);
                    } catch (FrameRefused e) {
                        // One example of the documentation has an open below its low.
                        if (sample.path("kind").asString().equals("official-doc")
                                && e.reason().equals("bad-ohlc")) {
                            continue;
                        }
                        fail(file.getFileName() + ": " + e.reason() + ": " + e.getMessage() + " in " + line);
                    }
                }
            }
        }
        System.out.println("sample frames by kind: " + kinds);
        assertThat(kinds.keySet()).containsExactlyInAnyOrder(Kind.values());
    }

    private static boolean isStreamSample(Path file) {
        final String name = String.valueOf(file.getFileName());
        return name.startsWith("binance-spot-") && !name.contains("-rest");
    }
}
