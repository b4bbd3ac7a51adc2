package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule at once, over agents whose skill is known. */
class WholeChainTest {
    private static final boolean CAMPAIGN = Boolean.getBoolean("crucible.campaign");
    private static final int AGENTS = CAMPAIGN ? 2_000 : 200;
    private static final long SEED = 5;

    private static List<WholeChain.Life> play(double sharpe, double boundSigmas, int barsPerTrade, int trades) {
        final WholeChain chain = new WholeChain(sharpe, boundSigmas, barsPerTrade, trades, SEED);
        return IntStream.range(0, AGENTS).mapToObj(chain::play).toList();
    }

    private static long count(List<WholeChain.Life> lives, java.util.function.Predicate<WholeChain.Life> which) {
        return lives.stream().filter(which).count();
    }

    @ParameterizedTest
    @CsvSource({"0.2, 5, 0.95", "0.1, 5, 0.72"})
    void skillIsPromotedByTheWholeChain(double sharpe, double boundSigmas, double least) {
        final List<WholeChain.Life> lives = play(sharpe, boundSigmas, 1, 6_000);
        final long promoted = count(lives, life -> life.promotedAt() > 0);
        System.out.printf("Sharpe %s: %d of %d promoted (seed %d)%n", sharpe, promoted, AGENTS, SEED);
        assertThat(promoted).as("seed %d", SEED).isGreaterThanOrEqualTo((long) (least * AGENTS));
        assertThat(count(lives, life -> life.literalEndedAt() > 0 && life.literalEndedAt() <= 60))
                .as("the literal rule ends most of them soon")
                .isGreaterThan(AGENTS / 3);
    }

    @Test
    void withoutSkillNobodyIsPromotedAndMostAreEnded() {
        final List<WholeChain.Life> lives = play(0, 5, 1, 2_000);
        assertThat(count(lives, life -> life.promotedAt() > 0)).isZero();
        assertThat(count(lives, life -> life.endedAt() > 0)).isGreaterThan(AGENTS * 9L / 10);
        assertThat(count(lives, life -> life.naivePromotedAt() > 0))
                .as("PSR alone would have promoted some")
                .isGreaterThan(AGENTS / 20);
    }

    @Test
    void losersLiveShorterThanThoseWithoutSkill() {
        assertThat(medianTenure(play(-0.1, 5, 1, 1_000))).isLessThan(medianTenure(play(0, 5, 1, 1_000)));
        assertThat(medianTenure(play(-0.1, 50, 10, 500))).isLessThanOrEqualTo(120);
    }

    @Test
    void aLifeIsAFunctionOfSeedAndNumber() {
        final WholeChain chain = new WholeChain(0.1, 5, 1, 500, SEED);
        assertThat(chain.play(7)).isEqualTo(chain.play(7));
        assertThat(IntStream.range(0, 50).mapToObj(chain::play).distinct().count())
                .isGreaterThan(5);
    }

    private static int medianTenure(List<WholeChain.Life> lives) {
        final int[] ended = lives.stream()
                .mapToInt(life -> life.endedAt() > 0 ? life.endedAt() : Integer.MAX_VALUE)
                .sorted()
                .toArray();
        return ended[ended.length / 2];
    }
}
