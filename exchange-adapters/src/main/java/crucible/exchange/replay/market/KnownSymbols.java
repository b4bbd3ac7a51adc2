package crucible.exchange.replay.market;

import java.math.BigDecimal;
import java.util.List;

/**
 * Common dollar pairs with Binance Spot's trading rules, and what the generated market needs to imitate them. The rules
 * are those of the exchange's {@code exchangeInfo} in 2025; a file whose prices are finer than the tick here is played
 * with the finer tick.
 */
final class KnownSymbols {
    /**
     * One known symbol.
     *
     * @param rules trading rules
     * @param startPrice a price of its order of magnitude
     * @param sigmaBps standard deviation of a five-minute return, basis points
     * @param turnoverUsd traded value in five minutes
     */
    record Known(SymbolRules rules, double startPrice, double sigmaBps, double turnoverUsd) {}

    /** In order of fame: a generated market takes the first ones. */
    static final List<Known> ALL = List.of(
            known("BTC", "0.01", "0.00001", 95_000, 15, 4_000_000),
            known("ETH", "0.01", "0.0001", 3_400, 21, 2_500_000),
            known("BNB", "0.01", "0.001", 690, 18, 500_000),
            known("SOL", "0.01", "0.001", 190, 28, 900_000),
            known("XRP", "0.0001", "0.1", 2.2, 28, 800_000),
            known("ADA", "0.0001", "0.1", 0.85, 30, 250_000),
            known("DOGE", "0.00001", "1", 0.32, 31, 600_000),
            known("LTC", "0.01", "0.001", 102, 25, 120_000),
            known("LINK", "0.01", "0.01", 20, 29, 150_000),
            known("SUI", "0.0001", "0.1", 4.1, 34, 400_000),
            known("AVAX", "0.01", "0.01", 36, 30, 150_000),
            known("AAVE", "0.01", "0.001", 305, 32, 100_000),
            known("BCH", "0.1", "0.001", 440, 26, 90_000),
            known("DOT", "0.001", "0.01", 6.8, 29, 80_000),
            known("TRX", "0.0001", "0.1", 0.25, 15, 120_000),
            known("UNI", "0.001", "0.01", 13.5, 32, 80_000),
            known("NEAR", "0.001", "0.1", 5.1, 34, 80_000),
            known("ATOM", "0.001", "0.01", 6.4, 30, 50_000),
            known("ETC", "0.01", "0.01", 25.5, 28, 50_000),
            known("FIL", "0.001", "0.01", 5.0, 31, 50_000),
            known("XLM", "0.0001", "1", 0.34, 31, 90_000),
            known("HBAR", "0.00001", "1", 0.28, 36, 120_000),
            known("APT", "0.001", "0.01", 8.9, 32, 60_000),
            known("ARB", "0.0001", "0.1", 0.74, 34, 70_000),
            known("OP", "0.001", "0.01", 1.8, 35, 60_000),
            known("PEPE", "0.00000001", "1", 0.00002, 42, 500_000),
            known("SHIB", "0.00000001", "1", 0.0000215, 32, 150_000),
            known("TON", "0.001", "0.01", 5.5, 21, 60_000),
            known("WLD", "0.001", "0.1", 2.1, 40, 70_000),
            known("KITE", "0.0001", "0.1", 0.08, 48, 60_000));

    private KnownSymbols() {}

    private static Known known(
            String base, String tick, String step, double startPrice, double sigmaBps, double turnoverUsd) {
        final BigDecimal stepSize = new BigDecimal(step);
        return new Known(
                new SymbolRules(
                        base + "USDT", base, "USDT", new BigDecimal(tick), stepSize, stepSize, new BigDecimal("5")),
                startPrice,
                sigmaBps,
                turnoverUsd);
    }

    /** The rules of {@code symbol}, or null where it is not in the table. */
    static SymbolRules rules(String symbol) {
        for (Known known : ALL) {
            if (known.rules().symbol().equals(symbol)) {
                return known.rules();
            }
        }
        return null;
    }
}
