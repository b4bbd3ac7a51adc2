package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AgentScore;
import crucible.model.Birth;
import crucible.runtime.ring.Roster;
import crucible.server.arena.ArenaOnDisk;
import crucible.server.arena.DigestLog;
import crucible.server.arena.Replay;
import crucible.server.arena.TournamentRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live trials of a tournament with a control group, from its permanent record. */
class TrialsListTest {
    @TempDir
    private static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void playATournament() throws Exception {
        final TournamentRules strict = ArenaOnDisk.strictRules(8);
        final TournamentRules rules = new TournamentRules(
                strict.seed(),
                strict.capitalUsdE8(),
                strict.slots(),
                strict.timeframes(),
                strict.costs(),
                strict.watchtower(),
                strict.factory().withPlacebos(1));
        new ArenaOnDisk(folder, rules).play(ArenaOnDisk.tape(4, 2, 500), 1);
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonNode list() {
        assertThat(run(new TrialsListCommand(), "--data-dir", folder.toString(), "--json", "--limit", "10000"))
                .as("%s", err)
                .isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void everyAgentButTheControlGroupIsOneWithTheJudgesOwnNumbers() throws IOException {
        final DigestLog digests = new DigestLog();
        final JsonNode live = list().get("live");
        final List<Integer> listed = new ArrayList<>();
        try (Replay replay = Replay.open(folder.resolve("journal"), 1, digests)) {
            replay.withoutDigests().run(Long.MAX_VALUE, event -> {});
            final Roster roster = digests.roster();
            for (JsonNode trial : live.get("newest")) {
                final int id = trial.get("agentId").asInt();
                listed.add(id);
                final AgentScore score = roster.score(id);
                assertThat(trial.get("isWhole").asBoolean()).isTrue();
                assertThat(trial.get("observations").asLong()).isEqualTo(score.observations());
                if (score.sharpePerBar().isPresent()) {
                    assertThat(trial.get("sharpe").asDouble())
                            .isEqualTo(score.sharpePerBar().getAsDouble());
                    assertThat(trial.get("psr").asDouble())
                            .isEqualTo(score.psr().getAsDouble());
                    assertThat(trial.get("dsr").asDouble())
                            .isEqualTo(score.dsr().getAsDouble());
                } else {
                    assertThat(trial.get("sharpe").isNull()).isTrue();
                }
            }
            final List<Integer> others = new ArrayList<>();
            int controls = 0;
            for (int id = 0; id < roster.agents(); id++) {
                final Birth birth = roster.birth(id);
                controls += birth.origin().isControl() ? 1 : 0;
                if (!birth.origin().isControl()) {
                    others.add(id);
                }
            }
            assertThat(listed).isEqualTo(others);
            assertThat(controls).isGreaterThan(8);
            assertThat(live.get("agents").asInt()).isEqualTo(others.size());
            assertThat(live.get("trials").asDouble()).isLessThanOrEqualTo(others.size());
        }
    }

    @Test
    void replayTellsWhatBecameOfTheControlGroup() {
        assertThat(run(new ReplayCommand(), "--journal", folder.toString())).isZero();
        assertThat(out.toString())
                .contains("Control group, never promoted:", "placebos at random", "planted placebos", "flipped clones")
                .contains("delayed clones", "false promotions", "with 95 % confidence at most");
        out.getBuffer().setLength(0);
        assertThat(run(new ReplayCommand(), "--journal", folder.toString(), "--json"))
                .isZero();
        final JsonNode group = JsonMapper.shared().readTree(out.toString()).get("controlGroup");
        assertThat(group.get("kinds").size()).isEqualTo(4);
        assertThat(group.get("falsePromotionUpper95").isNumber()).isTrue();
    }

    @Test
    void oneOfTheTwoPlacesIsNamed() {
        assertThat(run(new TrialsListCommand())).isEqualTo(2);
        assertThat(run(new TrialsListCommand(), "--data-dir", "a", "--registry", "b"))
                .isEqualTo(2);
    }
}
