package crucible.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;

/**
 * One tradable symbol at one venue, with its order rules and the units of its ledger. Prices are counted in ticks,
 * quantities in lots. The ledger's lot is the venue's step times the smallest whole {@code m} for which
 * tick × step × m is a whole number of 1e-8 USD, so that every notional is exact. Immutable.
 */
public final class Instrument {
    /** Quote currencies that count as one dollar: a stated assumption. */
    public static final Set<String> DOLLARS = Set.of("USD", "USDT", "USDC", "FDUSD");

    /** Measured: the worst error of an on-grid double price is 2.3e-10 of a tick. */
    private static final double TICK_TOLERANCE = 1e-6;

    private static final long MAX_LOT_MULTIPLE = 100_000_000L;

    /** With more of them a lot cannot be valued at a mark price. */
    private static final int MAX_LOT_DECIMALS = 14;

    /** How an instrument is stored: what it was made of. */
    public static final StateForm<Instrument> FORM = new StateForm<>() {
        @Override
        public void show(Instrument value, StateSink sink) {
            sink.field("id", value.id);
            sink.field("venue", value.venue);
            sink.field("symbol", value.symbol);
            sink.field("base", value.base);
            sink.field("quote", value.quote);
            sink.field("kind", InstrumentKind.class, value.kind);
            // A decimal keeps this text, so showing it again allocates nothing.
            sink.field("tickSize", value.rules.tickSize().toString());
            sink.field("stepSize", value.rules.stepSize().toString());
            sink.field("minQuantity", value.rules.minQuantity().toString());
            sink.field("minNotionalUsd", value.rules.minNotionalUsd().toString());
            sink.field("effectiveTimeMs", value.rules.effectiveTimeMs());
            final PriceBand band = value.rules.band();
            sink.field("bidUpPpm", band.bidUpPpm());
            sink.field("bidDownPpm", band.bidDownPpm());
            sink.field("askUpPpm", band.askUpPpm());
            sink.field("askDownPpm", band.askDownPpm());
        }

        @Override
        public Instrument read(StateSink sink) {
            return new Instrument(
                    sink.field("id", 0),
                    sink.field("venue", ""),
                    sink.field("symbol", ""),
                    sink.field("base", ""),
                    sink.field("quote", ""),
                    sink.field("kind", InstrumentKind.class, null),
                    new TradingRules(
                            new BigDecimal(sink.field("tickSize", "")),
                            new BigDecimal(sink.field("stepSize", "")),
                            new BigDecimal(sink.field("minQuantity", "")),
                            new BigDecimal(sink.field("minNotionalUsd", "")),
                            sink.field("effectiveTimeMs", 0L),
                            new PriceBand(
                                    sink.field("bidUpPpm", 0L),
                                    sink.field("bidDownPpm", 0L),
                                    sink.field("askUpPpm", 0L),
                                    sink.field("askDownPpm", 0L))));
        }
    };

    private final int id;
    private final String venue;
    private final String symbol;
    private final String base;
    private final String quote;
    private final String key;
    private final InstrumentKind kind;
    private final TradingRules rules;
    private final long lotMultiple;
    private final long tickLotUsdE8;
    private final double tickSize;
    private final double lotSizeBase;
    private final Decimal tick;
    private final Decimal lot;
    private final long minLots;
    private final long minNotionalUsdE8;

    /** A lot in base currency is this over {@link #lotDivisor} less four decimals. */
    private final long lotUnscaled;

    /** 10 to the decimals of a lot plus 4, which 1e-12 USD are finer than 1e-8 USD; 0 where that is no long. */
    private final long lotDivisor;

    /** Fails with what is wrong where the rules cannot carry an exact ledger or the quote currency is no dollar. */
    public Instrument(
            int id, String venue, String symbol, String base, String quote, InstrumentKind kind, TradingRules rules) {
        this.id = (int) Require.notNegative("id", id);
        this.venue = Require.text("venue", venue);
        this.symbol = Require.text("symbol", symbol);
        this.base = Require.text("base", base);
        this.quote = Require.text("quote", quote);
        this.key = venue + ":" + symbol;
        this.kind = Require.present("kind", kind);
        this.rules = Require.present("rules", rules);
        Require.that(
                DOLLARS.contains(quote), "quote currency of " + symbol + " is one of USD, USDT, USDC, FDUSD", quote);
        final BigDecimal tickStepE8 =
                rules.tickSize().multiply(rules.stepSize()).movePointRight(8).stripTrailingZeros();
        this.lotMultiple = smallestWholeMultiple(symbol, tickStepE8);
        final BigDecimal lotSize = rules.stepSize().multiply(BigDecimal.valueOf(lotMultiple));
        this.tickLotUsdE8 = tickStepE8.multiply(BigDecimal.valueOf(lotMultiple)).longValueExact();
        this.tickSize = rules.tickSize().doubleValue();
        this.lotSizeBase = lotSize.doubleValue();
        this.tick = Decimal.of(rules.tickSize());
        this.lot = Decimal.of(lotSize);
        final BigDecimal plainLot = lotSize.scale() < 0 ? lotSize.setScale(0) : lotSize;
        final boolean isMeasurable =
                plainLot.scale() <= MAX_LOT_DECIMALS && plainLot.unscaledValue().bitLength() < 63;
        this.lotUnscaled = isMeasurable ? plainLot.unscaledValue().longValueExact() : 0;
        this.lotDivisor =
                isMeasurable ? BigInteger.TEN.pow(plainLot.scale() + 4).longValueExact() : 0;
        this.minLots = Math.max(1, ceil(rules.minQuantity(), lotSize));
        this.minNotionalUsdE8 = ceil(rules.minNotionalUsd().movePointRight(8), BigDecimal.ONE);
    }

    private static long smallestWholeMultiple(String symbol, BigDecimal tickStepE8) {
        if (tickStepE8.scale() <= 0) {
            return 1;
        }
        final BigInteger denominator = BigInteger.TEN.pow(tickStepE8.scale());
        final BigInteger multiple = denominator.divide(denominator.gcd(tickStepE8.unscaledValue()));
        Require.that(
                multiple.bitLength() < 63 && multiple.longValue() <= MAX_LOT_MULTIPLE,
                "lot multiple of " + symbol + " is at most " + MAX_LOT_MULTIPLE,
                multiple);
        return multiple.longValueExact();
    }

    private static long ceil(BigDecimal value, BigDecimal unit) {
        return value.divide(unit, 0, java.math.RoundingMode.CEILING).longValueExact();
    }

    /** Dense id, from 0. */
    public int id() {
        return id;
    }

    /** Venue name such as {@code binance-spot}. */
    public String venue() {
        return venue;
    }

    /** The venue's symbol such as {@code BTCUSDT}. */
    public String symbol() {
        return symbol;
    }

    /** Base currency. */
    public String base() {
        return base;
    }

    /** Quote currency, one of {@link #DOLLARS}. */
    public String quote() {
        return quote;
    }

    /** Kind of contract. */
    public InstrumentKind kind() {
        return kind;
    }

    /** Order rules from which the units were derived. */
    public TradingRules rules() {
        return rules;
    }

    /** How many venue steps make one ledger lot, at least 1. */
    public long lotMultiple() {
        return lotMultiple;
    }

    /** Value of one lot at a price of one tick, in 1e-8 USD; above 0. */
    public long tickLotUsdE8() {
        return tickLotUsdE8;
    }

    /** Price step as a double, for display and estimates. */
    public double tickSize() {
        return tickSize;
    }

    /** Lot in base currency as a double, for display and estimates. */
    public double lotSizeBase() {
        return lotSizeBase;
    }

    /** Smallest order in lots, at least 1. */
    public long minLots() {
        return minLots;
    }

    /** Smallest order value in 1e-8 USD, 0 where there is none. */
    public long minNotionalUsdE8() {
        return minNotionalUsdE8;
    }

    /**
     * The door from double prices to ticks, rounded against the agent: a buy up to the next tick, a sell down. A price
     * on the grid stays where it is. {@code price} is finite and above 0.
     */
    public long priceTicks(double price, Side side) {
        final double ticks = Require.positive("price", price) / tickSize;
        final double rounded =
                side == Side.BUY ? Math.ceil(ticks - TICK_TOLERANCE) : Math.floor(ticks + TICK_TOLERANCE);
        if (!(rounded < 0x1p62)) {
            throw new IllegalArgumentException("required: price fits the ledger of " + symbol + ", but was " + price);
        }
        return (long) rounded;
    }

    /** Whether a price lies on the tick grid, within the error of a double. */
    public boolean isOnGrid(double price) {
        final double ticks = price / tickSize;
        return Math.abs(ticks - Math.rint(ticks)) <= TICK_TOLERANCE;
    }

    /** Price of {@code ticks} as the double that is nearest to it, for display and estimates. */
    public double price(long ticks) {
        return tick.times(ticks);
    }

    /** Value of {@code lots} at {@code ticks}: exact, or {@link ArithmeticException}. */
    public long notionalUsdE8(long ticks, long lots) {
        return Math.multiplyExact(Math.multiplyExact(ticks, lots), tickLotUsdE8);
    }

    /** Value of one lot at {@code ticks}, in 1e-8 USD. */
    public long lotValueUsdE8(long ticks) {
        return Math.multiplyExact(ticks, tickLotUsdE8);
    }

    /**
     * Value of {@code lots} at a mark price in 1e-12 USD, rounded up or down to 1e-8 USD, or {@link
     * ArithmeticException}.
     */
    public long markedUsdE8(long markPriceUsdE12, long lots, boolean up) {
        if (lotDivisor == 0) {
            throw new ArithmeticException("a lot of " + symbol + " has too many decimals for a mark price");
        }
        final long quantity = Math.multiplyExact(lots, lotUnscaled);
        return up
                ? UsdE8.scaledUp(markPriceUsdE12, quantity, lotDivisor)
                : UsdE8.scaledDown(markPriceUsdE12, quantity, lotDivisor);
    }

    /** {@code lots} in base currency as the double that is nearest to it, for display and estimates. */
    public double quantityBase(long lots) {
        return lot.times(lots);
    }

    /**
     * A decimal as a whole number over a power of ten. As long as both are exact as doubles, so is the one rounding of their
     * quotient: 72 ticks of 0.001 are 0.072, where 72 × 0.001 is 0.07200000000000001.
     */
    private record Decimal(double unscaled, double divisor) {
        static Decimal of(BigDecimal value) {
            final BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
            return new Decimal(
                    plain.unscaledValue().doubleValue(),
                    BigInteger.TEN.pow(plain.scale()).doubleValue());
        }

        double times(long number) {
            return number * unscaled / divisor;
        }
    }

    /** {@code venue:symbol}. */
    public String key() {
        return key;
    }

    /** The same symbol with rules of a later version; ledger units are recomputed. */
    public Instrument withRules(TradingRules later) {
        return new Instrument(id, venue, symbol, base, quote, kind, later);
    }

    /** Whether {@code other} is the same in all but the time from which its rules hold. */
    public boolean saysTheSameAs(Instrument other) {
        return id == other.id
                && venue.equals(other.venue)
                && symbol.equals(other.symbol)
                && base.equals(other.base)
                && quote.equals(other.quote)
                && kind == other.kind
                && rules.sayTheSameAs(other.rules);
    }

    @Override
    public String toString() {
        return key();
    }
}
