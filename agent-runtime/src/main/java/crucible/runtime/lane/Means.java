package crucible.runtime.lane;

import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.Instrument;

/**
 * Whether agents can pay for the smallest order of any instrument that they may trade. One that cannot is UNTRADEABLE: what
 * it would be judged by is not a flat record, but none. Looked at where the answer may have changed: when its features are
 * complete, when an order was too small, when rules change, and at every boundary while it is so. Lane thread only.
 */
final class Means {
    private final Desk desk;
    private final Subscriptions subscriptions;

    Means(Desk desk, Subscriptions subscriptions) {
        this.desk = desk;
        this.subscriptions = subscriptions;
    }

    /** At a boundary: whether it can trade, unless nothing can have changed that. */
    void look(Agent agent) {
        if (!agent.isMeansDue()) {
            return;
        }
        if (!subscriptions.hasAny(agent)) {
            agent.untradeable(Agent.NO_INSTRUMENT, 0, 0);
            return;
        }
        if (agent.account.openPositions() > 0) {
            // What it can pay shows once it has sold.
            return;
        }
        final long haveUsdE8 =
                (long) (agent.account.equityUsdE8() * agent.blueprint.entry().equityFraction());
        final Direction direction = agent.blueprint.entry().direction();
        long leastUsdE8 = Long.MAX_VALUE;
        int cheapest = Agent.NO_INSTRUMENT;
        for (int id = 0; id < subscriptions.end(); id++) {
            final Instrument instrument = subscriptions.at(id);
            if (instrument == null || !subscriptions.canTrade(agent, instrument)) {
                continue;
            }
            final long needUsdE8 = desk.smallestEntryUsdE8(id, direction);
            if (needUsdE8 <= haveUsdE8) {
                agent.tradeable();
                return;
            }
            if (needUsdE8 < leastUsdE8 || cheapest == Agent.NO_INSTRUMENT) {
                leastUsdE8 = needUsdE8;
                cheapest = id;
            }
        }
        if (cheapest != Agent.NO_INSTRUMENT) {
            agent.untradeable(cheapest, leastUsdE8, haveUsdE8);
        }
    }
}
