package crucible.server.explain;

import crucible.model.AgentState;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.server.arena.ContinuedRecord;
import crucible.server.arena.Recovery;
import crucible.server.arena.Replay;
import crucible.server.explain.Explanation.Figure;
import crucible.server.explain.Explanation.Source;
import crucible.server.journal.JournalException;
import crucible.server.journal.JournalReader;
import crucible.watchtower.lifecycle.DeathSummary;
import crucible.watchtower.lifecycle.DrawdownRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One agent's books and trades as a replay of the journal tells them, from before its birth to a verdict. */
public final class JournaledAgent implements ArenaListener {
    private final int agentId;
    private long closedTrades;
    private long grossTradeUsdE8;
    private long netTradeUsdE8;
    private long tradedUsdE8;
    private long capitalUsdE8;
    private long equityUsdE8;
    private long peakUsdE8;
    private boolean hasEnded;

    private JournaledAgent(int agentId) {
        this.agentId = agentId;
    }

    /**
     * The explanation with what the journal still tells: trades, equity, drawdown, and whether the engine would decide the
     * same again.
     *
     * @param birthSequence of the agent's birth; −1 where it is not known
     * @throws JournalException where the journal cannot be read
     * @throws IllegalStateException where the engine would decide otherwise; names both
     */
    public static Explanation confirm(Explanation explanation, ContinuedRecord.Places places, long birthSequence) {
        final Verdict verdict = explanation.verdict();
        if (verdict.authority() == Verdict.Authority.OPERATOR) {
            return explanation;
        }
        if (birthSequence < 0 || !JournalReader.exists(places.journal())) {
            return explanation.with(explanation.numbers(), "there is no journal: trades and equity are the card's");
        }
        final JournaledAgent agent = new JournaledAgent(verdict.agentId());
        try (Replay replay = Recovery.covering(places.snapshotStore(), places.journal(), 1, agent, birthSequence - 1)) {
            if (replay.startSequence() > birthSequence) {
                return explanation.with(
                        explanation.numbers(),
                        "the journal no longer reaches back to the agent's birth: trades and equity are the card's");
            }
            replay.withoutDigests().run(explanation.sequence(), event -> {});
            return explanation.with(
                    agent.confirmed(explanation.numbers()),
                    "the journal was replayed from event " + replay.startSequence()
                            + " on: the engine gives the same verdict again");
        }
    }

    private List<Figure> confirmed(List<Figure> figures) {
        final Map<String, Double> told = new LinkedHashMap<>();
        told.put("closedTrades", (double) closedTrades);
        told.put("equityUsd", UsdE8.toUsd(equityUsdE8));
        told.put("lossOfCapital", DrawdownRule.drawdown(equityUsdE8, capitalUsdE8));
        told.put("drawdown", DrawdownRule.drawdown(equityUsdE8, peakUsdE8));
        told.put("grossBpsPerTrade", DeathSummary.bpsPerTrade(grossTradeUsdE8, tradedUsdE8));
        told.put("netBpsPerTrade", DeathSummary.bpsPerTrade(netTradeUsdE8, tradedUsdE8));
        final List<Figure> confirmed = new ArrayList<>();
        for (Figure figure : figures) {
            final Double number = told.get(figure.name());
            if (number != null) {
                confirmed.add(figure.from(number, Source.JOURNAL));
            } else {
                // The engine has given the whole card again, or the replay would have ended with an error.
                confirmed.add(
                        figure.source() == Source.NOT_COMPUTED ? figure.from(figure.onCard(), Source.JOURNAL) : figure);
            }
        }
        return confirmed;
    }

    @Override
    public void onOutcome(Outcome outcome) {
        if (outcome.agentId() == agentId
                && outcome.end() == null
                && !outcome.entry()
                && outcome.positionLotsAfter() == 0) {
            closedTrades++;
        }
    }

    @Override
    public void onVerdict(Verdict verdict) {
        hasEnded |= verdict.agentId() == agentId && verdict.kind() == Verdict.Kind.TERMINATE;
    }

    /** The judge is shown an agent at the boundaries of its timeframe, and once when it has died on its lane. */
    @Override
    public void onBoundary(ArenaEvent boundary, Roster roster) {
        if (agentId >= roster.agents() || !roster.row(agentId).isPresent()) {
            return;
        }
        final AgentRow row = roster.row(agentId);
        final boolean isShown = row.laneDeath() != null || row.isDue() && row.state() != AgentState.QUARANTINED;
        if (!hasEnded && isShown) {
            capitalUsdE8 = row.capitalUsdE8();
            equityUsdE8 = row.equityUsdE8();
            peakUsdE8 = Math.max(Math.max(peakUsdE8, capitalUsdE8), equityUsdE8);
            grossTradeUsdE8 = row.grossTradeUsdE8();
            netTradeUsdE8 = row.netTradeUsdE8();
            tradedUsdE8 = row.tradedUsdE8();
        }
    }
}
