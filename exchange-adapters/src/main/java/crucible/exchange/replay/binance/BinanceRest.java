package crucible.exchange.replay.binance;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.BarHistory;
import crucible.exchange.replay.market.PlayedBar;
import crucible.exchange.replay.market.PlayedFundings;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.FrameText;
import crucible.exchange.replay.wire.RestAnswer;
import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public REST calls of Binance Spot. Weights are counted and reported, not enforced. */
final class BinanceRest {
    private static final int DEFAULT_ROWS = 500;
    private static final long MAX_FUNDINGS = 1_000;
    private static final long STAMP_DELAY_MS = 2;
    private static final Set<String> INTERVALS =
            Set.of("1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M");

    /** A call that is refused. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refusal(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }
    }

    private final Map<String, PlayedSymbol> symbols = new LinkedHashMap<>();
    private final VenueClock clock;
    private final String prefix;
    private final int maxRows;
    private final boolean futures;
    private final PlayedBar row = new PlayedBar();
    private int usedWeight;
    private long weightMinute;

    /**
     * @param prefix of its paths: {@code /api/v3/} or {@code /fapi/v1/}
     * @param maxRows most candles of a call
     * @param futures whether the symbols are perpetuals
     */
    BinanceRest(List<PlayedSymbol> symbols, VenueClock clock, String prefix, int maxRows, boolean futures) {
        this.prefix = prefix;
        this.maxRows = maxRows;
        this.futures = futures;
        symbols.forEach(symbol -> this.symbols.put(symbol.rules().symbol(), symbol));
        this.clock = clock;
    }

    /** Answers a GET; empty where the path is not one of the venue's. */
    Optional<RestAnswer> answer(String path, Map<String, List<String>> query) {
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return switch (path.substring(prefix.length())) {
                case "ping" -> weighted(1, "{}");
                case "time" -> weighted(1, "{\"serverTime\":" + clock.serverTimeMs() + "}");
                case "exchangeInfo" -> weighted(20, exchangeInfo(query));
                case "klines", "uiKlines" -> weighted(2, klines(query));
                case "ticker/bookTicker" -> weighted(2, tickers(query, BinanceRest::bookTicker));
                case "premiumIndex" ->
                    futures ? weighted(1, tickers(query, this::premiumIndex)) : Optional.<RestAnswer>empty();
                case "fundingRate" -> futures ? weighted(1, fundingRate(query)) : Optional.<RestAnswer>empty();
                case "ticker/price" -> weighted(2, tickers(query, BinanceRest::price));
                default -> Optional.empty();
            };
        } catch (Refusal refusal) {
            return weighted(1, BinanceWords.error(400, refusal.code, refusal.getMessage()));
        }
    }

    private Optional<RestAnswer> weighted(int weight, String json) {
        return weighted(weight, RestAnswer.of(json));
    }

    private Optional<RestAnswer> weighted(int weight, RestAnswer answer) {
        final long minute = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
        if (minute != weightMinute) {
            weightMinute = minute;
            usedWeight = 0;
        }
        usedWeight += weight;
        return Optional.of(answer.withHeader("X-MBX-USED-WEIGHT-1M", Integer.toString(usedWeight)));
    }

    private String exchangeInfo(Map<String, List<String>> query) throws Refusal {
        return ExchangeInfo.json(chosen(query), clock.serverTimeMs(), futures);
    }

    private String klines(Map<String, List<String>> query) throws Refusal {
        final PlayedSymbol symbol = symbol(required(query, "symbol"));
        final String interval = required(query, "interval");
        if (!INTERVALS.contains(interval)) {
            throw new Refusal(-1120, "Invalid interval.");
        }
        final long limit = number(query, "limit", DEFAULT_ROWS);
        if (limit < 1) {
            throw new Refusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        final long start = timeMs(query, "startTime", Long.MIN_VALUE);
        final long end = timeMs(query, "endTime", Long.MAX_VALUE);
        final FrameText out = new FrameText().text("[");
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.label().equals(interval)) {
                rows(out, symbol, timeframe, start, end, (int) Math.min(limit, maxRows));
            }
        }
        return out.text("]").toString();
    }

    /** Ascending; stamped two milliseconds late, as the venue's are. */
    private String fundingRate(Map<String, List<String>> query) throws Refusal {
        final PlayedSymbol symbol = symbol(required(query, "symbol"));
        final long start = timeMs(query, "startTime", Long.MIN_VALUE);
        final long end = timeMs(query, "endTime", Long.MAX_VALUE);
        final int limit = (int) Math.min(number(query, "limit", 100), MAX_FUNDINGS);
        final FrameText out = new FrameText().text("[");
        boolean first = true;
        for (PlayedFundings.Settled settled : symbol.fundings().between(start, end, limit)) {
            out.text(first ? "" : ",")
                    .text("{\"symbol\":\"")
                    .text(symbol.rules().symbol())
                    .text("\",\"fundingTime\":")
                    .number(settled.timeMs() + STAMP_DELAY_MS)
                    .text(",\"fundingRate\":\"")
                    .text(settled.rate())
                    .text("\",\"markPrice\":")
                    .decimal(settled.markPrice())
                    .text("}");
            first = false;
        }
        return out.text("]").toString();
    }

    /** Ascending; from the start where one is given, else the newest; the running bar is the last. */
    private void rows(FrameText out, PlayedSymbol symbol, Timeframe timeframe, long start, long end, int limit) {
        final BarHistory history = symbol.history(timeframe);
        final PlayedBar running = symbol.forming(timeframe);
        final boolean hasRunning = running.begun()
                && symbol.formsWhole(timeframe)
                && running.openTimeMs() >= start
                && running.openTimeMs() <= end;
        int from = start == Long.MIN_VALUE ? 0 : history.from(start);
        int to = end == Long.MAX_VALUE ? history.size() : history.from(end + 1);
        final int available = Math.max(0, to - from) + (hasRunning ? 1 : 0);
        if (available > limit) {
            if (start == Long.MIN_VALUE) {
                from += available - limit;
            } else {
                to = Math.min(to, from + limit);
            }
        }
        int written = 0;
        for (int i = from; i < to; i++) {
            history.read(i, row);
            MarketFrames.row(written++ == 0 ? out : out.text(","), timeframe, row);
        }
        if (hasRunning && written < limit) {
            MarketFrames.row(written == 0 ? out : out.text(","), timeframe, running);
        }
    }

    /** One ticker's text. */
    private interface Ticker {
        void write(FrameText out, PlayedSymbol symbol);
    }

    private String tickers(Map<String, List<String>> query, Ticker ticker) throws Refusal {
        final FrameText out = new FrameText();
        if (query.containsKey("symbol")) {
            ticker.write(out, symbol(required(query, "symbol")));
            return out.toString();
        }
        out.text("[");
        boolean first = true;
        for (PlayedSymbol symbol : chosen(query)) {
            out.text(first ? "" : ",");
            ticker.write(out, symbol);
            first = false;
        }
        return out.text("]").toString();
    }

    private static void bookTicker(FrameText out, PlayedSymbol symbol) {
        out.text("{\"symbol\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"bidPrice\":")
                .decimal(symbol.bid())
                .text(",\"bidQty\":")
                .rounded(symbol.bidQuantity())
                .text(",\"askPrice\":")
                .decimal(symbol.ask())
                .text(",\"askQty\":")
                .rounded(symbol.askQuantity())
                .text("}");
    }

    private void premiumIndex(FrameText out, PlayedSymbol symbol) {
        final long nowMs = clock.serverTimeMs();
        out.text("{\"symbol\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"markPrice\":")
                .decimal(Double.isNaN(symbol.lastPrice()) ? 0 : symbol.lastPrice())
                .text(",\"lastFundingRate\":\"0.00010000\",\"nextFundingTime\":")
                .number(symbol.fundings().nextMs())
                .text(",\"time\":")
                .number(nowMs)
                .text("}");
    }

    private static void price(FrameText out, PlayedSymbol symbol) {
        out.text("{\"symbol\":\"")
                .text(symbol.rules().symbol())
                .text("\",\"price\":")
                .decimal(Double.isNaN(symbol.lastPrice()) ? 0 : symbol.lastPrice())
                .text("}");
    }

    /** The symbols that {@code symbol} or {@code symbols} name; all where neither is given. */
    private List<PlayedSymbol> chosen(Map<String, List<String>> query) throws Refusal {
        if (query.containsKey("symbol")) {
            return List.of(symbol(required(query, "symbol")));
        }
        if (!query.containsKey("symbols")) {
            return List.copyOf(symbols.values());
        }
        final List<PlayedSymbol> chosen = new ArrayList<>();
        final JsonNode names;
        try {
            names = JsonMapper.shared().readTree(required(query, "symbols"));
        } catch (JacksonException broken) {
            throw new Refusal(-1100, "Illegal characters found in parameter 'symbols'.");
        }
        if (!names.isArray() || names.isEmpty()) {
            throw new Refusal(-1130, "Data sent for parameter 'symbols' is not valid.");
        }
        for (JsonNode name : names) {
            chosen.add(symbol(name.asString("")));
        }
        return chosen;
    }

    private PlayedSymbol symbol(String name) throws Refusal {
        final PlayedSymbol symbol = symbols.get(name);
        if (symbol == null) {
            throw new Refusal(-1121, "Invalid symbol.");
        }
        return symbol;
    }

    private static String required(Map<String, List<String>> query, String name) throws Refusal {
        final List<String> values = query.get(name);
        if (values == null || values.get(0).isBlank()) {
            throw new Refusal(-1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
        }
        return values.get(0);
    }

    private static long number(Map<String, List<String>> query, String name, long otherwise) throws Refusal {
        if (!query.containsKey(name)) {
            return otherwise;
        }
        final String text = required(query, name);
        if (!text.matches("[0-9]{1,18}")) {
            throw new Refusal(
                    -1100, "Illegal characters found in parameter '" + name + "'; legal range is '^[0-9]{1,20}$'.");
        }
        return Long.parseLong(text);
    }

    /** Milliseconds; microseconds are understood by their number of digits. */
    private static long timeMs(Map<String, List<String>> query, String name, long otherwise) throws Refusal {
        final long time = number(query, name, otherwise);
        return query.containsKey(name) && time >= 1_000_000_000_000_000L ? time / 1000 : time;
    }
}
