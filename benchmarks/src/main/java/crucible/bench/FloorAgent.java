package crucible.bench;

/**
 * The least that an agent with full accounting can be: on each instrument a crossing of two shared features, one long
 * position with a stop, fills at the last quote with slippage and fee; cash, profit and equity in whole numbers, and four
 * streaming moments of the returns at each bar. What an agent step is measured against.
 */
final class FloorAgent {
    private static final long CAPITAL_USD_E8 = 200_00000000L;
    private static final long FEE_PPM = 1_000;
    private static final long SLIPPAGE_PPM = 200;
    private static final double STOP = 0.98;

    private final int fast;
    private final int slow;
    private final long[] lots;
    private final long[] entryUsdE8;
    private final long[] valueUsdE8;
    private final double[] stop;
    private long cashUsdE8 = CAPITAL_USD_E8;
    private long positionsUsdE8;
    private long equityUsdE8 = CAPITAL_USD_E8;
    private long realisedUsdE8;
    private long feesUsdE8;
    private long slippageUsdE8;
    private long trades;
    private long count;
    private double mean;
    private double m2;
    private double m3;
    private double m4;

    FloorAgent(int fast, int slow, int instruments) {
        this.fast = fast;
        this.slow = slow;
        lots = new long[instruments];
        entryUsdE8 = new long[instruments];
        valueUsdE8 = new long[instruments];
        stop = new double[instruments];
    }

    /** One bar; the last two are the values of a lot at bid and ask. */
    void step(int instrument, double[] now, double[] before, double low, long bidLotUsdE8, long askLotUsdE8) {
        if (lots[instrument] != 0) {
            if (low <= stop[instrument] || now[fast] < now[slow]) {
                sell(instrument, bidLotUsdE8);
            }
        } else if (now[fast] > now[slow] && before[fast] <= before[slow]) {
            buy(instrument, now[slow], askLotUsdE8);
        }
        final long value = lots[instrument] * bidLotUsdE8;
        positionsUsdE8 += value - valueUsdE8[instrument];
        valueUsdE8[instrument] = value;
        mark(cashUsdE8 + positionsUsdE8);
    }

    private void buy(int instrument, double price, long lotUsdE8) {
        final long bought = cashUsdE8 / 4 / lotUsdE8;
        if (bought <= 0) {
            return;
        }
        final long notional = bought * lotUsdE8;
        final long slippage = (notional * SLIPPAGE_PPM + 999_999) / 1_000_000;
        final long fee = ((notional + slippage) * FEE_PPM + 999_999) / 1_000_000;
        cashUsdE8 -= notional + slippage + fee;
        slippageUsdE8 += slippage;
        feesUsdE8 += fee;
        entryUsdE8[instrument] = notional + slippage;
        lots[instrument] = bought;
        stop[instrument] = price * STOP;
    }

    private void sell(int instrument, long lotUsdE8) {
        final long notional = lots[instrument] * lotUsdE8;
        final long slippage = (notional * SLIPPAGE_PPM + 999_999) / 1_000_000;
        final long fee = ((notional - slippage) * FEE_PPM + 999_999) / 1_000_000;
        cashUsdE8 += notional - slippage - fee;
        realisedUsdE8 += notional - slippage - entryUsdE8[instrument];
        slippageUsdE8 += slippage;
        feesUsdE8 += fee;
        entryUsdE8[instrument] = 0;
        lots[instrument] = 0;
        trades++;
    }

    private void mark(long newEquityUsdE8) {
        final double value = (double) (newEquityUsdE8 - equityUsdE8) / equityUsdE8;
        equityUsdE8 = newEquityUsdE8;
        count++;
        final double n = count;
        final double delta = value - mean;
        final double deltaN = delta / n;
        final double deltaN2 = deltaN * deltaN;
        final double term = delta * deltaN * (n - 1);
        mean += deltaN;
        m4 += term * deltaN2 * (n * n - 3 * n + 3) + 6 * deltaN2 * m2 - 4 * deltaN * m3;
        m3 += term * deltaN * (n - 2) - 3 * deltaN * m2;
        m2 += term;
    }

    /** Closed trades. */
    long trades() {
        return trades;
    }

    /** Bars seen. */
    long bars() {
        return count;
    }

    /** A number that everything it has done has entered. */
    double fingerprint() {
        return mean + m2 + m3 + m4 + slippageUsdE8 + trades;
    }

    /** What the books say less what they should: 0, or the loop is wrong. */
    long bookErrorUsdE8() {
        long invested = 0;
        for (long entry : entryUsdE8) {
            invested += entry;
        }
        return CAPITAL_USD_E8 + realisedUsdE8 - feesUsdE8 - invested - cashUsdE8;
    }
}
