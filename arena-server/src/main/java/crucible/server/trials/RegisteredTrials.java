package crucible.server.trials;

import crucible.model.TrialCount;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.evidence.TrialSpread;
import crucible.watchtower.stat.Moments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry holds: each evaluation once, as it was registered last, in the order in which they were first registered.
 * Immutable.
 *
 * @param trials every one that can be read
 * @param soundBytes length of the file up to the end of its last readable line
 * @param tornBytes bytes behind that which a crash has left: the next writer sets them aside
 * @param damage what is wrong before the last readable line, with its place; nothing is deflated by a damaged registry
 */
public record RegisteredTrials(List<BacktestTrial> trials, long soundBytes, long tornBytes, Optional<String> damage) {
    private static final byte[] NOTHING = {};

    public RegisteredTrials {
        trials = List.copyOf(trials);
    }

    /** What {@code bytes}, the whole file, say. */
    static RegisteredTrials of(byte[] bytes) {
        final byte[] header = TrialRegistry.HEADER;
        if (bytes.length < header.length || !startsWith(bytes, header)) {
            final boolean begun = bytes.length < header.length && startsWith(header, bytes);
            return new RegisteredTrials(
                    List.of(),
                    0,
                    begun ? bytes.length : 0,
                    begun ? Optional.empty() : Optional.of("it does not begin as a registry of version 1 does"));
        }
        final Map<String, BacktestTrial> byKey = new LinkedHashMap<>();
        String torn = null;
        String damage = null;
        int sound = header.length;
        int line = 1;
        int from = sound;
        while (from < bytes.length) {
            line++;
            final int to = endOfLine(bytes, from);
            final String wrong = to == bytes.length ? "it has no end" : TrialLine.tornBy(bytes, from, to);
            final String place = "line " + line + " at byte " + from + ": ";
            if (wrong != null) {
                torn = torn == null ? place + wrong : torn;
            } else {
                // Whole lines behind a torn one: no crash does that.
                damage = damage == null ? torn : damage;
                sound = to + 1;
                try {
                    final BacktestTrial trial = TrialLine.read(bytes, from, to);
                    byKey.put(trial.key(), trial);
                } catch (IllegalArgumentException e) {
                    damage = damage == null ? place + e.getMessage() : damage;
                }
            }
            from = to + 1;
        }
        return new RegisteredTrials(
                List.copyOf(byKey.values()), sound, bytes.length - sound, Optional.ofNullable(damage));
    }

    private static int endOfLine(byte[] bytes, int from) {
        int to = from;
        while (to < bytes.length && bytes[to] != '\n') {
            to++;
        }
        return to;
    }

    /** Of a registry that does not exist. */
    static RegisteredTrials none() {
        return of(NOTHING);
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (bytes[i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** The same evaluation, if it is registered. */
    public Optional<BacktestTrial> find(String key) {
        return trials.stream().filter(trial -> trial.key().equals(key)).findFirst();
    }

    /** How many compete: evaluations with at least two returns. */
    public long competing() {
        return trials.stream().filter(RegisteredTrials::competes).count();
    }

    private static boolean competes(BacktestTrial trial) {
        return trial.purpose() == BacktestTrial.Purpose.EVALUATION
                && trial.returns().observations() >= 2;
    }

    /**
     * What a backtest has to beat: N and V as they are counted for live records.
     *
     * @param atLeast N where fewer compete, 1 or more
     */
    public Deflation field(int atLeast) {
        final Moments ts = new Moments();
        trials.stream()
                .filter(RegisteredTrials::competes)
                .filter(trial -> trial.returns().observations() >= TrialSpread.SHORTEST)
                .mapToDouble(trial -> trial.returns().t())
                .filter(Double::isFinite)
                .forEach(ts::add);
        final double sd = ts.sd();
        return new Deflation(
                TrialCount.Scope.BACKTESTS,
                (double) Math.max(atLeast, competing()),
                Double.isNaN(sd) ? 1 : Math.max(1, sd * sd));
    }
}
