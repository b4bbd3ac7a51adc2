package crucible.exchange.replay.kraken;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.market.SymbolRules;
import crucible.exchange.replay.wire.CandlePage;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.Query;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.model.Timeframe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The public REST calls of Kraken. All answers have status 200; refusals name an error. */
final class KrakenRest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_ROWS = 720;
    private static final String BASE = "/0/public/";

    private final Map<String, PlayedSymbol> byName = new LinkedHashMap<>();
    private final List<PlayedSymbol> symbols;
    private final VenueClock clock;

    KrakenRest(List<PlayedSymbol> symbols, VenueClock clock) {
        this.symbols = symbols;
        this.clock = clock;
        for (PlayedSymbol symbol : symbols) {
            byName.put(KrakenWords.pair(symbol), symbol);
            byName.put(altname(symbol), symbol);
        }
    }

    private static String altname(PlayedSymbol symbol) {
        return KrakenWords.oldName(symbol).replace("/", "");
    }

    /** Answers a GET; empty where the path is not one of the venue's. */
    Optional<RestAnswer> answer(String path, Query query) {
        if (!path.startsWith(BASE)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (path.substring(BASE.length())) {
                    case "Time" -> ok("{\"unixtime\":" + clock.serverTimeMs() / 1_000 + ",\"rfc1123\":\"\"}");
                    case "SystemStatus" -> ok("{\"status\":\"online\"}");
                    case "Assets" -> ok(assets().toString());
                    case "AssetPairs" -> pairs(query);
                    case "OHLC" -> candles(query);
                    default -> refused("EGeneral:Unknown method");
                });
    }

    static RestAnswer tooManyRequests() {
        return refused("EAPI:Rate limit exceeded");
    }

    private ObjectNode assets() {
        final ObjectNode list = JSON.createObjectNode();
        for (PlayedSymbol symbol : symbols) {
            for (String asset : List.of(symbol.rules().base(), symbol.rules().quote())) {
                list.putObject(KrakenWords.old(asset))
                        .put("aclass", "currency")
                        .put("altname", KrakenWords.old(asset))
                        .put("decimals", 10)
                        .put("display_decimals", 5)
                        .put("status", "enabled");
            }
        }
        return list;
    }

    private RestAnswer pairs(Query query) {
        final ObjectNode list = JSON.createObjectNode();
        for (PlayedSymbol symbol : symbols) {
            if (!query.has("pair") || byName.get(query.text("pair", "")) == symbol) {
                describe(list.putObject(altname(symbol)), symbol);
            }
        }
        return list.isEmpty() ? refused("EQuery:Unknown asset pair") : ok(list.toString());
    }

    private void describe(ObjectNode node, PlayedSymbol symbol) {
        final SymbolRules rules = symbol.rules();
        node.put("altname", altname(symbol))
                .put("wsname", KrakenWords.oldName(symbol))
                .put("base", rules.base())
                .put("quote", rules.quote())
                .put(
                        "pair_decimals",
                        Math.max(0, rules.tickSize().stripTrailingZeros().scale()))
                .put(
                        "lot_decimals",
                        Math.max(0, rules.stepSize().stripTrailingZeros().scale()))
                .put("ordermin", rules.minQuantity().toPlainString())
                .put("costmin", rules.minNotional().toPlainString())
                .put("tick_size", rules.tickSize().toPlainString())
                .put("status", symbol.tradesAt(clock.serverTimeMs()) ? "online" : "cancel_only");
        node.putArray("fees");
        node.putArray("fees_maker");
    }

    /** Ascending, empty ones included, the newest 720 alone; the last is the running one. */
    private RestAnswer candles(Query query) {
        final PlayedSymbol symbol = byName.get(query.text("pair", ""));
        if (symbol == null) {
            return refused("EQuery:Unknown asset pair");
        }
        final OptionalLong since = query.number("since", 0);
        final OptionalLong interval = query.number("interval", 1);
        if (since.isEmpty() || interval.isEmpty()) {
            return refused("EGeneral:Invalid arguments");
        }
        final FrameText out =
                new FrameText().text("{\"").text(query.text("pair", "")).text("\":[");
        long lastMs = since.getAsLong() * 1_000;
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.intervalMs() == interval.getAsLong() * 60_000) {
                final List<PlayedBar> bars = CandlePage.of(
                        symbol, timeframe, since.getAsLong() * 1_000 + 1, Long.MAX_VALUE, MAX_ROWS, false);
                for (int i = 0; i < bars.size(); i++) {
                    row(i == 0 ? out : out.text(","), bars.get(i));
                    lastMs = bars.get(i) == symbol.forming(timeframe)
                            ? lastMs
                            : bars.get(i).openTimeMs();
                }
            }
        }
        return ok(out.text("],\"last\":").number(lastMs / 1_000).text("}").toString());
    }

    private static void row(FrameText out, PlayedBar bar) {
        out.text("[")
                .number(bar.openTimeMs() / 1_000)
                .text(",")
                .ohlc(bar)
                .text(",")
                .rounded(KrakenWords.vwap(bar))
                .text(",")
                .decimal(bar.volumeBase())
                .text(",")
                .number(bar.trades())
                .text("]");
    }

    private static RestAnswer ok(String result) {
        return RestAnswer.of("{\"error\":[],\"result\":" + result + "}");
    }

    private static RestAnswer refused(String words) {
        return RestAnswer.of("{\"error\":[\"" + words + "\"]}");
    }
}
