package crucible.server.calibrate;

import crucible.factory.calibration.PlaceboTrials;
import crucible.factory.calibration.PlaceboWeek;
import crucible.factory.calibration.WeekTournament;
import crucible.factory.trial.TrialSettings;
import crucible.model.Bar;
import crucible.model.Draw;
import crucible.model.Instrument;
import crucible.model.Require;
import crucible.server.calibrate.JudgeReport.CandleRow;
import crucible.watchtower.WatchtowerSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Placebos on candles before the judge, with costs and, as the harder case, without. Instrument-weeks are drawn from all
 * that the candles have; which, depends on the plan and the candles alone.
 */
public final class CandleCalibration {
    /** So many instrument-weeks per skill-free agent of the plan are enough; some, and never fewer than 20. */
    private static final int AGENTS_PER_WEEK = 50;

    private static final int LEAST_WEEKS = 20;
    private static final int PLACEBOS_PER_WEEK = 4;

    private final CalibrationPlan plan;
    private final WatchtowerSettings settings;
    private final TreeMap<Integer, List<Bar>> bars = new TreeMap<>();
    private final TreeMap<Integer, Instrument> instruments = new TreeMap<>();
    private final int threads;
    private final Consumer<String> progress;

    /**
     * @param settings the rules that are measured
     * @param candles 5m bars of all instruments, each instrument's in ascending order
     * @param threads to share the work over, 1 or more
     * @param progress is told what has been done, one line each, on the caller's thread
     */
    public CandleCalibration(
            CalibrationPlan plan,
            WatchtowerSettings settings,
            List<Instrument> traded,
            List<Bar> candles,
            int threads,
            Consumer<String> progress) {
        this.plan = Require.present("plan", plan);
        this.settings = Require.present("settings", settings);
        traded.forEach(instrument -> instruments.put(instrument.id(), instrument));
        for (Bar bar : candles) {
            bars.computeIfAbsent(bar.instrumentId(), id -> new ArrayList<>()).add(bar);
        }
        this.threads = threads;
        this.progress = Require.present("progress", progress);
    }

    /** A week of an instrument, by the place of its first bar. */
    private record Cell(int instrumentId, int start) {}

    /**
     * One row with these costs and one without any.
     *
     * @throws IllegalArgumentException where the candles hold no whole week
     */
    public List<CandleRow> run(TrialSettings trials) {
        final TrialSettings free = new TrialSettings(
                trials.capitalUsdE8(), trials.costs().withoutCosts(), 0, trials.watchtower(), trials.risk());
        try (SharedWork work = new SharedWork(threads)) {
            return List.of(row("candles, with costs", trials, work), row("candles, without costs", free, work));
        }
    }

    private CandleRow row(String name, TrialSettings trials, SharedWork work) {
        final List<Cell> cells = chosen();
        final PlaceboTrials placebos = new PlaceboTrials(trials, PLACEBOS_PER_WEEK, plan.seed());
        final List<PlaceboWeek> weeks = work.share(
                cells.size(), 1, (first, last) -> weeks(placebos, cells.subList(first, last)), Calibration::joined);
        progress.accept(name + ": " + weeks.size() + " instrument-weeks, "
                + weeks.stream().mapToLong(PlaceboWeek::trades).sum() + " trades");
        Require.that(!weeks.isEmpty(), "some placebo can trade on the candles", cells.size() + " weeks without a fill");
        final WeekTournament tournament = new WeekTournament(settings, weeks, plan.observations(), plan.seed());
        final WeekTournament.Lives lives = work.share(plan.agents(), tournament::watch, WeekTournament.Lives::plus);
        final CandleRow row = new CandleRow(
                name,
                plan.observations(),
                lives.total(),
                tournament.upper95(lives),
                weeks.size(),
                weeks.stream().mapToLong(PlaceboWeek::trades).sum());
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %d of %d ever promoted, at most %.2f %%; a plain look %d, over the newest %d",
                name,
                row.count().promoted(),
                row.count().agents(),
                100 * row.upper95(),
                row.count().naive(),
                row.count().naiveRolling()));
        return row;
    }

    private List<PlaceboWeek> weeks(PlaceboTrials placebos, List<Cell> cells) {
        return cells.stream()
                .map(cell ->
                        placebos.run(instruments.get(cell.instrumentId()), bars.get(cell.instrumentId()), cell.start()))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Cell> chosen() {
        final List<Cell> all = new ArrayList<>();
        bars.forEach((id, own) -> PlaceboTrials.weeks(own).forEach(start -> all.add(new Cell(id, start))));
        Require.that(!all.isEmpty(), "the candles hold a week of 5m bars without large holes", "none");
        all.sort(Comparator.comparingLong(
                        (Cell cell) -> Draw.bits(plan.seed(), "candle week", cell.instrumentId(), cell.start(), 0))
                .thenComparingInt(Cell::instrumentId)
                .thenComparingInt(Cell::start));
        return List.copyOf(all.subList(
                0, Math.min(all.size(), Math.max(LEAST_WEEKS, plan.agents() / AGENTS_PER_WEEK))));
    }
}
