package crucible.watchtower.calibration;

import java.util.Arrays;

/** After how many trades skilled agents were found, by agent. One thread; merged in the order of the agents. */
public final class PowerTimes {
    private final double[] promoted;
    private final double[] naive;

    PowerTimes(int agents) {
        this(new double[agents], new double[agents]);
    }

    private PowerTimes(double[] promoted, double[] naive) {
        this.promoted = promoted;
        this.naive = naive;
    }

    void found(int agent, int promotedAfter, int sureAfter) {
        promoted[agent] = promotedAfter == 0 ? Double.POSITIVE_INFINITY : promotedAfter;
        naive[agent] = sureAfter == 0 ? Double.POSITIVE_INFINITY : sureAfter;
    }

    /** These agents and then those. */
    public PowerTimes plus(PowerTimes next) {
        return new PowerTimes(Medians.joined(promoted, next.promoted), Medians.joined(naive, next.naive));
    }

    /** How many agents. */
    public int agents() {
        return promoted.length;
    }

    /** Trades after which half of the agents have passed the guard; NaN where fewer than half ever did. */
    public double medianToPromotion() {
        return Medians.median(promoted);
    }

    /** Trades after which nine in ten have; NaN where fewer ever did. */
    public double ninetiethToPromotion() {
        return Medians.quantile(promoted, 0.9);
    }

    /** Trades after which half of the agents have shown a PSR that is sure enough at some look. */
    public double naiveMedian() {
        return Medians.median(naive);
    }

    /** By agent: infinite where it was never promoted. */
    public double[] toPromotion() {
        return Arrays.copyOf(promoted, promoted.length);
    }
}
