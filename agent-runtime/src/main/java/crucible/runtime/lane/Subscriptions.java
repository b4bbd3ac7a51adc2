package crucible.runtime.lane;

import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Which of a lane's agents step on which instrument's bars: arrays in ascending agent id. */
final class Subscriptions implements StateHolder {
    private static final Agent[] NONE = {};

    private final Desk desk;
    private Instrument[] instruments = {};
    private boolean[] removed = {};
    private Agent[][] byBar = {};

    /** @param desk says which instruments can be sold short */
    Subscriptions(Desk desk) {
        this.desk = desk;
    }

    Agent[] of(int instrumentId, Timeframe timeframe) {
        final int key = key(instrumentId, timeframe);
        return key < byBar.length ? byBar[key] : NONE;
    }

    /** All known instruments, in id order. */
    List<Instrument> instruments() {
        return Arrays.stream(instruments).filter(Objects::nonNull).toList();
    }

    /** Remembers an instrument; where it is new, all of those agents step on it who can trade it. */
    void onInstrument(Instrument instrument, List<Agent> agents) {
        if (keep(instrument)) {
            addAll(agents, instrument);
        }
    }

    /** True if it is new. */
    private boolean keep(Instrument instrument) {
        if (instrument.id() >= instruments.length) {
            instruments = Arrays.copyOf(instruments, instrument.id() + 1);
            removed = Arrays.copyOf(removed, instruments.length);
            final int from = byBar.length;
            byBar = Arrays.copyOf(byBar, instruments.length * Timeframe.count());
            Arrays.fill(byBar, from, byBar.length, NONE);
        }
        final boolean isNew = instruments[instrument.id()] == null;
        instruments[instrument.id()] = instrument;
        return isNew;
    }

    /**
     * An instrument is taken out, or in again: in the first case nobody steps on its bars any more, in the second all those
     * do who can trade it. False where that is no news, or the instrument is not known yet.
     */
    boolean onListing(int instrumentId, boolean removes, List<Agent> agents) {
        if (instrumentId >= instruments.length
                || instruments[instrumentId] == null
                || removed[instrumentId] == removes) {
            return false;
        }
        removed[instrumentId] = removes;
        if (removes) {
            for (int i = 0; i < Timeframe.count(); i++) {
                byBar[key(instrumentId, Timeframe.at(i))] = NONE;
            }
        } else {
            addAll(agents, instruments[instrumentId]);
        }
        return true;
    }

    /** Whether an instrument was taken out. */
    boolean anyRemoved() {
        for (boolean one : removed) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** Lets an agent step on every known instrument that it can trade. */
    void add(Agent agent) {
        for (int id = 0; id < instruments.length; id++) {
            if (at(id) != null) {
                add(agent, instruments[id]);
            }
        }
    }

    /** Lets all those agents, in ascending id, step on a new instrument that can trade it and are not dead. */
    private void addAll(List<Agent> agents, Instrument instrument) {
        for (int i = 0; i < Timeframe.count(); i++) {
            final Timeframe timeframe = Timeframe.at(i);
            byBar[key(instrument.id(), timeframe)] = agents.stream()
                    .filter(agent -> agent.blueprint.scope().timeframe() == timeframe)
                    .filter(agent -> agent.isStepping() && canTrade(agent, instrument))
                    .toArray(Agent[]::new);
        }
    }

    private void add(Agent agent, Instrument instrument) {
        if (!canTrade(agent, instrument)) {
            return;
        }
        final int key = key(instrument.id(), agent.blueprint.scope().timeframe());
        final Agent[] old = byBar[key];
        int at = old.length;
        while (at > 0 && old[at - 1].id > agent.id) {
            at--;
        }
        final Agent[] larger = new Agent[old.length + 1];
        System.arraycopy(old, 0, larger, 0, at);
        larger[at] = agent;
        System.arraycopy(old, at, larger, at + 1, old.length - at);
        byBar[key] = larger;
    }

    void remove(Agent agent) {
        for (int key = 0; key < byBar.length; key++) {
            final Agent[] old = byBar[key];
            for (int i = 0; i < old.length; i++) {
                if (old[i] == agent) {
                    final Agent[] smaller = new Agent[old.length - 1];
                    System.arraycopy(old, 0, smaller, 0, i);
                    System.arraycopy(old, i + 1, smaller, i, smaller.length - i);
                    byBar[key] = smaller;
                    break;
                }
            }
        }
    }

    /** Whether the agent can trade at least one known instrument; true as long as none is known. */
    boolean hasAny(Agent agent) {
        boolean some = false;
        for (int id = 0; id < instruments.length; id++) {
            some |= instruments[id] != null;
            if (at(id) != null && canTrade(agent, instruments[id])) {
                return true;
            }
        }
        return !some;
    }

    /** One more than the largest id of an instrument. */
    int end() {
        return instruments.length;
    }

    /** The instrument of that id, null where there is none or it was taken out. */
    Instrument at(int instrumentId) {
        return removed[instrumentId] ? null : instruments[instrumentId];
    }

    /** Whether the agent's blueprint is for the instrument, and the instrument for its direction. */
    boolean canTrade(Agent agent, Instrument instrument) {
        return agent.blueprint.scope().includes(instrument.symbol())
                && (agent.blueprint.entry().direction() == Direction.LONG || desk.allowsShort(instrument));
    }

    /** Shows the instruments; who steps on them follows from the agents, which are added anew. */
    @Override
    public void visit(StateSink sink) {
        final int end = sink.field("instruments", instruments.length);
        for (int id = 0; id < end; id++) {
            final Instrument instrument =
                    sink.field("instrument", Instrument.FORM, id < instruments.length ? instruments[id] : null);
            if (instrument != null) {
                keep(instrument);
            }
        }
    }

    /** Shows which of them were taken out; before agents are added. */
    void visitRemoved(StateSink sink) {
        for (int id = 0; id < removed.length; id++) {
            removed[id] = sink.field("removed", removed[id]);
        }
    }

    private static int key(int instrumentId, Timeframe timeframe) {
        return instrumentId * Timeframe.count() + timeframe.ordinal();
    }
}
