package crucible.watchtower.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictWordsTest {
    private static final Map<String, Double> CARD = Map.of(
            "psr", 0.0821,
            "rollingPsr", 0.05,
            "n", 900.0,
            "closedTrades", 31.0,
            "trials", 37.0,
            "varianceOfT", 1.25,
            "powerAtSharpe2", 0.021,
            "drawdown", 0.35,
            "idleDays", 14.0,
            "staleDays", 3.0);

    private static List<String> ended(String rule, double threshold, int look) {
        return VerdictWords.of(Verdict.Kind.TERMINATE, Verdict.Authority.RULE, rule, threshold, look, CARD);
    }

    @Test
    void aCardIsReadAloud() {
        assertThat(ended("decay.psr", 0.1, 1))
                .containsExactly(
                        "PSR of the whole record was 8.2 %, below the rising bar of 10.0 %.",
                        "It was look 1, after 31 closed trades.",
                        "N = 37, V = 1.250: the agents that ever had a live record in this arena, as the newest count in the"
                                + " journal tells them, but never fewer than minTrials.",
                        "An agent with a true Sharpe ratio of 2 a year would be promoted by now with a probability of about"
                                + " 2.1 %.",
                        "At its ratio no length of record would have led to promotion.",
                        "An operator may start its blueprint anew as another agent (POST /api/v1/agents); an end is not taken"
                                + " back.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decay.rolling|0.10|PSR of the newest 480 trades was 5.0 %, below 10.0 %.",
                "decay.literal|0.90|PSR of the whole record was 8.2 %, below 90.0 %.",
                "drawdown.peak|0.30|Its drawdown was 35.0 %, at least 30.0 %.",
                "idle|14|Nothing moved for 14.00 days; the limit is 14.",
                "stale-data|3|Others had data and it had none for 3.00 days; the limit is 3.",
                "other.rule|0.5|The rule other.rule compared with 0.5."
            })
    void everyRuleHasItsSentence(String rule, double threshold, String words) {
        assertThat(ended(rule, threshold, 0)).startsWith(words).noneMatch(line -> line.startsWith("It was look"));
    }

    @Test
    void whomTheBarIsForAndWhereNComesFromIsSaidWhereTheCardTellsIt() {
        final Map<String, Double> card = new HashMap<>(CARD);
        card.putAll(Map.of("targetSharpePerTrade", 0.1, "falseDeath", 0.2, "records", 31.0, "groups", 12.0));
        card.putAll(Map.of("trials", 12.0, "ownReturn", 0.0123, "averageExposure", 0.4, "heldReturn", -0.05));
        assertThat(VerdictWords.of(Verdict.Kind.TERMINATE, Verdict.Authority.RULE, "decay.psr", 0.1, 1, card))
                .contains(
                        "The bar is made so that of agents with a true Sharpe ratio of 0.1 a trade about 20.0 % are ended by its"
                                + " looks.",
                        "N = 12, V = 1.250: 31 agents ever had a live record in this arena, in 12 groups that move together, as the"
                                + " newest count in the journal tells them; N is the groups, but never fewer than minTrials.",
                        "It returned 1.23 %; holding its average exposure of 40.0 % of equity in its instruments all the time"
                                + " would have returned -5.00 % before costs.");
    }

    @Test
    void aPromotionSaysWhatWasRejected() {
        final List<String> words = VerdictWords.of(
                Verdict.Kind.PROMOTE,
                Verdict.Authority.RULE,
                "promotion.psr-dsr-e",
                0.99,
                700,
                Map.of("psr", 0.9999, "dsr", 0.991, "highestEValue", 23_456.0, "guard", 20_000.0, "season", 2.0));
        assertThat(words.get(0))
                .isEqualTo(
                        "PSR 99.9 % and DSR 99.1 % are at least 99.0 %, and the highest e-value 2.346e+04 is at least the"
                                + " guard of 20000 (season 2). Rejected is that the expected return was 0 or less at every bar.");
        assertThat(words.get(words.size() - 1)).contains("/kill");
    }

    @Test
    void anOperatorsVerdictHasNoNumbers() {
        assertThat(VerdictWords.of(Verdict.Kind.TERMINATE, Verdict.Authority.OPERATOR, "operator.kill", 0, 0, Map.of()))
                .hasSize(1);
    }
}
