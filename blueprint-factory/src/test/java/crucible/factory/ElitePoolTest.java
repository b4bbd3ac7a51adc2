package crucible.factory;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.DeathCause;
import crucible.model.Verdict.Authority;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ElitePoolTest {
    @Test
    void thePromotedComeFirstThenTheHigherScoreThenTheOlderAgent() {
        final ElitePool pool = pool(10, 5, 5);
        pool.add(promoted(4, OptionalDouble.empty()), "");
        pool.add(dead(1, OptionalDouble.of(0.999)), "");
        pool.add(promoted(3, OptionalDouble.of(0.99)), "");
        pool.add(promoted(2, OptionalDouble.of(0.99)), "");
        pool.add(promoted(5, OptionalDouble.of(-1)), "");
        pool.add(dead(0, OptionalDouble.of(0.2)), "");

        assertThat(agents(pool)).containsExactly(2, 3, 5, 4, 1, 0);
    }

    @Test
    void theDeadWithoutAScoreStayOut() {
        final ElitePool pool = pool(10, 5, 5);
        pool.add(dead(1, OptionalDouble.empty()), "");

        assertThat(pool.entries()).isEmpty();
    }

    @Test
    void onlyTheBestOfTheRecentlyDeadAreConsidered() {
        final ElitePool pool = pool(10, 2, 3);
        pool.add(dead(0, OptionalDouble.of(0.9)), "");
        pool.add(dead(1, OptionalDouble.of(0.1)), "");
        pool.add(dead(2, OptionalDouble.of(0.3)), "");
        assertThat(agents(pool)).containsExactly(0, 2);

        pool.add(dead(3, OptionalDouble.of(0.2)), "");
        assertThat(agents(pool)).as("agent 0 died too long ago").containsExactly(2, 3);
    }

    @Test
    void thePoolIsBounded() {
        final ElitePool pool = pool(3, 2, 2);
        for (int agent = 0; agent < 10; agent++) {
            pool.add(promoted(agent, OptionalDouble.of(agent)), "");
        }
        pool.add(dead(11, OptionalDouble.of(100)), "");

        assertThat(agents(pool)).containsExactly(9, 8, 7);
    }

    @Test
    void aPromotedAgentThatDiesIsOneOfTheDead() {
        final ElitePool pool = pool(3, 2, 2);
        pool.add(promoted(1, OptionalDouble.of(0.99)), "");
        pool.add(promoted(2, OptionalDouble.of(0.98)), "");
        pool.add(dead(1, OptionalDouble.of(0.3)), "");

        assertThat(agents(pool)).containsExactly(2, 1);
        assertThat(pool.entries().get(1).promoted()).isFalse();
    }

    private static ElitePool pool(int elite, int recentDead, int remembered) {
        return new ElitePool(new FactorySettings(elite, recentDead, remembered, 0.5, 0.5, 0.5, 0.5, 0.5, 5));
    }

    private static List<Integer> agents(ElitePool pool) {
        return pool.entries().stream().map(EliteEntry::agentId).toList();
    }

    private static EliteEntry promoted(int agentId, OptionalDouble score) {
        return new EliteEntry(agentId, SampleBlueprints.dipBuyer(), score, true, Authority.RULE, Optional.empty(), 0);
    }

    private static EliteEntry dead(int agentId, OptionalDouble score) {
        return new EliteEntry(
                agentId, SampleBlueprints.dipBuyer(), score, false, Authority.RULE, Optional.of(DeathCause.IDLE), 0);
    }
}
