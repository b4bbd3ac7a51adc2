package crucible.server.parity;

import crucible.model.Require;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be compared.
 *
 * @param dataDirectory where journal, lake and snapshots lie
 * @param agent one agent's id; empty for all that live in the span
 * @param fromMs arena time from which on, epoch milliseconds; empty for as early as possible. The comparison begins at the
 *     last state kept before
 * @param toMs arena time at which it ends, exclusive; empty for the end of the lake's last day
 * @param boundaryGraceMs how long, in event time, a boundary of the arena waited for missing bars
 */
public record ParityPlan(
        Path dataDirectory, OptionalInt agent, OptionalLong fromMs, OptionalLong toMs, long boundaryGraceMs) {
    public ParityPlan {
        Require.present("dataDirectory", dataDirectory);
        Require.present("agent", agent);
        Require.present("fromMs", fromMs);
        Require.present("toMs", toMs);
        Require.positive("boundaryGraceMs", boundaryGraceMs);
    }

    Optional<Long> from() {
        return fromMs.isPresent() ? Optional.of(fromMs.getAsLong()) : Optional.empty();
    }

    Path snapshots() {
        return dataDirectory.resolve("snapshots");
    }
}
