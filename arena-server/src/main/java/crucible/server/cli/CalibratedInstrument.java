package crucible.server.cli;

import crucible.exchange.replay.market.Candle;
import crucible.exchange.replay.market.FileMarket;
import crucible.exchange.replay.market.MarketTape;
import crucible.exchange.replay.market.QuoteReader;
import crucible.fill.calibration.SpreadCalibration;
import crucible.fill.spread.SpreadEstimator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One instrument's comparison.
 *
 * @param key {@code venue:symbol}
 * @param bars what the model was shown: {@code candles}, or {@code mids} where there were none of that instrument
 * @param tickSize price step
 * @param result the comparison
 */
record CalibratedInstrument(String key, String bars, double tickSize, SpreadCalibration.Result result) {
    /** What the model is. */
    record Model(SpreadEstimator estimator, int windowBars) {}

    /** Compares; empty where there is nothing to compare. */
    static Optional<CalibratedInstrument> of(RecordedQuotes quotes, Optional<Path> candles, Model model) {
        final Optional<Path> file = candles.flatMap(folder -> candleFile(folder, quotes.venue(), quotes.symbol()));
        final Optional<FileMarket> market = file.map(FileMarket::open);
        final double tick =
                market.map(one -> one.symbols().get(0).tickSize().doubleValue()).orElseGet(quotes::tickSize);
        final SpreadCalibration calibration = new SpreadCalibration(tick, model.estimator(), model.windowBars());
        for (QuoteReader.Row row : quotes.rows()) {
            calibration.quote(row.timeMs(), row.bid().doubleValue(), row.ask().doubleValue());
        }
        market.ifPresentOrElse(one -> play(one, calibration), () -> mids(quotes, calibration));
        return calibration
                .result()
                .map(result ->
                        new CalibratedInstrument(quotes.key(), market.isPresent() ? "candles" : "mids", tick, result));
    }

    /** The 5m candles of a symbol, in the venue's folder or in {@code folder} itself. */
    static Optional<Path> candleFile(Path folder, String venue, String symbol) {
        for (Path place : new Path[] {folder.resolve(venue), folder}) {
            for (String end : new String[] {"-5m.csv.gz", "-5m.csv"}) {
                final Path file = place.resolve(symbol + end);
                if (Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static void play(FileMarket market, SpreadCalibration calibration) {
        try (MarketTape tape = market.open()) {
            while (tape.advance()) {
                final Candle candle = tape.candle(0);
                if (candle != null) {
                    calibration.bar(candle.openTimeMs(), candle.open(), candle.high(), candle.low(), candle.close());
                }
            }
        }
    }

    /** Bars of the middles of the quotes: they know of moves, and nothing of trades at the bid or the ask. */
    private static void mids(RecordedQuotes quotes, SpreadCalibration calibration) {
        long openMs = Long.MIN_VALUE;
        double open = 0;
        double high = 0;
        double low = 0;
        double close = 0;
        for (QuoteReader.Row row : quotes.rows()) {
            if (row.ask().compareTo(row.bid()) < 0) {
                continue;
            }
            final double mid = (row.bid().doubleValue() + row.ask().doubleValue()) / 2;
            final long at = Math.floorDiv(row.timeMs(), SpreadCalibration.BAR_MS) * SpreadCalibration.BAR_MS;
            if (at > openMs) {
                if (openMs != Long.MIN_VALUE) {
                    calibration.bar(openMs, open, high, low, close);
                }
                openMs = at;
                open = mid;
                high = mid;
                low = mid;
            }
            high = Math.max(high, mid);
            low = Math.min(low, mid);
            close = mid;
        }
        if (openMs != Long.MIN_VALUE) {
            calibration.bar(openMs, open, high, low, close);
        }
    }
}
