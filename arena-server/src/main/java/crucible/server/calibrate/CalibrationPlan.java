package crucible.server.calibrate;

import crucible.model.Require;

/**
 * How much is simulated.
 *
 * @param agents skill-free agents of each law, 1 or more
 * @param observations of each of them, 1 or more
 * @param lives agents of each kind whose whole lives, or times to promotion, are followed; 100 or more
 * @param seed of all draws
 */
public record CalibrationPlan(int agents, int observations, int lives, long seed) {
    /** Of all draws, unless another is asked for. */
    public static final long SEED = 77;

    public CalibrationPlan {
        Require.positive("agents", (long) agents);
        Require.positive("observations", (long) observations);
        Require.between("lives", lives, 100, 1_000_000);
    }

    /** 10,000 agents, 5,000 observations, 1,200 lives: some minutes on two cores. */
    public static CalibrationPlan full() {
        return new CalibrationPlan(10_000, 5_000, 1_200, SEED);
    }

    /** Half a minute on two cores; bounds are wide. */
    public static CalibrationPlan quick() {
        return new CalibrationPlan(1_000, 1_000, 200, SEED);
    }
}
