package crucible.fill.volatility;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;

/**
 * The log-variance of the next return, carried on from one return to the next by a fitted EGARCH: an exponential and a few
 * multiplications a step, no allocation. Equal to the path of {@link EgarchPath} through the same returns. Belongs to one
 * thread.
 */
public final class EgarchRecursion implements StateHolder {
    private EgarchParameters parameters;
    private double logVariance = Double.NaN;
    private double longRunSigma = Double.NaN;

    /** Begins with {@code nextLogVariance} for the next return. */
    public void start(EgarchParameters fitted, double nextLogVariance) {
        parameters = Require.present("fitted", fitted);
        logVariance = nextLogVariance;
        longRunSigma = longRunSigma(fitted);
    }

    /** Forgets the model. */
    public void stop() {
        parameters = null;
        logVariance = Double.NaN;
        longRunSigma = Double.NaN;
    }

    /** Whether there is a model. */
    public boolean isRunning() {
        return parameters != null;
    }

    /** The next return; says nothing where there is no model. */
    public void onReturn(double r) {
        if (parameters != null) {
            logVariance = parameters.next(logVariance, r);
        }
    }

    /** Of the next return; NaN where there is no model. */
    public double logVariance() {
        return logVariance;
    }

    /** Standard deviation of the next return; NaN where there is no model. */
    public double sigma() {
        return StrictMath.exp(0.5 * logVariance);
    }

    /** Standard deviation to which it returns (of the logarithm, so a little below the root of the mean variance). */
    public double longRunSigma() {
        return longRunSigma;
    }

    private static double longRunSigma(EgarchParameters parameters) {
        return parameters == null ? Double.NaN : StrictMath.exp(0.5 * parameters.longRunLogVariance());
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("egarchRecursion", 1);
        parameters = sink.field("parameters", EgarchParameters.FORM, parameters);
        logVariance = sink.field("logVariance", logVariance);
        longRunSigma = longRunSigma(parameters);
        sink.end();
    }
}
