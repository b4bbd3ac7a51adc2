package crucible.runtime.event;

import crucible.model.Timeframe;
import crucible.model.VolatilityFit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes the content of a fit's event: a fall-back's reason as text, else an empty one and the model's
 * numbers.
 */
final class FitCodec {
    private FitCodec() {}

    static void write(VolatilityFit fit, ByteBuffer out) {
        final byte[] fallBack = fit.fallBack().getBytes(StandardCharsets.US_ASCII);
        out.putInt(fit.instrumentId()).put((byte) fit.timeframe().ordinal());
        out.putLong(fit.computedFromMs()).putLong(fit.holdsFromMs()).putLong(fit.stamp());
        out.put((byte) fallBack.length).put(fallBack);
        if (fallBack.length == 0) {
            write(fit.model(), out);
        }
    }

    private static void write(VolatilityFit.Model model, ByteBuffer out) {
        out.putDouble(model.mu()).putDouble(model.omega()).putDouble(model.alpha());
        out.putDouble(model.gamma())
                .putDouble(model.beta())
                .putDouble(model.nu())
                .putDouble(model.kappa());
        out.putDouble(model.firstLogVariance()).putDouble(model.nextLogVariance());
        out.putDouble(model.logLikelihood()).putInt(model.evaluations());
    }

    static VolatilityFit read(ByteBuffer in) {
        final int instrumentId = in.getInt();
        final Timeframe timeframe = Timeframe.at(in.get());
        final long computedFromMs = in.getLong();
        final long holdsFromMs = in.getLong();
        final long stamp = in.getLong();
        final byte[] fallBack = new byte[in.get()];
        in.get(fallBack);
        return new VolatilityFit(
                instrumentId,
                timeframe,
                computedFromMs,
                holdsFromMs,
                stamp,
                new String(fallBack, StandardCharsets.US_ASCII),
                fallBack.length == 0 ? readModel(in) : null);
    }

    private static VolatilityFit.Model readModel(ByteBuffer in) {
        return new VolatilityFit.Model(
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getInt());
    }
}
