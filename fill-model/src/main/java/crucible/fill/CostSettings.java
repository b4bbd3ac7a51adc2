package crucible.fill;

import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Require;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What trading costs. The digest of these settings binds every blueprint to the costs under which it was found.
 * 1 bps = 100 ppm. Immutable.
 *
 * @param takerFeePpm fee of entries, exits and stops, which take liquidity; in [0, 100000]
 * @param makerFeePpm fee of targets, which rest in the book until traded through; in [0, 100000]: rebates are not
 *     modelled
 * @param slippagePpm slippage of every fill in parts per million of its value at the touch, in [0, 100000]; money beside
 *     the touch, rounded up
 * @param latencyMs time from a decision to the earliest quote that can fill it, in [0, 60000]
 * @param orderTtlMs how long an order waits for a quote, counted from its decision, before it ends; above the latency,
 *     at most a day
 * @param feesByVenue fees of single venues by venue name, instead of the two above; kept in ascending order of names
 * @param zeroCost says aloud that some venue charges neither fee nor slippage; true exactly where that is so
 * @param market what a wild, thin or silent market adds
 * @param margins when positions of perpetuals are liquidated; {@link MarginSettings#DEFAULT} where nothing is said
 * @param borrow interest of what spot shorts borrow, by venue name or {@code venue:symbol}, which counts more; where
 *     there is none, spot cannot be sold short. Kept in ascending order of keys
 */
public record CostSettings(
        int takerFeePpm,
        int makerFeePpm,
        int slippagePpm,
        long latencyMs,
        long orderTtlMs,
        SortedMap<String, VenueFees> feesByVenue,
        boolean zeroCost,
        MarketCosts market,
        MarginSettings margins,
        SortedMap<String, BorrowRate> borrow) {
    /** Ten bps of fee, one of slippage, a quarter of a second, in a calm market; orders wait for two 5m bars. */
    public static final CostSettings DEFAULT =
            new CostSettings(1000, 1000, 100, 250, 600_000, Collections.emptySortedMap(), MarketCosts.defaults());

    /** Largest fee or slippage: ten per cent. */
    private static final int MAX_PPM = 100_000;

    /** Version of the rules by which the desk applies these numbers; a change of the rules changes the digest. */
    private static final int RULES = 2;

    private static final long MAX_LATENCY_MS = 60_000L;
    private static final long MAX_TTL_MS = 86_400_000L;

    public CostSettings {
        Require.between("takerFeePpm", takerFeePpm, 0, MAX_PPM);
        Require.between("makerFeePpm", makerFeePpm, 0, MAX_PPM);
        Require.between("slippagePpm", slippagePpm, 0, MAX_PPM);
        Require.that(
                0 <= latencyMs && latencyMs <= MAX_LATENCY_MS,
                "latencyMs lies in [0, " + MAX_LATENCY_MS + "]",
                latencyMs);
        Require.that(
                latencyMs < orderTtlMs && orderTtlMs <= MAX_TTL_MS,
                "orderTtlMs lies above latencyMs and is at most " + MAX_TTL_MS,
                orderTtlMs);
        final SortedMap<String, VenueFees> sorted = new TreeMap<>(Require.present("feesByVenue", feesByVenue));
        for (Map.Entry<String, VenueFees> venue : sorted.entrySet()) {
            Require.that(venue.getKey().matches("[a-z0-9-]+"), "venue name is of [a-z0-9-]", venue.getKey());
            Require.present("fees of " + venue.getKey(), venue.getValue());
        }
        feesByVenue = Collections.unmodifiableSortedMap(sorted);
        margins = margins == null ? MarginSettings.DEFAULT : margins;
        borrow = BorrowRate.checked(borrow == null ? Collections.emptySortedMap() : borrow);
        Require.that(
                zeroCost == isFree(takerFeePpm, slippagePpm, feesByVenue),
                "zeroCost is true where a venue charges neither taker fee nor slippage, and only there",
                zeroCost);
        Require.present("market", market);
        final long mostLatencyMs = latencyMs + market.volatilityLatencyMs() * (market.mostVolatilityFactor() - 1);
        Require.that(
                mostLatencyMs < orderTtlMs, "orderTtlMs lies above the largest latency, " + mostLatencyMs, orderTtlMs);
    }

    private static boolean isFree(int takerFeePpm, int slippagePpm, SortedMap<String, VenueFees> feesByVenue) {
        return slippagePpm == 0
                && (takerFeePpm == 0 || feesByVenue.values().stream().anyMatch(fees -> fees.takerFeePpm() == 0));
    }

    /** With {@code zeroCost} as it follows from the numbers: for who does not read them from a file. */
    public CostSettings(
            int takerFeePpm,
            int makerFeePpm,
            int slippagePpm,
            long latencyMs,
            long orderTtlMs,
            SortedMap<String, VenueFees> feesByVenue,
            MarketCosts market) {
        this(
                takerFeePpm,
                makerFeePpm,
                slippagePpm,
                latencyMs,
                orderTtlMs,
                feesByVenue,
                isFree(takerFeePpm, slippagePpm, feesByVenue),
                market,
                MarginSettings.DEFAULT,
                Collections.emptySortedMap());
    }

    /** The same settings for every venue and every market, however wild. */
    public CostSettings(int takerFeePpm, int makerFeePpm, int slippagePpm, long latencyMs, long orderTtlMs) {
        this(takerFeePpm, makerFeePpm, slippagePpm, latencyMs, orderTtlMs, Collections.emptySortedMap());
    }

    /** The same settings for every market, however wild. */
    public CostSettings(
            int takerFeePpm,
            int makerFeePpm,
            int slippagePpm,
            long latencyMs,
            long orderTtlMs,
            SortedMap<String, VenueFees> feesByVenue) {
        this(takerFeePpm, makerFeePpm, slippagePpm, latencyMs, orderTtlMs, feesByVenue, MarketCosts.constant());
    }

    /** The same with other margins of perpetuals. */
    public CostSettings withMargins(MarginSettings others) {
        return new CostSettings(
                takerFeePpm,
                makerFeePpm,
                slippagePpm,
                latencyMs,
                orderTtlMs,
                feesByVenue,
                zeroCost,
                market,
                others,
                borrow);
    }

    /** The same with other rates at which base currencies can be borrowed. */
    public CostSettings withBorrow(SortedMap<String, BorrowRate> rates) {
        return new CostSettings(
                takerFeePpm,
                makerFeePpm,
                slippagePpm,
                latencyMs,
                orderTtlMs,
                feesByVenue,
                zeroCost,
                market,
                margins,
                rates);
    }

    /**
     * Neither fees nor slippage, and next to no interest; latency, patience and margins stay. What is won under these
     * costs is no evidence.
     */
    public CostSettings withoutCosts() {
        return new CostSettings(0, 0, 0, latencyMs, orderTtlMs, Collections.emptySortedMap(), market.withoutImpact())
                .withMargins(margins)
                .withBorrow(borrowTimes(0));
    }

    private SortedMap<String, BorrowRate> borrowTimes(int factor) {
        final SortedMap<String, BorrowRate> rates = new TreeMap<>();
        borrow.forEach((key, rate) -> rates.put(key, rate.times(factor)));
        return rates;
    }

    /** Interest of a year on borrowed base currency, in parts per million; {@link BorrowDesk#NONE} where nobody lends it. */
    int borrowAnnualPpmAt(Instrument instrument) {
        final BorrowRate own = borrow.get(instrument.key());
        final BorrowRate rate = own == null ? borrow.get(instrument.venue()) : own;
        return instrument.kind() != InstrumentKind.SPOT || rate == null ? BorrowDesk.NONE : rate.annualPpm();
    }

    /**
     * Fees, slippage, impact and interest times {@code costFactor}, latency times {@code latencyFactor}, neither
     * negative, each at most what is allowed: for who asks how much hangs by them.
     */
    public CostSettings times(int costFactor, int latencyFactor) {
        final SortedMap<String, VenueFees> fees = new TreeMap<>();
        feesByVenue.forEach((venue, own) -> fees.put(
                venue, new VenueFees(scaled(own.takerFeePpm(), costFactor), scaled(own.makerFeePpm(), costFactor))));
        return new CostSettings(
                        scaled(takerFeePpm, costFactor),
                        scaled(makerFeePpm, costFactor),
                        scaled(slippagePpm, costFactor),
                        Math.min(MAX_LATENCY_MS, latencyMs * latencyFactor),
                        orderTtlMs,
                        fees,
                        market.times(costFactor, latencyFactor))
                .withMargins(margins)
                .withBorrow(borrowTimes(costFactor));
    }

    private static int scaled(int ppm, int factor) {
        return (int) Math.min(MAX_PPM, (long) ppm * factor);
    }

    /** Fee of an order that takes liquidity at {@code venue}. */
    public int takerFeePpmAt(String venue) {
        final VenueFees own = feesByVenue.get(venue);
        return own == null ? takerFeePpm : own.takerFeePpm();
    }

    /** Fee of an order that rested in the book of {@code venue}. */
    public int makerFeePpmAt(String venue) {
        final VenueFees own = feesByVenue.get(venue);
        return own == null ? makerFeePpm : own.makerFeePpm();
    }

    /**
     * The settings as text, one {@code name=value} a line, always in this order: the version of the desk's rules, the
     * numbers in the order of the record, {@code venue=taker,maker} by ascending name, then what the market adds, then
     * margins, then interest. Equal settings have equal texts.
     */
    public String canonicalText() {
        final StringBuilder text = new StringBuilder()
                .append("rules=")
                .append(RULES)
                .append("\ntakerFeePpm=")
                .append(takerFeePpm)
                .append("\nmakerFeePpm=")
                .append(makerFeePpm)
                .append("\nslippagePpm=")
                .append(slippagePpm)
                .append("\nlatencyMs=")
                .append(latencyMs)
                .append("\norderTtlMs=")
                .append(orderTtlMs)
                .append('\n');
        for (Map.Entry<String, VenueFees> venue : feesByVenue.entrySet()) {
            final VenueFees own = venue.getValue();
            text.append(venue.getKey()).append('=').append(own.takerFeePpm());
            text.append(',').append(own.makerFeePpm()).append('\n');
        }
        return text.append(market.canonicalText())
                .append(margins.canonicalText())
                .append(BorrowRate.canonicalText(borrow))
                .toString();
    }

    /** SHA-256 of the canonical text in UTF-8, 64 hexadecimal digits. */
    public String digest() {
        try {
            final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The fees of one venue.
     *
     * @param takerFeePpm in [0, 100000]
     * @param makerFeePpm in [0, 100000]
     */
    public record VenueFees(int takerFeePpm, int makerFeePpm) {
        public VenueFees {
            Require.between("takerFeePpm", takerFeePpm, 0, MAX_PPM);
            Require.between("makerFeePpm", makerFeePpm, 0, MAX_PPM);
        }
    }
}
