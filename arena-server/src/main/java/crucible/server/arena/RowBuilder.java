package crucible.server.arena;

import crucible.model.AgentCommand;
import crucible.model.AgentScore;
import crucible.model.AgentState;
import crucible.model.DeathCause;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.ring.Roster;
import crucible.server.view.AgentBooks;
import crucible.server.view.AgentDetail;
import crucible.server.view.AgentEvidence;
import crucible.server.view.AgentIdentity;
import crucible.server.view.ArenaEvent;
import crucible.server.view.DeathView;
import crucible.server.view.InstrumentView;
import crucible.server.view.PositionView;
import crucible.server.view.TradeStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes leaderboard rows and details out of the arbiter's board. Arbiter's thread only. */
final class RowBuilder {
    private final Markets markets;
    private final Histories histories;

    RowBuilder(Markets markets, Histories histories) {
        this.markets = markets;
        this.histories = histories;
    }

    crucible.server.view.AgentRow row(int agentId, Roster roster) {
        final AgentRow row = roster.row(agentId);
        final AgentHistory history = histories.of(agentId);
        final AgentBooks books = row.isPresent()
                ? new AgentBooks(
                        row.capitalUsdE8(),
                        row.cashUsdE8(),
                        row.realisedUsdE8(),
                        row.unrealisedUsdE8(),
                        row.feesUsdE8(),
                        row.fundingUsdE8(),
                        row.equityUsdE8())
                : new AgentBooks(1, 0, 0, 0, 0, 0, 0);
        final TradeStats trades = TradeStats.of(
                row.closedTrades(), row.winningTrades(), row.grossTradeUsdE8(), row.netTradeUsdE8(), row.tradedUsdE8());
        final Verdict verdict = roster.verdict(agentId);
        final crucible.server.view.AgentRow.Standing standing = new crucible.server.view.AgentRow.Standing(
                row.state(),
                roster.birth(agentId).slot(),
                books.returnFrac(),
                history.drawdownFrac(books.equityUsdE8()),
                row.positions(),
                verdict != null && verdict.kind() == Verdict.Kind.PROMOTE
                        ? Optional.of(verdict.authority())
                        : Optional.empty(),
                verdict != null && verdict.kind() == Verdict.Kind.TERMINATE
                        ? Optional.of(
                                DeathView.of(verdict.cause(), trades, verdict.summary(), verdict.boundaryTimeMs()))
                        : Optional.empty(),
                hindrance(row));
        final List<PositionView> positions = positions(row);
        final AgentScore score = roster.score(agentId);
        history.detail(
                new Extra(
                        positions,
                        row.ordersSubmitted(),
                        row.slippageUsdE8(),
                        score.regimes().stream()
                                .map(cell -> new AgentDetail.Regime(
                                        cell.name(), cell.observations(), cell.meanPerBar(), cell.sharpePerBar()))
                                .toList()),
                row.state());
        return new crucible.server.view.AgentRow(
                AgentIdentity.of(roster.birth(agentId), roster.bornMs(agentId)),
                standing,
                books,
                trades,
                AgentEvidence.of(score),
                positions.isEmpty() ? Optional.empty() : Optional.of(positions.get(0)));
    }

    /** What an untradeable agent cannot pay for, with the numbers. */
    private Optional<String> hindrance(AgentRow row) {
        if (row.state() != AgentState.UNTRADEABLE) {
            return Optional.empty();
        }
        if (row.cheapestInstrument() < 0) {
            return Optional.of("no instrument of this arena is one that it may trade");
        }
        return Optional.of("its cheapest order is of "
                + markets.instrument(row.cheapestInstrument()).symbol() + " and costs at least $"
                + UsdE8.format(row.needUsdE8()) + ", it can spend $" + UsdE8.format(row.haveUsdE8()));
    }

    private List<PositionView> positions(AgentRow row) {
        final List<PositionView> positions = new ArrayList<>();
        for (int i = 0; i < row.positions(); i++) {
            final Instrument instrument = markets.instrument(row.positionInstrument(i));
            final long lots = row.positionLots(i);
            positions.add(new PositionView(
                    instrument.symbol(),
                    lots > 0 ? Direction.LONG : Direction.SHORT,
                    instrument.quantityBase(Math.abs(lots)),
                    row.positionEntryPrice(i)));
        }
        return positions;
    }

    /** The row after an operator's command that was applied just now. */
    static crucible.server.view.AgentRow withState(
            crucible.server.view.AgentRow row, AgentState state, AgentCommand command, long timeMs) {
        final crucible.server.view.AgentRow.Standing was = row.standing();
        final boolean killed = command.kind() == AgentCommand.Kind.KILL;
        final boolean promoted = command.kind() == AgentCommand.Kind.PROMOTE;
        return new crucible.server.view.AgentRow(
                row.identity(),
                new crucible.server.view.AgentRow.Standing(
                        state,
                        was.slot(),
                        was.returnFrac(),
                        was.drawdownFrac(),
                        was.openPositions(),
                        promoted ? Optional.of(Verdict.Authority.OPERATOR) : was.promotedBy(),
                        killed
                                ? Optional.of(DeathView.of(DeathCause.OPERATOR, row.trades(), command.reason(), timeMs))
                                : was.death()),
                row.books(),
                row.trades(),
                command.kind() == AgentCommand.Kind.ACKNOWLEDGE ? row.evidence().acknowledged() : row.evidence(),
                row.position());
    }

    /** Why the row is in its state, in plain words. */
    static String words(crucible.server.view.AgentRow row) {
        return switch (row.state()) {
            case WARMING -> "its features are not complete yet";
            case INCUBATING -> "trades, not yet judged";
            case ACTIVE -> "trades and is judged";
            case PROMOTED ->
                row.standing().promotedBy().equals(Optional.of(Verdict.Authority.OPERATOR))
                        ? "promoted by an operator"
                        : "promoted: its edge passed the Watchtower's gates";
            case TERMINATED -> row.standing().death().map(DeathView::words).orElse("ended");
            case PAUSED -> "an operator has paused it";
            case QUARANTINED -> "its code or books failed";
            case UNTRADEABLE -> row.standing().hindrance().orElse("none of its instruments can be traded");
        };
    }

    /** Newest closing prices, for the event feed. */
    List<ArenaEvent.BarClose> closes() {
        final List<ArenaEvent.BarClose> closes = new ArrayList<>();
        for (InstrumentView view : markets.instruments()) {
            for (InstrumentView.LastBar bar : view.lastBars()) {
                closes.add(new ArenaEvent.BarClose(view.rules().symbol(), bar.timeframe(), bar.close()));
            }
        }
        return closes;
    }

    /** The parts of an agent's detail that its row does not hold. */
    record Extra(
            List<PositionView> positions, long ordersSubmitted, long slippageUsdE8, List<AgentDetail.Regime> regimes) {
        static final Extra NONE = new Extra(List.of(), 0, 0, List.of());

        AgentDetail with(crucible.server.view.AgentRow row, AgentHistory history) {
            return new AgentDetail(
                    row,
                    positions,
                    ordersSubmitted,
                    slippageUsdE8,
                    regimes,
                    history.birth().seed(),
                    history.birth().actor(),
                    history.birth().reason());
        }
    }
}
