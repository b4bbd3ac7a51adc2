package crucible.server.cli;

import crucible.watchtower.stat.Moments;
import crucible.watchtower.stat.ProbabilisticSharpe;

/**
 * What PSR and its relatives are computed from: a series of returns, or its summary. NaN is what does not exist.
 *
 * @param sharpe per observation
 * @param n number of observations
 * @param skewness m3/m2^1.5
 * @param kurtosis Pearson's
 * @param benchmark Sharpe ratio to compare with, per observation
 */
record SharpeRecord(double sharpe, double n, double skewness, double kurtosis, double benchmark) {
    /** Whether the request holds a series or a summary of one. */
    static boolean isIn(StatsRequest request) {
        return request.has("returns") || request.has("sharpe");
    }

    /** Reads {@code returns}, or {@code sharpe}, {@code n}, {@code skewness} and {@code kurtosis}; and the benchmark. */
    static SharpeRecord read(StatsRequest request) {
        return request.has("returns") ? of(request, Moments.of(request.numbers("returns"))) : summary(request, true);
    }

    /** The same, where the length does not enter the formula and may be left out of a summary. */
    static SharpeRecord readWithoutLength(StatsRequest request) {
        return request.has("returns") ? read(request) : summary(request, false);
    }

    static SharpeRecord of(StatsRequest request, Moments moments) {
        return new SharpeRecord(
                moments.sharpe(),
                (double) moments.count(),
                moments.skewness(),
                moments.kurtosis(),
                request.number("benchmark", 0));
    }

    private static SharpeRecord summary(StatsRequest request, boolean needsLength) {
        if (!request.has("sharpe")) {
            throw new IllegalArgumentException(
                    "returns is missing: a list, or sharpe, n, skewness and kurtosis in place");
        }
        return new SharpeRecord(
                request.number("sharpe"),
                needsLength ? request.number("n") : request.number("n", Double.NaN),
                request.number("skewness"),
                request.number("kurtosis"),
                request.number("benchmark", 0));
    }

    double standardError() {
        return ProbabilisticSharpe.standardError(sharpe, n, skewness, kurtosis);
    }

    double psr() {
        return ProbabilisticSharpe.psr(sharpe, benchmark, n, skewness, kurtosis);
    }

    void writeTo(StatsAnswer answer) {
        answer.put("sharpe", sharpe)
                .put("n", n)
                .put("skewness", skewness)
                .put("kurtosis", kurtosis)
                .put("benchmark", benchmark);
    }
}
