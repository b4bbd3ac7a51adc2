package crucible.bench;

import crucible.server.calibrate.Calibration;
import crucible.server.calibrate.CalibrationPlan;
import crucible.server.calibrate.JudgeReport;
import crucible.watchtower.WatchtowerSettings;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The null tournament and the power of the judge at full size, and how long that takes. Checks its own answer: exit code 1
 * where a law's share of false promotions, upper bound included, is above 1 %, or skill takes longer than 2.5 times MinTRL.
 */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description =
                "Agents without skill and with it before the live rules; crucible watchtower calibrate tells more.")
public final class CalibrateBenchmark implements Callable<Integer> {
    private static final double ALPHA = 0.01;
    private static final double LONGEST = 2.5;

    @Option(names = "--agents", defaultValue = "10000", description = "of each law (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(names = "--observations", defaultValue = "5000", description = "of each agent (${DEFAULT-VALUE})")
    private int observations;

    @Option(names = "--lives", defaultValue = "1200", description = "agents of each skill (${DEFAULT-VALUE})")
    private int lives;

    @Option(names = "--threads", defaultValue = "2", description = "to share the work over (${DEFAULT-VALUE})")
    private int threads;

    private final PrintStream out;

    CalibrateBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Runs it and ends the process. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) {
        return new CommandLine(new CalibrateBenchmark(out)).execute(args);
    }

    @Override
    public Integer call() {
        final long startNanos = System.nanoTime();
        final JudgeReport report = new Calibration(
                        new CalibrationPlan(agents, observations, lives, CalibrationPlan.SEED),
                        WatchtowerSettings.defaults(),
                        Calibration.BarTarget.of(WatchtowerSettings.defaults()),
                        threads,
                        line -> out.printf("%s (%.0f s)%n", line, (System.nanoTime() - startNanos) / 1e9))
                .run();
        boolean kept = true;
        for (JudgeReport.NullRow row : report.fair()) {
            out.printf(
                    Locale.ROOT,
                    "%-26s ever promoted %.2f %%, at most %.2f %%; a plain look %.1f %%%n",
                    row.name(),
                    100 * row.everPromoted(),
                    100 * row.upper95(),
                    100 * row.share(row.count().naive()));
            kept &= row.upper95() <= ALPHA;
        }
        for (JudgeReport.PowerRow row : report.power()) {
            final double ratio = row.times().medianToPromotion() / row.minTrl();
            out.printf(Locale.ROOT, "Sharpe %.1f: half promoted after %.2f times MinTRL%n", row.sharpe(), ratio);
            kept &= ratio <= LONGEST;
        }
        out.println(kept ? "The promises are kept." : "A promise is NOT kept.");
        return kept ? 0 : 1;
    }
}
