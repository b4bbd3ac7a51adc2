package crucible.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.CostSettings;
import crucible.model.Birth;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.server.arena.ArenaOnDisk;
import crucible.server.arena.Replay;
import crucible.server.journal.FileLayer;
import crucible.server.record.RecordReader;
import crucible.server.record.RecordStore;
import crucible.server.record.RecordedEvent;
import crucible.server.record.Recorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerdictExplainTest {
    @TempDir
    private static Path folder;

    private static final List<RecordedEvent> VERDICTS = new ArrayList<>();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void playATournament() throws Exception {
        new ArenaOnDisk(folder, ArenaOnDisk.strictRules(8)).play(ArenaOnDisk.tape(4, 2, 500), 1);
        final RecordReader reader = new RecordReader(folder.resolve("permanent"));
        for (var block = reader.next(); block != null; block = reader.next()) {
            block.events().stream()
                    .filter(event -> event.kind() == EventKind.VERDICT)
                    .forEach(VERDICTS::add);
        }
    }

    private int explain(String... arguments) {
        return new CommandLine(new VerdictCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static Verdict newest() {
        return VERDICTS.get(VERDICTS.size() - 1).payload(Verdict.class);
    }

    @Test
    void aVerdictIsFoundBySequenceByIdAndByAgent() {
        final RecordedEvent event = VERDICTS.get(VERDICTS.size() - 1);
        for (String[] which :
                List.of(new String[] {Long.toString(event.sequence())}, new String[] {newest().id()}, new String[] {
                    "--agent", Integer.toString(newest().agentId())
                })) {
            final List<String> arguments = new ArrayList<>(List.of("explain"));
            arguments.addAll(List.of(which));
            arguments.addAll(List.of("--data-dir", folder.toString()));
            assertThat(explain(arguments.toArray(new String[0]))).as("%s", err).isZero();
        }
        assertThat(out.toString().lines().filter(line -> line.startsWith("Verdict " + newest().id())))
                .hasSize(3);
        assertThat(out.toString())
                .contains("agree to the last bit", "evidence", "journal")
                .contains("Found and judged under the costs " + CostSettings.DEFAULT.digest())
                .doesNotContain("WRONG");
    }

    @Test
    void asJsonEveryNumberStandsTwice() {
        assertThat(explain(
                        "explain",
                        newest().id(),
                        "--journal",
                        folder.resolve("journal").toString(),
                        "--json"))
                .as("%s", err)
                .isZero();
        final JsonNode answer = JsonMapper.shared().readTree(out.toString());
        assertThat(answer.get("agrees").booleanValue()).isTrue();
        assertThat(answer.get("costDigest").stringValue()).isEqualTo(CostSettings.DEFAULT.digest());
        assertThat(answer.get("numbers"))
                .hasSizeGreaterThanOrEqualTo(newest().inputs().size());
        for (JsonNode number : answer.get("numbers")) {
            assertThat(number.get("card")).as("%s", number).isEqualTo(number.get("computed"));
        }
    }

    @Test
    void withoutTheJournalWhatItAloneTellsIsTheCards() {
        assertThat(explain("explain", newest().id(), "--journal", folder.toString(), "--no-replay"))
                .isZero();
        assertThat(out.toString()).contains("not computed");
    }

    @Test
    void anUnknownVerdictAndAWrongIdAreNamed() {
        assertThat(explain("explain", "0", "--journal", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no such verdict: 0", "--agent 0");
        assertThat(explain("explain", "yesterday", "--journal", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("but was yesterday");
    }

    /** A record in which the returns of one agent are a trillionth larger than they were. */
    @Test
    void aForgedRecordIsFailureAndNamesTheNumbers() throws IOException {
        final int victim = newest().agentId();
        final Path elsewhere = folder.resolve("forged");
        try (RecordStore store = RecordStore.open(elsewhere.resolve("permanent"), FileLayer.DISK);
                Recorder recorder = new Recorder(store)) {
            recorder.begin(-1);
            final ArenaListener forger = new Forger(recorder, victim, digest -> digest);
            try (Replay replay = Replay.open(folder.resolve("journal"), 1, forger)) {
                replay.withoutDigests().run(Long.MAX_VALUE, event -> {});
            }
        }
        assertThat(explain("explain", newest().id(), "--data-dir", elsewhere.toString(), "--no-replay"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("WRONG: the card and what was computed differ in mean, ");
    }

    /** A record in which the agent was found under costs that are not the tournament's. */
    @Test
    void aVerdictOnWhatWasFoundUnderOtherCostsIsFailure() throws IOException {
        final Path elsewhere = folder.resolve("foreign");
        try (RecordStore store = RecordStore.open(elsewhere.resolve("permanent"), FileLayer.DISK);
                Recorder recorder = new Recorder(store)) {
            recorder.begin(-1);
            final ArenaListener forger = new Forger(recorder, -1, digest -> "ab".repeat(32));
            try (Replay replay = Replay.open(folder.resolve("journal"), 1, forger)) {
                replay.withoutDigests().run(Long.MAX_VALUE, event -> {});
            }
        }
        assertThat(explain("explain", newest().id(), "--data-dir", elsewhere.toString(), "--no-replay"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("WRONG: the agent was found under the costs " + "ab".repeat(32) + ", the tournament's are "
                        + CostSettings.DEFAULT.digest());
    }

    private record Forger(Recorder recorder, int victim, UnaryOperator<String> costs) implements ArenaListener {
        @Override
        public void onEvidence(int agentId, long observation, double value) {
            recorder.onEvidence(agentId, observation, agentId == victim ? value * (1 + 1e-12) : value);
        }

        @Override
        public void onVerdict(Verdict verdict) {
            recorder.onVerdict(verdict);
        }

        @Override
        public void onBoundary(ArenaEvent boundary, Roster roster) {
            recorder.onBoundary(boundary, roster);
        }

        @Override
        public void onEvent(ArenaEvent event) {
            if (event.kind() != EventKind.BIRTH) {
                recorder.onEvent(event);
                return;
            }
            final Birth birth = event.payload(Birth.class);
            final Birth forged = new Birth(
                    birth.agentId(),
                    birth.slot(),
                    birth.blueprint()
                            .withCostDigest(costs.apply(birth.blueprint().costDigest())),
                    birth.seed(),
                    birth.generation(),
                    birth.parents(),
                    birth.origin(),
                    birth.actor(),
                    birth.reason());
            recorder.onEvent(new ArenaEvent()
                    .begin(EventKind.BIRTH, event.eventTimeMs())
                    .place(event.sequence(), event.arenaTimeMs(), event.publishedNanos())
                    .payload(forged));
        }
    }
}
