package crucible.server.parity;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Birth;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.server.arena.JournaledTape;
import crucible.server.journal.JournalReader;
import crucible.server.lake.LakeFill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control group of a recorded tournament does the same again, under whichever id it runs. */
class ControlGroupParityTest {
    @TempDir
    private Path data;

    private Map<Birth.Origin, Integer> newestOfEachKind() {
        final Map<Birth.Origin, Integer> newest = new EnumMap<>(Birth.Origin.class);
        try (JournalReader reader = new JournalReader(data.resolve("journal"))) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                if (event.kind() == EventKind.BIRTH
                        && event.payload(Birth.class).origin().isControl()) {
                    newest.put(
                            event.payload(Birth.class).origin(),
                            event.payload(Birth.class).agentId());
                }
            }
        }
        return newest;
    }

    @Test
    void eachMemberAloneAndAllTogether() throws IOException {
        JournaledTape.controlled(data.resolve("journal"), 42, 900);
        LakeFill.run(data.resolve("journal"), LakeFill.rawLake(data), day -> {});
        final ParityReport all = Parity.run(RecordedArena.plan(data));
        assertThat(all.differences()).as(all.told().toString()).isEmpty();
        final Map<Birth.Origin, Integer> members = newestOfEachKind();
        assertThat(members).hasSize(4);
        members.forEach((kind, id) -> {
            final ParityReport report;
            try {
                report = Parity.run(
                        RecordedArena.plan(data, OptionalInt.of(id), OptionalLong.empty(), OptionalLong.empty()));
            } catch (IOException e) {
                throw new AssertionError(kind.toString(), e);
            }
            assertThat(report.differences()).as("%s %s", kind, report.told()).isEmpty();
            assertThat(report.compared().decisions()).as("%s", kind).isPositive();
        });
    }
}
