package crucible.factory.calibration;

import crucible.model.Draw;
import crucible.model.Require;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.calibration.NullCount;
import crucible.watchtower.calibration.NullTournament;
import crucible.watchtower.calibration.ReturnLaw;
import crucible.watchtower.stat.Binomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Agents without skill whose returns were earned on candles: each strings placebos of instrument-weeks together that are
 * drawn with replacement, as many as its observations take. Immutable; any thread.
 */
public final class WeekTournament {
    private static final int REPLICATES = 1_000;

    private final WatchtowerSettings settings;
    private final List<PlaceboWeek> weeks;
    private final int observations;
    private final long seed;

    /**
     * @param settings the live rules
     * @param weeks 1 or more
     * @param observations of each agent, 1 or more
     * @param seed of all draws
     */
    public WeekTournament(WatchtowerSettings settings, List<PlaceboWeek> weeks, int observations, long seed) {
        this.settings = Require.present("settings", settings);
        this.weeks = List.copyOf(weeks);
        Require.that(!this.weeks.isEmpty(), "there is at least one week", 0);
        this.observations = (int) Require.positive("observations", (long) observations);
        this.seed = seed;
    }

    /**
     * What became of some agents.
     *
     * @param counts of each agent
     * @param weeks numbers of the weeks that each has lived through, some more than once
     */
    public record Lives(List<NullCount> counts, List<int[]> weeks) {
        /** These and then those. */
        public Lives plus(Lives next) {
            final List<NullCount> both = new ArrayList<>(counts);
            both.addAll(next.counts);
            final List<int[]> bothWeeks = new ArrayList<>(weeks);
            bothWeeks.addAll(next.weeks);
            return new Lives(both, bothWeeks);
        }

        /** All of them together. */
        public NullCount total() {
            return counts.stream().reduce(NullCount.NONE, NullCount::plus);
        }
    }

    /** Watches the agents from {@code first} to before {@code last}. */
    public Lives watch(int first, int last) {
        final List<NullCount> counts = new ArrayList<>();
        final List<int[]> lived = new ArrayList<>();
        for (int agent = first; agent < last; agent++) {
            final Strung returns = new Strung(agent);
            counts.add(NullTournament.watch(settings, returns, observations));
            lived.add(Arrays.copyOf(returns.lived, returns.count));
        }
        return new Lives(counts, lived);
    }

    /**
     * With 95 % confidence no more than this share is ever promoted: the larger of what luck among so many agents allows
     * (Clopper and Pearson) and what luck among so few instrument-weeks allows, which are drawn anew with replacement,
     * agents counting as often as all their weeks were drawn.
     */
    public double upper95(Lives lives) {
        final NullCount total = lives.total();
        final double[] shares = new double[REPLICATES];
        final int[] drawn = new int[weeks.size()];
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < drawn.length; i++) {
                drawn[Draw.below(drawn.length, seed, "replicate", replicate, i, 0)]++;
            }
            shares[replicate] = share(lives, drawn);
        }
        Arrays.sort(shares);
        return Math.max(
                Binomial.upperBound(total.promoted(), total.agents(), 0.95),
                shares[(int) Math.ceil(0.95 * REPLICATES) - 1]);
    }

    private static double share(Lives lives, int[] drawn) {
        double promoted = 0;
        double all = 0;
        for (int agent = 0; agent < lives.counts.size(); agent++) {
            double weight = 1;
            for (int week : lives.weeks.get(agent)) {
                weight *= drawn[week];
            }
            all += weight;
            promoted += lives.counts.get(agent).promoted() * weight;
        }
        return all == 0 ? 0 : promoted / all;
    }

    /** Returns of week after week. */
    private final class Strung implements ReturnLaw.Stream {
        private final int agent;
        private int[] lived = new int[8];
        private int count;
        private double[] now = {};
        private int at;

        Strung(int agent) {
            this.agent = agent;
        }

        @Override
        public double next() {
            if (at == now.length) {
                begin();
            }
            return now[at++];
        }

        private void begin() {
            if (count == lived.length) {
                lived = Arrays.copyOf(lived, 2 * count);
            }
            final int week = Draw.below(weeks.size(), seed, "week", agent, count, 0);
            final List<double[]> placebos = weeks.get(week).returns();
            now = placebos.get(Draw.below(placebos.size(), seed, "placebo of week", agent, count, 0));
            at = 0;
            lived[count++] = week;
        }
    }
}
