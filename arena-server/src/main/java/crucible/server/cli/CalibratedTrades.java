package crucible.server.cli;

import crucible.exchange.replay.market.Candle;
import crucible.exchange.replay.market.FileMarket;
import crucible.exchange.replay.market.MarketTape;
import crucible.exchange.replay.market.QuoteReader;
import crucible.exchange.replay.market.TradeReader;
import crucible.fill.calibration.SpreadCalibration;
import crucible.fill.calibration.TradeCalibration;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One instrument's recorded trades against what the model charges.
 *
 * @param key {@code venue:symbol}, or the symbol alone
 * @param bars what the model was shown: {@code candles}, or {@code trades} where there were none of that instrument
 * @param result the comparison
 */
record CalibratedTrades(String key, String bars, TradeCalibration.Result result) {
    private static final Pattern VENUE = Pattern.compile("[a-z0-9]+-(spot|usdm|coinm|linear|inverse|swap)");
    private static final Pattern NAME =
            Pattern.compile("(?:([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*)-)?([A-Z0-9]{3,30})-trades.*\\.csv(\\.gz)?");

    /**
     * Compares each file of a folder, or one file, named {@code [VENUE-]SYMBOL-trades….csv[.gz]} or in a folder that is
     * named for the venue; other files are none of its business.
     *
     * @param quotes recorded quotes, which measure the trades of their time
     * @param notes is told of files that are left out, and why
     */
    static List<CalibratedTrades> read(
            Path path,
            Optional<Path> candles,
            List<RecordedQuotes> quotes,
            CalibratedInstrument.Model model,
            double slippageBps,
            List<String> notes)
            throws IOException {
        final List<CalibratedTrades> all = new ArrayList<>();
        for (Path file : files(path)) {
            final Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
                final String venue = name.group(1) == null ? venueOf(file) : name.group(1);
                try {
                    of(file, venue, name.group(2), candles, quotes, model, slippageBps)
                            .ifPresentOrElse(
                                    all::add,
                                    () -> notes.add(file.getFileName()
                                            + " is left out: too few trades, or no bars of their hours"));
                } catch (IllegalArgumentException refused) {
                    notes.add(file.getFileName() + " is left out: " + refused.getMessage());
                }
            }
        }
        return all;
    }

    /** The folder's name where it looks like a venue's, such as {@code kraken-spot}. */
    private static String venueOf(Path file) {
        final Path folder = file.toAbsolutePath().normalize().getParent();
        final String name = folder == null ? "" : String.valueOf(folder.getFileName());
        return VENUE.matcher(name).matches() ? name : "";
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Optional<CalibratedTrades> of(
            Path file,
            String venue,
            String symbol,
            Optional<Path> candles,
            List<RecordedQuotes> quotes,
            CalibratedInstrument.Model model,
            double slippageBps) {
        final List<TradeReader.Row> trades = trades(file);
        final Optional<FileMarket> market = candles.flatMap(
                        folder -> CalibratedInstrument.candleFile(folder, venue, symbol))
                .map(FileMarket::open);
        final double tick = market.map(one -> one.symbols().get(0).tickSize())
                .orElseGet(() -> tickSize(trades))
                .doubleValue();
        final TradeCalibration calibration =
                new TradeCalibration(tick, model.estimator(), model.windowBars(), slippageBps);
        for (RecordedQuotes recorded : quotes) {
            if (recorded.venue().equals(venue) && recorded.symbol().equals(symbol)) {
                for (QuoteReader.Row row : recorded.rows()) {
                    calibration.quote(
                            row.timeMs(), row.bid().doubleValue(), row.ask().doubleValue());
                }
            }
        }
        market.ifPresentOrElse(one -> play(one, calibration), () -> bars(trades, calibration));
        trades.forEach(trade -> calibration.trade(trade.timeMs(), trade.price().doubleValue(), trade.side()));
        final String key = venue.isEmpty() ? symbol : venue + ":" + symbol;
        return calibration
                .result()
                .map(result -> new CalibratedTrades(key, market.isPresent() ? "candles" : "trades", result));
    }

    private static List<TradeReader.Row> trades(Path file) {
        final List<TradeReader.Row> trades = new ArrayList<>();
        try (TradeReader reader = new TradeReader(file)) {
            for (TradeReader.Row row = reader.next(); row != null; row = reader.next()) {
                if (!trades.isEmpty() && trades.get(trades.size() - 1).timeMs() > row.timeMs()) {
                    throw new IllegalArgumentException("trades ascend in time, but after "
                            + trades.get(trades.size() - 1).timeMs() + " came " + row.timeMs());
                }
                trades.add(row);
            }
        }
        return trades;
    }

    /** The largest price step of which every price is a multiple; 1 without trades. */
    private static BigDecimal tickSize(List<TradeReader.Row> trades) {
        final int decimals = trades.stream()
                .mapToInt(
                        trade -> Math.max(0, trade.price().stripTrailingZeros().scale()))
                .max()
                .orElse(0);
        final BigInteger step = trades.stream()
                .map(trade -> trade.price().movePointRight(decimals).toBigInteger())
                .reduce(BigInteger.ZERO, BigInteger::gcd);
        return step.signum() == 0 ? BigDecimal.ONE : new BigDecimal(step, decimals);
    }

    private static void play(FileMarket market, TradeCalibration calibration) {
        try (MarketTape tape = market.open()) {
            while (tape.advance()) {
                final Candle candle = tape.candle(0);
                if (candle != null && candle.volumeBase() > 0) {
                    calibration.bar(candle.openTimeMs(), candle.open(), candle.high(), candle.low(), candle.close());
                }
            }
        }
    }

    /** Bars of 5m from the trades themselves. */
    private static void bars(List<TradeReader.Row> trades, TradeCalibration calibration) {
        int i = 0;
        while (i < trades.size()) {
            final long openMs =
                    Math.floorDiv(trades.get(i).timeMs(), SpreadCalibration.BAR_MS) * SpreadCalibration.BAR_MS;
            final double open = trades.get(i).price().doubleValue();
            double high = open;
            double low = open;
            double close = open;
            for (; i < trades.size() && trades.get(i).timeMs() < openMs + SpreadCalibration.BAR_MS; i++) {
                close = trades.get(i).price().doubleValue();
                high = Math.max(high, close);
                low = Math.min(low, close);
            }
            calibration.bar(openMs, open, high, low, close);
        }
    }
}
