package crucible.server.trials;

import crucible.model.Require;
import crucible.watchtower.evidence.ReturnSummary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One evaluation of one blueprint over one span of recorded data. Immutable.
 *
 * @param strategy what was tried
 * @param sample on which data
 * @param conditions under what
 * @param purpose what it was tried for
 * @param returns of its evidence: one per bar from the first order on
 * @param trades positions closed completely
 * @param registeredTimeMs when it was registered
 */
public record BacktestTrial(
        Strategy strategy,
        Sample sample,
        Conditions conditions,
        Purpose purpose,
        ReturnSummary returns,
        long trades,
        long registeredTimeMs) {
    public BacktestTrial {
        Require.present("strategy", strategy);
        Require.present("sample", sample);
        Require.present("conditions", conditions);
        Require.present("purpose", purpose);
        Require.present("returns", returns);
        Require.notNegative("trades", trades);
    }

    /** What a trial was made for. */
    public enum Purpose {
        /** Somebody may choose by its result: it competes with all others. */
        EVALUATION,
        /**
         * The same blueprint under other costs, to see what it hangs by: nobody is chosen by it, so it competes with
         * nobody.
         */
        SENSITIVITY
    }

    /**
     * The blueprint.
     *
     * @param identity digest of the strategy, whatever its name, family and costs; 64 hexadecimal digits
     */
    public record Strategy(String identity, String name, String family) {
        public Strategy {
            Require.text("identity", identity);
            Require.present("name", name);
            Require.present("family", family);
        }
    }

    /**
     * The data.
     *
     * @param digest SHA-256 of the bars, 64 hexadecimal digits
     * @param instruments symbols in the blueprint's scope, ascending
     * @param timeframe of the blueprint
     * @param fromTimeMs trading began here
     * @param toTimeMs the last bar closed here
     */
    public record Sample(String digest, List<String> instruments, String timeframe, long fromTimeMs, long toTimeMs) {
        public Sample {
            Require.text("digest", digest);
            instruments = List.copyOf(instruments);
            Require.text("timeframe", timeframe);
            Require.that(fromTimeMs < toTimeMs, "a span is not empty", fromTimeMs + " to " + toTimeMs);
        }
    }

    /**
     * Costs and rules.
     *
     * @param costDigest of the costs in force
     * @param zeroCost nothing was charged: no evidence
     * @param rules capital, spread and what could end the agent or limit its orders, as text
     * @param codeVersion of the software
     */
    public record Conditions(String costDigest, boolean zeroCost, String rules, String codeVersion) {
        public Conditions {
            Require.text("costDigest", costDigest);
            Require.present("rules", rules);
            Require.present("codeVersion", codeVersion);
        }
    }

    /**
     * What makes an evaluation the same one: strategy, data, costs and rules, 64 hexadecimal digits. Name, software,
     * time and result are no part of it: who runs the same again has tried nothing new.
     */
    public String key() {
        final String text = String.join(
                "\n",
                strategy.identity(),
                sample.digest(),
                String.join(",", sample.instruments()),
                sample.timeframe(),
                Long.toString(sample.fromTimeMs()),
                Long.toString(sample.toTimeMs()),
                conditions.costDigest(),
                conditions.rules(),
                purpose.name());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether it says the same, whenever it was registered. */
    boolean saysTheSameAs(BacktestTrial other) {
        return other != null && equals(other.registeredAt(registeredTimeMs));
    }

    private BacktestTrial registeredAt(long timeMs) {
        return new BacktestTrial(strategy, sample, conditions, purpose, returns, trades, timeMs);
    }
}
