package crucible.server.parity;

import crucible.model.Instrument;
import crucible.model.Operand;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.ring.ArenaCore;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two arenas side by side: the recorded one and the trial over the lake, which is an event behind. What each does is told
 * by its {@link Onlooker}. One thread.
 */
final class Comparison {
    private final Findings findings;
    private final Map<Integer, ComparedAgent> agents = new TreeMap<>();
    private final ArrayDeque<Boundary> liveBoundaries = new ArrayDeque<>();
    private final ArrayDeque<Boundary> ownBoundaries = new ArrayDeque<>();
    private final Map<Integer, LiveBar> liveBars = new HashMap<>();
    private ArenaCore live;
    private ArenaCore backtest;
    private long sequence;
    private long features;
    private long decisions;
    private long orders;
    private long standings;

    private record Boundary(long timeMs, int dueTimeframes, int missingBars) {}

    /** Features of a stream's newest bar in the recorded arena, in the order in which they were asked for there. */
    private record LiveBar(long openTimeMs, double[] features, double[] previous) {}

    Comparison(Findings findings) {
        this.findings = findings;
    }

    /** The agents that are compared; before anything is told. */
    void agents(List<ComparedAgent> compared) {
        compared.forEach(agent -> agents.put(agent.id(), agent));
    }

    /** The two arenas; before anything is told. */
    void between(ArenaCore recorded, ArenaCore trial) {
        live = recorded;
        backtest = trial;
    }

    /** What is told from now on comes at this event of the recorded arena. */
    void at(long newSequence) {
        sequence = newSequence;
    }

    /** How much was compared, of {@code events} events and {@code inputs} inputs. */
    ParityReport.Compared compared(long events, long inputs) {
        return new ParityReport.Compared(events, inputs, features, decisions, orders, standings);
    }

    /** Hears the recorded arena. */
    Onlooker.Ear live() {
        return new Onlooker.Ear() {
            @Override
            public void onDeed(int agentId, Deed deed, long atSequence) {
                final ComparedAgent agent = agents.get(agentId);
                final long at = atSequence < 0 ? sequence : atSequence;
                found(agent, agent.onLive(new ComparedAgent.Placed(deed, at)));
            }

            @Override
            public void onBar(ArenaEvent bar) {
                final int count = live.features().asked(bar.timeframe()).size();
                liveBars.put(
                        stream(bar),
                        new LiveBar(
                                bar.openTimeMs(),
                                Arrays.copyOf(bar.features(), count),
                                Arrays.copyOf(bar.previousFeatures(), count)));
            }

            @Override
            public void onBoundary(ArenaEvent boundary) {
                compare(boundary, liveBoundaries, ownBoundaries, true);
            }
        };
    }

    /** Hears the trial. */
    Onlooker.Ear backtest() {
        return new Onlooker.Ear() {
            @Override
            public void onDeed(int agentId, Deed deed, long atSequence) {
                count(deed);
                final ComparedAgent agent = agents.get(agentId);
                found(agent, agent.onBacktest(new ComparedAgent.Placed(deed, sequence)));
            }

            @Override
            public void onBar(ArenaEvent bar) {
                final LiveBar before = liveBars.get(stream(bar));
                if (before != null && before.openTimeMs == bar.openTimeMs()) {
                    compare(bar, before);
                }
            }

            @Override
            public void onBoundary(ArenaEvent boundary) {
                compare(boundary, ownBoundaries, liveBoundaries, false);
            }
        };
    }

    private void count(Deed deed) {
        switch (deed.difference()) {
            case DIFFERENT_DECISION -> decisions++;
            case DIFFERENT_FILL -> orders++;
            default -> standings++;
        }
    }

    private void found(ComparedAgent agent, ComparedAgent.Mismatch mismatch) {
        if (mismatch == null) {
            return;
        }
        final ComparedAgent.Placed first = mismatch.live() == null ? mismatch.backtest() : mismatch.live();
        findings.addAgent(
                agent,
                first.deed().difference(),
                first.sequence(),
                first.deed().timeMs(),
                words(mismatch.live()),
                words(mismatch.backtest()),
                this::instrument);
    }

    private static String words(ComparedAgent.Placed placed) {
        return placed == null ? "nothing" : placed.deed().toString();
    }

    private Instrument instrument(int id) {
        return live.lanes().get(0).instruments().stream()
                .filter(instrument -> instrument.id() == id)
                .findFirst()
                .orElse(null);
    }

    private void compare(ArenaEvent event, ArrayDeque<Boundary> same, ArrayDeque<Boundary> other, boolean isLive) {
        final Boundary boundary = new Boundary(event.boundaryTimeMs(), event.dueTimeframes(), event.missingBars());
        if (other.isEmpty()) {
            same.add(boundary);
            return;
        }
        final Boundary counterpart = other.poll();
        if (!counterpart.equals(boundary)) {
            findings.addBoundary(
                    sequence,
                    boundary.timeMs,
                    (isLive ? boundary : counterpart).toString(),
                    (isLive ? counterpart : boundary).toString());
        }
    }

    private static int stream(ArenaEvent bar) {
        return bar.instrumentId() * Timeframe.count() + bar.timeframe().ordinal();
    }

    private void compare(ArenaEvent bar, LiveBar before) {
        final List<Operand.FeatureRef> asked = backtest.features().asked(bar.timeframe());
        final List<Operand.FeatureRef> askedLive = live.features().asked(bar.timeframe());
        final boolean sameOrder = asked.equals(askedLive);
        for (int i = 0; i < asked.size(); i++) {
            final int at = sameOrder ? i : askedLive.indexOf(asked.get(i));
            if (at >= 0 && at < before.features.length) {
                compare(bar, asked.get(i), before.features[at], bar.features()[i]);
                compare(bar, asked.get(i), before.previous[at], bar.previousFeatures()[i]);
            }
        }
    }

    private void compare(ArenaEvent bar, Operand.FeatureRef feature, double recorded, double again) {
        features++;
        if (Double.compare(recorded, again) != 0) {
            findings.addFeature(
                    bar.instrumentId(), bar.timeframe(), feature, sequence, bar.closeTimeMs(), recorded, again);
        }
    }
}
