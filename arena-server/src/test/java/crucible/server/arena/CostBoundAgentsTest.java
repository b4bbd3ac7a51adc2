package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.CostSettings;
import crucible.fill.MarketCosts;
import crucible.model.AgentCommand;
import crucible.model.Blueprint;
import crucible.model.FeedSink;
import crucible.model.Verdict;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.server.view.CommandResult;
import crucible.server.view.EliteView;
import crucible.server.view.Page;
import crucible.server.view.SpawnRequest;
import crucible.server.view.VerdictView;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody lives, is promoted or bred from under cheaper costs than those he was found under, whoever asks. */
class CostBoundAgentsTest {
    private static final CostSettings IN_FORCE = CostSettings.DEFAULT;
    private static final Page.Request ALL = new Page.Request(100, Long.MAX_VALUE);

    private final List<Consumer<FeedSink>> tape = ArenaOnDisk.tape(4, 2, 40);
    private ArenaOnDisk disk;
    private Arena arena;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        disk = new ArenaOnDisk(folder, ArenaOnDisk.strictRules(8));
        arena = disk.start(2);
        ArenaOnDisk.feed(arena, tape, 0, 0.9);
    }

    @AfterEach
    void stop() {
        arena.close();
    }

    private static CostSettings takerFee(int ppm) {
        return new CostSettings(ppm, 1000, 100, 250, 600_000, Collections.emptySortedMap(), MarketCosts.defaults());
    }

    private CommandResult spawn(String request, CostSettings found, boolean carriesThem) throws Exception {
        final Blueprint blueprint =
                FoundingBlueprints.all(found.digest()).get(0).withName("Foreigner");
        return arena.control()
                .spawn(new SpawnRequest(
                        request,
                        blueprint,
                        carriesThem ? Optional.of(found.canonicalText()) : Optional.empty(),
                        "ann",
                        "a wish",
                        "",
                        ""))
                .get(20, TimeUnit.SECONDS);
    }

    private CommandResult promote(int agentId) throws Exception {
        return arena.control()
                .command(new AgentCommand("p", AgentCommand.Kind.PROMOTE, agentId, "ann", "a wish", "p", ""))
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatWasFoundUnderDearerCostsIsNotSpawnedAndTheDifferenceIsShown() throws Exception {
        assertThat(spawn("one", takerFee(2000), true))
                .isInstanceOfSatisfying(
                        CommandResult.Conflict.class,
                        refused -> assertThat(refused.reason())
                                .contains("takerFeePpm 2000 -> 1000 (cheaper)", IN_FORCE.digest()));
        assertThat(spawn("two", takerFee(2000), false))
                .isInstanceOfSatisfying(
                        CommandResult.Conflict.class,
                        refused -> assertThat(refused.reason()).contains("cannot be compared"));
    }

    @Test
    void whatWasFoundUnderCheaperCostsIsBoundToThoseInForceAndItsPromotionSaysSo() throws Exception {
        final CommandResult born = spawn("three", takerFee(500), true);
        assertThat(born).isInstanceOf(CommandResult.Applied.class);
        final int agent = ((CommandResult.Applied) born).agentId();
        assertThat(arena.view().blueprint(agent).map(Blueprint::costDigest)).contains(IN_FORCE.digest());
        assertThat(promote(agent)).isInstanceOf(CommandResult.Applied.class);
        ArenaOnDisk.feed(arena, tape, 0.9, 1);
        promote(9_999);
        assertThat(card(agent).kind()).isEqualTo(Verdict.Kind.PROMOTE);
        assertThat(card(agent).costDigest()).contains(IN_FORCE.digest());
        assertThat(arena.view().elite())
                .isNotEmpty()
                .extracting(EliteView::costDigest)
                .containsOnly(IN_FORCE.digest());

        arena.close();
        arena = disk.start(1);
        assertThat(card(agent).costDigest()).as("after a start").contains(IN_FORCE.digest());
    }

    private VerdictView card(int agentId) {
        return arena.view().verdicts(agentId, ALL).orElseThrow().items().get(0);
    }
}
