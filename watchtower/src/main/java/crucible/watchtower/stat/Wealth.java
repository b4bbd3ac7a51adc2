package crucible.watchtower.stat;

/**
 * The path of one unit of wealth through a series of returns. Everything is NaN for an empty series and where a return is
 * below −1: wealth below nothing does not compound.
 */
record Wealth(double last, double maxDrawdown, double longestDrawdownPeriods, double ulcer, double pain) {
    private static final Wealth NONE = new Wealth(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static Wealth of(double[] returns) {
        double wealth = 1;
        double peak = 1;
        double deepest = 0;
        double sum = 0;
        double squares = 0;
        int below = 0;
        int longest = 0;
        for (double value : returns) {
            if (!(value >= -1)) {
                return NONE;
            }
            wealth *= 1 + value;
            peak = Math.max(peak, wealth);
            below = wealth < peak ? below + 1 : 0;
            longest = Math.max(longest, below);
            final double drawdown = 1 - wealth / peak;
            deepest = Math.max(deepest, drawdown);
            sum += drawdown;
            squares += drawdown * drawdown;
        }
        final int n = returns.length;
        return n == 0 ? NONE : new Wealth(wealth, deepest, longest, Math.sqrt(squares / n), sum / n);
    }
}
