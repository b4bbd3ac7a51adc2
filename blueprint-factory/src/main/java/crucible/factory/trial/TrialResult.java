package crucible.factory.trial;

import crucible.factory.trial.LedgerEntry.ClosedTrade;
import crucible.model.AgentScore;
import crucible.model.Blueprint;
import crucible.model.DigestSink;
import crucible.model.Verdict;
import crucible.watchtower.evidence.ReturnSummary;
import crucible.watchtower.stat.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a trial found. Immutable.
 *
 * @param blueprint what was tried; its cost digest is that of the costs in force
 * @param ledger every fill and ended order in the order in which they happened
 * @param equity equity at the close of every traded bar of the blueprint's timeframe
 * @param books the books at the end
 * @param score statistics of the evidence series: returns per bar from the first order on. DSR counts this trial alone
 * @param evidence summary of that series
 * @param verdict what the judge decided last; absent where it said nothing
 */
public record TrialResult(
        Blueprint blueprint,
        List<LedgerEntry> ledger,
        EquityCurve equity,
        TrialBooks books,
        AgentScore score,
        ReturnSummary evidence,
        Optional<Verdict> verdict) {
    public TrialResult {
        ledger = List.copyOf(ledger);
    }

    /** SHA-256 of the whole ledger, 64 hexadecimal digits. */
    public String ledgerDigest() {
        final DigestSink sink = new DigestSink();
        ledger.forEach(entry -> entry.show(sink));
        return sink.finishHex();
    }

    /** All fills, in order. */
    public List<LedgerEntry.Filled> fills() {
        final List<LedgerEntry.Filled> fills = new ArrayList<>();
        for (LedgerEntry entry : ledger) {
            entry.visit(new LedgerEntry.Reader<Void>() {
                @Override
                public Void filled(LedgerEntry.Filled fill) {
                    fills.add(fill);
                    return null;
                }

                @Override
                public Void ended(LedgerEntry.Ended end) {
                    return null;
                }
            });
        }
        return fills;
    }

    /** All closed trades, in the order of their exits. */
    public List<ClosedTrade> trades() {
        return fills().stream().flatMap(fill -> fill.closed().stream()).toList();
    }

    /** Mean over closed trades of the result after all costs in basis points of the value at entry; absent for none. */
    public OptionalDouble netBpsPerTrade() {
        return meanBps(ClosedTrade::netReturn);
    }

    /** The same from mid to mid, before any cost. */
    public OptionalDouble grossBpsPerTrade() {
        return meanBps(ClosedTrade::grossReturn);
    }

    /** Mean over standard deviation (n − 1) of the trades' net returns; absent for fewer than two trades. */
    public OptionalDouble netSharpePerTrade() {
        final double sharpe = moments(ClosedTrade::netReturn).sharpe();
        return Double.isFinite(sharpe) ? OptionalDouble.of(sharpe) : OptionalDouble.empty();
    }

    private OptionalDouble meanBps(ToDoubleFunction<ClosedTrade> value) {
        final Moments moments = moments(value);
        return moments.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(1e4 * moments.mean());
    }

    private Moments moments(ToDoubleFunction<ClosedTrade> value) {
        return Moments.of(trades().stream().mapToDouble(value).toArray());
    }
}
