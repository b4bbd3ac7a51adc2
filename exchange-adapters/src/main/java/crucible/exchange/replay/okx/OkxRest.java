package crucible.exchange.replay.okx;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedFundings;
import crucible.exchange.replay.market.SymbolRules;
import crucible.exchange.replay.wire.CandlePage;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.Query;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.model.Timeframe;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The public REST calls of OKX. Refusals have status 200 and a code, but for too many requests. */
final class OkxRest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEFAULT_ROWS = 100;
    private static final int MAX_ROWS = 300;
    private static final int MAX_FUNDINGS = 400;

    private final Map<String, OkxInstrument> instruments = new LinkedHashMap<>();
    private final VenueClock clock;

    OkxRest(List<OkxInstrument> listed, VenueClock clock) {
        listed.forEach(instrument -> instruments.put(instrument.id(), instrument));
        this.clock = clock;
    }

    /** Answers a GET; empty where the path is not one of the venue's. */
    Optional<RestAnswer> answer(String path, Query query) {
        return switch (path) {
            case "/api/v5/public/time" -> Optional.of(ok("[{\"ts\":\"" + clock.serverTimeMs() + "\"}]"));
            case "/api/v5/public/instruments" -> Optional.of(instruments(query));
            case "/api/v5/market/candles", "/api/v5/market/history-candles" -> Optional.of(candles(query));
            case "/api/v5/public/mark-price" -> Optional.of(ofSwap(query, OkxWords::markPriceRow));
            case "/api/v5/public/funding-rate-history" -> Optional.of(fundings(query));
            case "/api/v5/public/funding-rate" -> Optional.of(ofSwap(query, OkxWords::fundingRateRow));
            default -> Optional.empty();
        };
    }

    /**
     * Newest first; newer than {@code before} and older than {@code after}. The estimate beside the realised rate is
     * wrong.
     */
    private RestAnswer fundings(Query query) {
        final OkxInstrument instrument = instruments.get(query.text("instId", ""));
        if (instrument == null || !instrument.isSwap()) {
            return unknownInstrument();
        }
        final OptionalLong before = query.number("before", Long.MIN_VALUE);
        final OptionalLong after = query.number("after", Long.MAX_VALUE);
        final OptionalLong limit = query.number("limit", MAX_FUNDINGS);
        if (before.isEmpty() || after.isEmpty() || limit.isEmpty() || limit.getAsLong() < 1) {
            return badPage();
        }
        final List<PlayedFundings.Settled> settled = instrument
                .symbol()
                .fundings()
                .between(
                        query.has("before") ? before.getAsLong() + 1 : Long.MIN_VALUE,
                        query.has("after") ? after.getAsLong() - 1 : Long.MAX_VALUE,
                        (int) Math.min(limit.getAsLong(), MAX_FUNDINGS));
        final FrameText out = new FrameText().text("[");
        for (int i = settled.size() - 1; i >= 0; i--) {
            OkxWords.fundingRow(i == settled.size() - 1 ? out : out.text(","), instrument, settled.get(i));
        }
        return ok(out.text("]").toString());
    }

    private interface Row {
        void write(FrameText out, OkxInstrument instrument, long timeMs);
    }

    private RestAnswer ofSwap(Query query, Row row) {
        final FrameText out = new FrameText().text("[");
        boolean first = true;
        for (OkxInstrument instrument : instruments.values()) {
            final boolean chosen = query.text("instId", instrument.id()).equals(instrument.id()) && instrument.isSwap();
            if (chosen && !Double.isNaN(instrument.symbol().lastPrice())) {
                row.write(first ? out : out.text(","), instrument, clock.serverTimeMs());
                first = false;
            }
        }
        return first && query.has("instId")
                ? unknownInstrument()
                : ok(out.text("]").toString());
    }

    static RestAnswer tooManyRequests() {
        return new RestAnswer(429, envelope("50011", "Too Many Requests", "[]"), Map.of());
    }

    private RestAnswer instruments(Query query) {
        final String type = query.text("instType", "");
        if (type.isEmpty()) {
            return RestAnswer.of(envelope("50014", "Parameter instType can not be empty", "[]"));
        }
        final ArrayNode list = JSON.createArrayNode();
        for (OkxInstrument instrument : instruments.values()) {
            final boolean chosen = type.equals(instrument.isSwap() ? "SWAP" : "SPOT")
                    && query.text("instId", instrument.id()).equals(instrument.id());
            if (chosen) {
                describe(list.addObject(), instrument);
            }
        }
        if (list.isEmpty() && query.has("instId")) {
            return unknownInstrument();
        }
        return ok(list.toString());
    }

    private void describe(ObjectNode node, OkxInstrument instrument) {
        final SymbolRules rules = instrument.symbol().rules();
        final boolean swap = instrument.isSwap();
        final String pair = rules.base() + "-" + rules.quote();
        node.put("instId", instrument.id())
                .put("instType", swap ? "SWAP" : "SPOT")
                .put("uly", swap ? pair : "")
                .put("instFamily", swap ? pair : "")
                .put("baseCcy", swap ? "" : rules.base())
                .put("quoteCcy", swap ? "" : rules.quote())
                .put("settleCcy", swap ? rules.quote() : "")
                .put("ctVal", swap ? instrument.contract().toPlainString() : "")
                .put("ctMult", swap ? "1" : "")
                .put("ctValCcy", swap ? rules.base() : "")
                .put("ctType", swap ? "linear" : "")
                .put("tickSz", rules.tickSize().toPlainString())
                .put("lotSz", swap ? "1" : rules.stepSize().toPlainString())
                .put("minSz", swap ? contracts(instrument) : rules.minQuantity().toPlainString())
                .put("listTime", "1611916860000")
                .put("expTime", "")
                .put("state", instrument.symbol().tradesAt(clock.serverTimeMs()) ? "live" : "suspend");
    }

    private static String contracts(OkxInstrument instrument) {
        return instrument
                .symbol()
                .rules()
                .minQuantity()
                .divide(instrument.contract(), 0, RoundingMode.CEILING)
                .toPlainString();
    }

    /** Newest first, the running one included; newer than {@code before} and older than {@code after}. */
    private RestAnswer candles(Query query) {
        final OkxInstrument instrument = instruments.get(query.text("instId", ""));
        if (instrument == null) {
            return unknownInstrument();
        }
        final OptionalLong before = query.number("before", Long.MIN_VALUE);
        final OptionalLong after = query.number("after", Long.MAX_VALUE);
        final OptionalLong limit = query.number("limit", DEFAULT_ROWS);
        if (before.isEmpty() || after.isEmpty() || limit.isEmpty() || limit.getAsLong() < 1) {
            return badPage();
        }
        final FrameText out = new FrameText().text("[");
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.label().equals(query.text("bar", "1m"))) {
                final List<PlayedBar> bars = CandlePage.of(
                        instrument.symbol(),
                        timeframe,
                        query.has("before") ? before.getAsLong() + 1 : Long.MIN_VALUE,
                        query.has("after") ? after.getAsLong() - 1 : Long.MAX_VALUE,
                        (int) Math.min(limit.getAsLong(), MAX_ROWS),
                        false);
                final PlayedBar running = instrument.symbol().forming(timeframe);
                for (int i = bars.size() - 1; i >= 0; i--) {
                    OkxWords.row(
                            i == bars.size() - 1 ? out : out.text(","),
                            instrument,
                            bars.get(i),
                            bars.get(i) != running);
                }
            }
        }
        return ok(out.text("]").toString());
    }

    private static RestAnswer badPage() {
        return RestAnswer.of(envelope("51000", "Parameter before, after or limit error", "[]"));
    }

    private static RestAnswer unknownInstrument() {
        return RestAnswer.of(envelope("51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.", "[]"));
    }

    private static RestAnswer ok(String data) {
        return RestAnswer.of(envelope("0", "", data));
    }

    private static String envelope(String code, String message, String data) {
        return "{\"code\":\"" + code + "\",\"msg\":\"" + message + "\",\"data\":" + data + "}";
    }
}
