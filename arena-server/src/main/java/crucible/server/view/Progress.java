package crucible.server.view;

import crucible.model.Require;
import java.util.OptionalLong;

/**
 * How far the tournament has come.
 *
 * @param sequence number of the last event whose effects the snapshot holds
 * @param boundaryTimeMs last judged boundary; absent before the first
 * @param stateDigest digest of the tournament's state, 64 hexadecimal digits; empty before the first
 * @param stateDigestSequence sequence at which that digest holds; absent before the first
 * @param ringFillRatio part of the ring that was taken, in [0, 1]
 */
public record Progress(
        long sequence,
        OptionalLong boundaryTimeMs,
        String stateDigest,
        OptionalLong stateDigestSequence,
        double ringFillRatio)
        implements Inlined {
    public Progress {
        Require.present("boundaryTimeMs", boundaryTimeMs);
        Require.present("stateDigest", stateDigest);
        Require.present("stateDigestSequence", stateDigestSequence);
        Require.between("ringFillRatio", ringFillRatio, 0, 1);
    }
}
