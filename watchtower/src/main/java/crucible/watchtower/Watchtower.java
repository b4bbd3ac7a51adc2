package crucible.watchtower;

import crucible.model.AgentMark;
import crucible.model.AgentScore;
import crucible.model.Birth;
import crucible.model.Judge;
import crucible.model.RequestSink;
import crucible.model.Require;
import crucible.model.StateSink;
import crucible.model.Verdict;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The judge of the tournament. Called on one thread. */
public final class Watchtower implements Judge {
    private final WatchtowerSettings settings;
    private final long capitalUsdE8;

    /**
     * @param settings what it is strict about
     * @param capitalUsdE8 starting capital of each agent
     */
    public Watchtower(WatchtowerSettings settings, long capitalUsdE8) {
        this.settings = Require.present("settings", settings);
        this.capitalUsdE8 = Require.positive("capitalUsdE8", capitalUsdE8);
    }

    @Override
    public void onBirth(Birth birth, long arenaTimeMs) {}

    @Override
    public void onMark(AgentMark mark, long boundaryTimeMs) {}

    @Override
    public void onVerdict(Verdict verdict) {}

    @Override
    public AgentScore score(int agentId) {
        return new AgentScore(
                0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    @Override
    public void endBoundary(long boundaryTimeMs, RequestSink requests) {}

    @Override
    public void visit(StateSink sink) {
        sink.field("capitalUsdE8", capitalUsdE8);
        sink.field("minTrades", (long) settings.minTrades());
    }
}
