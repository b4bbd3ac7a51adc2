package crucible.server.cli;

import crucible.runtime.event.ArenaEvent;
import crucible.server.journal.JournalReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible journal export}: a journal for other programs. */
@Command(
        name = "export",
        description = {
            "Writes events as JSON, one object per line with every field, or bars and quotes as CSV.",
            "Times are epoch milliseconds and, in fields ending in Time, ISO 8601."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible journal export --journal ./data --format jsonl --out events.jsonl",
            "  crucible journal export --journal ./data --format csv --from 1000 --to 2000 --out prices.csv"
        })
final class JournalExport implements Callable<Integer> {
    private enum Format {
        JSONL,
        CSV
    }

    @Mixin
    private JournalCommand.Place place;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "jsonl",
            description = "${COMPLETION-CANDIDATES}; CSV has bars and quotes only (default: ${DEFAULT-VALUE})")
    private Format format;

    @Option(names = "--from", paramLabel = "SEQ", description = "first event (default: the oldest)")
    private long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "last event (default: the newest)")
    private long to = Long.MAX_VALUE;

    @Option(names = "--out", paramLabel = "FILE", description = "where to (default: standard output)")
    private Path file;

    @Option(names = "--json", description = "print what was written as JSON; needs --out")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final PrintWriter talk = spec.commandLine().getOut();
        if (file == null) {
            export(talk);
            talk.flush();
            return 0;
        }
        final long written;
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            written = export(out);
            if (out.checkError()) {
                throw new IOException(file + " could not be written");
            }
        }
        talk.println(
                json
                        ? JsonMapper.shared().writeValueAsString(Map.of("events", written, "file", file.toString()))
                        : written + " events written to " + file);
        talk.flush();
        return 0;
    }

    private long export(PrintWriter out) {
        long written = 0;
        final EventFields fields = new EventFields();
        if (format == Format.CSV) {
            out.println(EventFields.CSV_HEADER);
        }
        try (JournalReader reader = new JournalReader(place.directory())) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event) && event.sequence() <= to) {
                fields.observe(event);
                final String line = event.sequence() < from
                        ? null
                        : format == Format.CSV
                                ? fields.csv(event)
                                : JsonMapper.shared().writeValueAsString(fields.of(event));
                if (line != null) {
                    out.println(line);
                    written++;
                }
            }
        }
        return written;
    }
}
