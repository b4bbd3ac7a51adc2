package crucible.server.view;

import crucible.model.Blueprint;
import java.util.List;
import java.util.Optional;

/**
 * What the arena shows. Every method may be called from any thread, never blocks the ring and takes little time. An
 * unknown agent is an empty answer.
 */
public interface ArenaReadModel {
    /** The newest snapshot; a volatile read. */
    ArenaSnapshot current();

    /** One agent. */
    Optional<AgentDetail> agent(int agentId);

    /**
     * Its equity at boundaries in {@code [fromMs, toMs]}, thinned to at most {@code points}.
     *
     * @param points at least 2
     */
    Optional<EquityCurve> equity(int agentId, long fromMs, long toMs, int points);

    /** Its closed trades. */
    Optional<Page<TradeView>> trades(int agentId, Page.Request request);

    /** Its orders. */
    Optional<Page<OrderView>> orders(int agentId, Page.Request request);

    /** Decisions about it. */
    Optional<Page<VerdictView>> verdicts(int agentId, Page.Request request);

    /** What it plays. */
    Optional<Blueprint> blueprint(int agentId);

    /** Where it comes from. */
    Optional<LineageView> lineage(int agentId);

    /** The elite pool, best first. */
    List<EliteView> elite();

    /** The trial registry. */
    TrialsView trials();

    /** What trading costs here. */
    CostView costs();

    /** A fill, computed again; empty where it is not among the newest, which are kept. */
    Optional<FillExplanation> fill(String id);

    /** Whether the instruments move enough to pay for trading them. */
    ViabilityView viability();

    /** The troubles that the server is in, as of now; empty where there are none. */
    List<ModeView> modes();

    /** What the newest nightly comparison with a backtest came to; empty before the first. */
    Optional<ParityView> parity();

    /** How the venues' bars agree with their trades, as of now; empty where trades are not asked for. */
    List<BarAgreementView> barAgreement();

    /** Whether the arena does its work, as of now. */
    Readiness readiness();

    /** What happens, as it happens. */
    EventFeed events();
}
