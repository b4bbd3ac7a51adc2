package crucible.server.cli;

import crucible.server.arena.ContinuedRecord;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crucible journal}: looks into a journal, beside a running server, too; only {@code cut} changes it. */
@Command(
        name = "journal",
        description = "Looks into a journal: is it whole, what is in it. All but cut work beside a running server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JournalVerify.class, JournalExport.class, JournalTail.class, JournalCutCommand.class},
        footer = {"", "Example:", "  crucible journal verify --journal ./data/journal"})
public final class JournalCommand {
    /** Where the journal lies. */
    static final class Place {
        @Option(
                names = {"--journal", "--data-dir"},
                required = true,
                paramLabel = "DIR",
                description = "the journal, or the data directory that holds it")
        private Path given;

        Path directory() {
            return places().journal();
        }

        /** The data directory that it belongs to. */
        ContinuedRecord.Places places() {
            return ContinuedRecord.Places.of(given);
        }
    }
}
