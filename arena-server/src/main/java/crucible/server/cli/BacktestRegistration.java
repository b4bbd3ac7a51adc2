package crucible.server.cli;

import crucible.factory.trial.TrialHistory;
import crucible.factory.trial.TrialResult;
import crucible.factory.trial.TrialSettings;
import crucible.model.Bar;
import crucible.model.Blueprint;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.server.host.SoftwareVersion;
import crucible.server.trials.BacktestTrial;
import crucible.server.trials.RegisteredTrials;
import crucible.server.trials.TrialRegistry;
import crucible.watchtower.evidence.Deflation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Registers a backtest and its runs at other costs, and says by how many others its result is deflated. */
final class BacktestRegistration {
    private static final int BAR_BYTES = 6 * Long.BYTES;

    private final TrialRegistry registry;
    private final BacktestTrial.Sample sample;
    private final int minTrials;

    /**
     * @param sample the data of the backtest
     * @param minTrials N is never counted below this
     */
    BacktestRegistration(TrialRegistry registry, BacktestTrial.Sample sample, int minTrials) {
        this.registry = registry;
        this.sample = sample;
        this.minTrials = minTrials;
    }

    /**
     * Registers it.
     *
     * @param nowMs when
     * @throws IOException where the registry is damaged or cannot be written
     */
    DeflatedBacktest register(
            TrialResult result, TrialSettings settings, Optional<CostSensitivity> sensitivity, long nowMs)
            throws IOException {
        final List<BacktestTrial> trials = new ArrayList<>();
        final BacktestTrial trial = trial(result, settings, BacktestTrial.Purpose.EVALUATION, nowMs);
        trials.add(trial);
        for (CostSensitivity.Run run : sensitivity.map(CostSensitivity::runs).orElse(List.of())) {
            if (run.costs() != 1 || run.latency() != 1) {
                trials.add(trial(run.result(), run.settings(), BacktestTrial.Purpose.SENSITIVITY, nowMs));
            }
        }
        final boolean known = registry.read().find(trial.key()).isPresent();
        final TrialRegistry.Registered registered = registry.register(trials);
        final RegisteredTrials all = registered.trials();
        final Deflation field = all.field(minTrials);
        return new DeflatedBacktest(
                registry.file(), known, all.competing(), minTrials, field, trial.returns(), registered.setAside());
    }

    private BacktestTrial trial(TrialResult result, TrialSettings settings, BacktestTrial.Purpose purpose, long nowMs) {
        final Blueprint blueprint = result.blueprint();
        return new BacktestTrial(
                new BacktestTrial.Strategy(BlueprintCodec.identity(blueprint), blueprint.name(), blueprint.family()),
                sample,
                new BacktestTrial.Conditions(
                        settings.costs().digest(),
                        settings.costs().zeroCost(),
                        "capitalUsdE8=" + settings.capitalUsdE8() + " halfSpreadPpm=" + settings.halfSpreadPpm()
                                + " maxLossOfCapital=" + settings.watchtower().maxLossOfCapital() + " "
                                + settings.risk(),
                        SoftwareVersion.current()),
                purpose,
                result.evidence(),
                result.trades().size(),
                nowMs);
    }

    /**
     * The data of a backtest: of the instruments in its scope the rules, every bar that it was shown, and the fundings.
     *
     * @param tradeFromMs trading began here
     */
    static BacktestTrial.Sample sample(
            Blueprint blueprint, List<Instrument> instruments, TrialHistory history, long tradeFromMs) {
        final TreeSet<String> symbols = new TreeSet<>();
        final MessageDigest sha = sha256();
        final ByteBuffer numbers = ByteBuffer.allocate(BAR_BYTES);
        long endMs = tradeFromMs + 1;
        for (Bar bar : history.bars()) {
            final Instrument instrument = instruments.get(bar.instrumentId());
            if (!blueprint.scope().includes(instrument.symbol())) {
                continue;
            }
            if (symbols.add(instrument.symbol())) {
                sha.update((instrument.kind() + " " + instrument.rules()).getBytes(StandardCharsets.UTF_8));
            }
            endMs = Math.max(endMs, bar.closeTimeMs());
            sha.update((instrument.symbol() + bar.timeframe().label() + bar.provenance())
                    .getBytes(StandardCharsets.UTF_8));
            numbers.clear();
            numbers.putLong(bar.openTimeMs())
                    .putDouble(bar.open())
                    .putDouble(bar.high())
                    .putDouble(bar.low())
                    .putDouble(bar.close())
                    .putDouble(bar.volumeBase());
            sha.update(numbers.flip());
        }
        for (Funding funding : history.fundings()) {
            final String symbol = instruments.get(funding.instrumentId()).symbol();
            if (symbols.contains(symbol)) {
                sha.update((symbol + " " + funding).getBytes(StandardCharsets.UTF_8));
            }
        }
        return new BacktestTrial.Sample(
                HexFormat.of().formatHex(sha.digest()),
                List.copyOf(symbols),
                blueprint.scope().timeframe().label(),
                tradeFromMs,
                endMs);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
