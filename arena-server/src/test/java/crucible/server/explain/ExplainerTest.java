package crucible.server.explain;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Verdict;
import crucible.runtime.event.EventKind;
import crucible.server.arena.ArenaOnDisk;
import crucible.server.arena.ContinuedRecord;
import crucible.server.record.EvidenceRun;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordReader;
import crucible.server.record.RecordedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verdict of a tournament is computed again from what was kept, to the last bit; what was changed is found. */
class ExplainerTest {
    @TempDir
    private static Path folder;

    private static Path many;
    private static Path one;
    private static Path guarded;

    @BeforeAll
    static void playThreeTournaments() throws Exception {
        many = new ArenaOnDisk(folder.resolve("many"), ArenaOnDisk.strictRules(8))
                .play(ArenaOnDisk.tape(4, 3, 1_200), 2)
                .directory();
        one = new ArenaOnDisk(folder.resolve("one"), ArenaOnDisk.strictRules(1))
                .play(ArenaOnDisk.tape(11, 3, 1_200), 0)
                .directory();
        guarded = new ArenaOnDisk(folder.resolve("guarded"), ArenaOnDisk.guardedRules(12))
                .play(ArenaOnDisk.tape(2, 6, 1_500), 1)
                .directory();
    }

    private static List<RecordBlock> blocks(Path directory) throws IOException {
        final List<RecordBlock> blocks = new ArrayList<>();
        final RecordReader reader = new RecordReader(directory.resolve("permanent"));
        for (RecordBlock block = reader.next(); block != null; block = reader.next()) {
            blocks.add(block);
        }
        return blocks;
    }

    private static List<RecordedEvent> verdicts(List<RecordBlock> blocks) {
        return blocks.stream()
                .flatMap(block -> block.events().stream())
                .filter(event -> event.kind() == EventKind.VERDICT)
                .toList();
    }

    private static Explanation explain(List<RecordBlock> blocks, RecordedEvent verdict) {
        final Explainer explainer = new Explainer(other -> other.sequence() == verdict.sequence());
        blocks.forEach(explainer);
        return explainer.explanation().orElseThrow();
    }

    @Test
    void everyVerdictOfEveryRuleAgreesWithItsCard() throws IOException {
        final Set<String> rules = new TreeSet<>();
        for (Path directory : List.of(many, one)) {
            final List<RecordBlock> blocks = blocks(directory);
            for (RecordedEvent event : verdicts(blocks)) {
                final Explanation explanation = explain(blocks, event);
                rules.add(explanation.verdict().rule());
                assertThat(explanation.disagreeing()).as("%s", explanation).isEmpty();
                assertThat(explanation.notes()).isEmpty();
                assertThat(explanation.computed()).isGreaterThanOrEqualTo(5);
                assertThat(explanation.numbers())
                        .filteredOn(figure -> figure.source() == Explanation.Source.NOT_COMPUTED
                                && !figure.name().contains("."))
                        .as("numbers that only the journal tells, beside those by regime")
                        .hasSizeLessThanOrEqualTo(12);
            }
        }
        assertThat(rules).containsExactly("decay.psr", "drawdown.peak", "idle", "loss-of-capital", "promotion.psr-dsr");
    }

    @Test
    void theGuardAndTheGroupsThatMoveTogetherAgreeWithTheCard() throws IOException {
        final List<RecordBlock> blocks = blocks(guarded);
        assertThat(verdicts(blocks)).isNotEmpty();
        for (RecordedEvent event : verdicts(blocks)) {
            final Explanation explanation = explain(blocks, event);
            assertThat(explanation.disagreeing()).as("%s", explanation).isEmpty();
            assertThat(explanation.numbers())
                    .filteredOn(figure ->
                            Set.of("trials", "guard", "highestEValue", "eValue").contains(figure.name()))
                    .hasSize(4)
                    .allMatch(figure -> figure.source() == Explanation.Source.EVIDENCE);
            assertThat(number(explanation, "groups")).isPositive().isLessThanOrEqualTo(number(explanation, "records"));
        }
    }

    @Test
    void looksAtTheNewestTradesAndIdlenessAreToldFromTheRecordAloneAsFarAsItReaches() throws IOException {
        final List<RecordBlock> blocks = blocks(guarded);
        final Set<String> rules = new TreeSet<>();
        for (RecordedEvent event : verdicts(blocks)) {
            final Explanation explanation = explain(blocks, event);
            rules.add(explanation.verdict().rule());
            switch (explanation.verdict().rule()) {
                case "decay.rolling" -> {
                    assertThat(figure(explanation, "rollingPsr").source()).isEqualTo(Explanation.Source.NOT_COMPUTED);
                    assertThat(figure(explanation, "threshold").computed()).isEqualTo(0.9);
                    assertThat(figure(explanation, "look").computed()).isGreaterThan(1);
                }
                case "idle" -> {
                    assertThat(figure(explanation, "idleDays").source()).isEqualTo(Explanation.Source.NOT_COMPUTED);
                    assertThat(figure(explanation, "threshold").computed()).isEqualTo(0.8);
                }
                default -> {
                    assertThat(figure(explanation, "targetSharpePerTrade").computed())
                            .isEqualTo(0.3);
                    assertThat(figure(explanation, "falseDeath").source()).isEqualTo(Explanation.Source.RULES);
                }
            }
            assertThat(figure(explanation, "ageDays").source()).isEqualTo(Explanation.Source.RULES);
            assertThat(figure(explanation, "n").source()).isEqualTo(Explanation.Source.EVIDENCE);
            assertThat(explanation.disagreeing()).isEmpty();
        }
        assertThat(rules).containsExactly("decay.psr", "decay.rolling", "idle");
    }

    @Test
    void theJournalTellsTheNewestTradesAgain() throws IOException {
        final ContinuedRecord.Places places = ContinuedRecord.Places.of(guarded);
        final RecordedEvent event = verdicts(blocks(guarded)).stream()
                .filter(one -> one.payload(Verdict.class).rule().equals("decay.rolling"))
                .findFirst()
                .orElseThrow();
        final Explainer explainer = new Explainer(other -> other.sequence() == event.sequence());
        ContinuedRecord.tell(places, event.sequence(), explainer);
        final Explanation explanation =
                JournaledAgent.confirm(explainer.explanation().orElseThrow(), places, explainer.birthSequence());
        assertThat(explanation.disagreeing()).as("%s", explanation).isEmpty();
        assertThat(figure(explanation, "rollingPsr").source()).isEqualTo(Explanation.Source.JOURNAL);
    }

    private static Explanation.Figure figure(Explanation explanation, String name) {
        return explanation.numbers().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Explanation explanation, String name) {
        return explanation.numbers().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Explanation.Figure::onCard)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    void whereTheJournalReachesBackToTheBirthEveryNumberIsComputed() throws IOException {
        final ContinuedRecord.Places places = ContinuedRecord.Places.of(many);
        int seen = 0;
        for (RecordedEvent event : verdicts(blocks(many))) {
            if (seen++ % 5 == 0) {
                final Explainer explainer = new Explainer(other -> other.sequence() == event.sequence());
                ContinuedRecord.tell(places, event.sequence(), explainer);
                final Explanation explanation = JournaledAgent.confirm(
                        explainer.explanation().orElseThrow(), places, explainer.birthSequence());
                assertThat(explanation.disagreeing()).as("%s", explanation).isEmpty();
                assertThat(explanation.computed())
                        .isEqualTo(explanation.verdict().inputs().size());
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    @Test
    void aReturnThatWasChangedByATrillionthIsFound() throws IOException {
        final List<RecordBlock> blocks = blocks(many);
        final RecordedEvent verdict = verdicts(blocks).stream()
                .filter(event -> event.payload(Verdict.class).rule().equals("decay.psr"))
                .findFirst()
                .orElseThrow();
        final int agentId = verdict.payload(Verdict.class).agentId();
        changeOne(blocks, agentId, verdict.sequence());
        assertThat(explain(blocks, verdict).disagreeing()).contains("mean", "sharpe", "psr");
    }

    private static void changeOne(List<RecordBlock> blocks, int agentId, long before) {
        for (RecordBlock block : blocks) {
            for (EvidenceRun run : block.evidence()) {
                if (run.agentId() == agentId && block.upTo() < before && run.returns()[0] != 0) {
                    run.returns()[0] *= 1 + 1e-12;
                    return;
                }
            }
        }
        throw new AssertionError("the agent has no return that is not 0");
    }

    @Test
    void everyNumberOfACardThatWasChangedIsNamed() throws IOException {
        final List<RecordBlock> blocks = blocks(many);
        final RecordedEvent verdict = verdicts(blocks).get(20);
        final Explanation honest = explain(blocks, verdict);
        for (Explanation.Figure figure : honest.numbers()) {
            if (figure.source() != Explanation.Source.NOT_COMPUTED) {
                assertThat(explain(with(blocks, verdict, figure.name()), verdict)
                                .disagreeing())
                        .as("%s", figure)
                        .contains(figure.name());
            }
        }
    }

    /** The same record, but one number of one card is a little larger. */
    private static List<RecordBlock> with(List<RecordBlock> blocks, RecordedEvent verdict, String changed) {
        final Verdict card = verdict.payload(Verdict.class);
        final List<Verdict.Input> inputs = card.inputs().stream()
                .map(input ->
                        input.name().equals(changed) ? new Verdict.Input(changed, Math.nextUp(input.value())) : input)
                .toList();
        final Verdict forged = new Verdict(
                card.agentId(),
                card.kind(),
                card.cause(),
                card.authority(),
                card.boundaryTimeMs(),
                card.rule(),
                card.threshold(),
                card.look(),
                inputs,
                card.summary());
        return blocks.stream()
                .map(block -> new RecordBlock(
                        block.after(),
                        block.upTo(),
                        block.boundarySequences(),
                        block.boundaryTimesMs(),
                        block.events().stream()
                                .map(event -> event.sequence() != verdict.sequence()
                                        ? event
                                        : new RecordedEvent(
                                                event.sequence(),
                                                event.kind(),
                                                event.eventTimeMs(),
                                                event.arenaTimeMs(),
                                                event.effect(),
                                                forged))
                                .toList(),
                        block.evidence()))
                .toList();
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsMadeUp() throws IOException {
        final List<RecordBlock> blocks = blocks(many);
        final RecordedEvent verdict = verdicts(blocks).get(20);
        final List<RecordBlock> withoutTheBeginning = blocks.subList(blocks.size() / 3, blocks.size());
        final Explanation explanation = explain(withoutTheBeginning, verdict);
        assertThat(explanation.disagreeing()).isEmpty();
        assertThat(explanation.notes()).isNotEmpty();
        assertThat(explanation.numbers())
                .filteredOn(figure ->
                        Set.of("trials", "varianceOfT", "dsr", "threshold").contains(figure.name()))
                .allMatch(figure -> figure.source() == Explanation.Source.NOT_COMPUTED);
    }
}
