package crucible.runtime.dsl;

import crucible.model.Blueprint;
import java.util.List;

/** The ten strategies that the first generation starts from, of ten families. None is advice; most lose their costs. */
public final class FoundingBlueprints {
    private static final List<String> FILES = List.of(
            "liquidation-dip",
            "trend-ema-cross",
            "donchian-breakout",
            "bollinger-reversion",
            "rsi-reversion",
            "momentum-roc",
            "macd-momentum",
            "volatility-expansion",
            "squeeze-breakout",
            "efficient-trend");

    private FoundingBlueprints() {}

    /**
     * The founders, always in the same order.
     *
     * @param costDigest SHA-256 of the cost settings under which they start, 64 hexadecimal digits
     */
    public static List<Blueprint> all(String costDigest) {
        return FILES.stream()
                .map(file -> BlueprintCodec.parse(BlueprintCodec.resource("/founders/" + file + ".yaml"), costDigest))
                .toList();
    }
}
