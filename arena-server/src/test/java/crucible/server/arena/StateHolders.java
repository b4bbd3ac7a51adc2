package crucible.server.arena;

import java.util.Map;
import java.util.TreeMap;

/** What of the core's fields no snapshot stores, and why a restored arena does not miss it. */
final class StateHolders {
    /** Fields, and whole classes, with the reason. */
    static final Map<String, String> NOT_STORED = new TreeMap<>();

    /** Classes that can change but are no state holders, with the reason. */
    static final Map<String, String> NO_HOLDERS = new TreeMap<>();

    /** Fields of state holders that another holder shows, or that settings give: equal after a restore all the same. */
    static final Map<String, String> SHOWN_ELSEWHERE = new TreeMap<>();

    /** Interfaces of what listens or saves: who implements them is no part of an arena's state. */
    static final Map<String, String> OUTSIDE = new TreeMap<>();

    private static final String SCRATCH = "filled and read inside one event";
    private static final String HANDED_OVER = "emptied at every boundary, where snapshots are taken";
    private static final String DERIVED = "follows from stored fields";
    private static final String WIRING = "who is told, not what is known";
    private static final String SETTINGS = "settings";
    private static final String METRIC = "a count for metrics";

    static {
        not("FillSlot", SCRATCH);
        not("BarTicks", SCRATCH);
        not("Offer", SCRATCH);
        not("BandCheck", SCRATCH);
        not("OrderRequest", SCRATCH);
        not("Arbiter.cursors", SCRATCH);
        not("AgentLane.sequence", SCRATCH);
        not("AgentLane.arenaTimeMs", SCRATCH);
        not("PerpetualMarket.scanFromUsd", DERIVED);
        not("PerpetualMarket.scanToUsd", DERIVED);
        not("OutcomeBuffer", HANDED_OVER);
        not("AgentLane.failures", HANDED_OVER);
        not("AgentLane.failuresHandedOver", HANDED_OVER);
        not("AgentLane.agentSteps", METRIC);
        not("AgentRow.laneDeath", "read at the boundary it was written at");
        not("AgentRow.due", "read at the boundary it was written at");
        not("AgentRow.countable", "read at the boundary it was written at");
        not("AgentRow.enterable", "read at the boundary it was written at");
        not("AgentRow.positionValuesUsdE8", DERIVED + "; beyond the open positions it holds leftovers");
        not("Market.spreadFloorsPpm", DERIVED + ": of the settings, by the instrument");
        not("RiskGate.desk", WIRING);
        not("RiskGate.reason", SCRATCH);
        not("RiskGate.neededUsdE8", SCRATCH);
        not("RiskGate.haveUsdE8", SCRATCH);
        not("ExposureCount.byInstrument", SCRATCH);
        not("ExposureCount.grossUsdE8", SCRATCH);
        not("Arbiter.counting", SETTINGS);
        not("AgentRow.positionInstruments", DERIVED + "; beyond the open positions it holds leftovers");
        not("AgentRow.positionLots", DERIVED + "; beyond the open positions it holds leftovers");
        not("AgentRow.positionEntryPrices", DERIVED + "; beyond the open positions it holds leftovers");
        not("RollingExtreme", DERIVED + ": fed the window again; beyond its queue it holds leftovers");
        not("HoldingList", DERIVED + "; agents do not touch each other, so their order does not matter");
        not("Holding.place", DERIVED);
        not("Account.virtualShorts", SETTINGS);
        not("HoldingPool", "holdings that nobody has");
        not("Watchtower.spread", SCRATCH);
        not("WatchedAgent.basket", DERIVED + ": its birth");
        not("WatchedAgent.longOnly", DERIVED + ": its birth");
        not("Baskets.instruments", "told anew by the arbiter");
        not("Baskets.byBar", DERIVED + ": the births and instruments");
        not("Baskets.moved", HANDED_OVER);
        not("Baskets.movedCount", HANDED_OVER);
        not("Basket.scope", DERIVED + ": the births");
        not("Basket.shorts", DERIVED + ": the births");
        not("Basket.members", DERIVED + ": the births and instruments");
        not("Basket.moved", HANDED_OVER);
        not("Basket.due", HANDED_OVER);
        not("Watchtower.anyHadData", HANDED_OVER);
        not("WatchedAgent.hadData", HANDED_OVER);
        not("WatchedAgent.scratch", SCRATCH);
        not("Watchtower.listener", WIRING);
        not("MarketMoment", SCRATCH);
        not("TrialGroups.leaders", SCRATCH);
        not("TrialGroups.leaderCount", SCRATCH);
        not("Watchtower.due", HANDED_OVER);
        not("Watchtower.dueCount", HANDED_OVER);
        not("WatchedAgent.due", HANDED_OVER);
        not("LaneDesk.outcomes", WIRING);
        not("Outbox.nextAgentId", DERIVED);
        not("Outbox.fits", "the arbiter's");
        not("VolatilityLadder.sigma", DERIVED);
        not("VolatilityLadder.longRunSigma", DERIVED);
        not("EgarchRecursion.longRunSigma", DERIVED);
        not("FillInputs", SCRATCH);
        not("FitSchedule.runner", "who makes what is ordered; what comes of it does not depend on it");
        not("RecordedFits.given", HANDED_OVER);
        not("Arbiter.listener", WIRING);
        not("Arbiter.checkpoints", WIRING);
        not("FeatureStage.checkpoints", WIRING);
        not("BarHistory.open", "only the retained bars are stored");
        not("BarHistory.high", "only the retained bars are stored");
        not("BarHistory.low", "only the retained bars are stored");
        not("BarHistory.close", "only the retained bars are stored");
        not("BarHistory.volumeBase", "only the retained bars are stored");
        not("BarHistory.logReturn", "only the retained bars are stored");
        not("BarHistory.closeTimeMs", "only the retained bars are stored");
    }

    static {
        NO_HOLDERS.put("AgentRow", "made anew from its agent's books");
        NO_HOLDERS.put("MarkBoard", "rows made anew from the agents' books");
        NO_HOLDERS.put("ArenaCore", "has its stages, which are");
        NO_HOLDERS.put("FeatureDirectory", "follows from the births, in their order");
        NO_HOLDERS.put("RiskLimits", SETTINGS);
        NO_HOLDERS.put("SpreadFloors", SETTINGS);
        NO_HOLDERS.put("Outcome", HANDED_OVER);
        NO_HOLDERS.put("OutcomeBuffer$Half", HANDED_OVER);
        NO_HOLDERS.put("BetMixture", SETTINGS);
        NO_HOLDERS.put("CompiledBlueprint", "never changes; made from the birth's blueprint");
        NO_HOLDERS.put("CompiledRule", "never changes; made from the birth's blueprint");
        NO_HOLDERS.put("CostSettings", SETTINGS);
        NO_HOLDERS.put("MarginSettings", SETTINGS);
        not("WaitingOrders", "lists and bounds of orders that the accounts show");
        not("Execution", "fills; what they change is the accounts'");
        NO_HOLDERS.put("DecayRule", SETTINGS);
        NO_HOLDERS.put("FillInputs", SCRATCH);
        NO_HOLDERS.put("FitOrder", "never changes; nobody writes to its returns");
        SHOWN_ELSEWHERE.put("FeatureSeries.indices", "follows from the births, in their order");
        SHOWN_ELSEWHERE.put("Arbiter.lanes", "each lane copies itself");
        SHOWN_ELSEWHERE.put("BlueprintFactory.founders", SETTINGS);
        SHOWN_ELSEWHERE.put("Nursery.founders", SETTINGS);
        SHOWN_ELSEWHERE.put("Nursery.born", "the factory's");
        SHOWN_ELSEWHERE.put("Holding.account", "the account shows its holdings");
        SHOWN_ELSEWHERE.put("Market.open", "the accounts show their holdings");
        SHOWN_ELSEWHERE.put("Subscriptions.desk", "the lane's own");
        OUTSIDE.put("ArenaListener", WIRING);
        OUTSIDE.put("Checkpoints", WIRING);
        OUTSIDE.put("FitRunner", "makes what is ordered; what comes of it does not depend on who does");
    }

    private StateHolders() {}

    private static void not(String name, String reason) {
        NOT_STORED.put(name, reason);
    }
}
