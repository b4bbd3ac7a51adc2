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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible journal export}: a journal for other programs. */
@Command(
        name = "export",
        description = {
            "Writes events as JSON, one object per line with every field, as Parquet, or bars and quotes as CSV.",
            "Times are epoch milliseconds and, in fields ending in Time, ISO 8601. In Parquet bars and quotes have columns,"
                    + " all other events their fields as JSON in one more."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible journal export --journal ./data --format jsonl --out events.jsonl",
            "  crucible journal export --journal ./data --format csv --from 1000 --to 2000 --out prices.csv",
            "  crucible journal export --journal ./data --format parquet --out events.parquet"
        })
final class JournalExport implements Callable<Integer> {
    private enum Format {
        JSONL,
        CSV,
        PARQUET
    }

    /** Takes the events that are asked for. */
    private interface Target {
        /** Whether it has written the event. */
        boolean take(ArenaEvent event) throws IOException;
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

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where to (default: standard output, but not for Parquet)")
    private Path file;

    @Option(names = "--json", description = "print what was written as JSON; needs --out")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final PrintWriter talk = spec.commandLine().getOut();
        if (file == null) {
            if (format == Format.PARQUET) {
                throw new ParameterException(spec.commandLine(), "--format parquet needs --out FILE");
            }
            export(talk);
            talk.flush();
            return 0;
        }
        final long written = format == Format.PARQUET ? exportTable() : exportLines();
        talk.println(
                json
                        ? JsonMapper.shared().writeValueAsString(Map.of("events", written, "file", file.toString()))
                        : written + " events written to " + file);
        talk.flush();
        return 0;
    }

    private long exportTable() throws IOException {
        try (EventTable table = new EventTable(file)) {
            final long written = read(table.fields(), table::add);
            table.write();
            return written;
        }
    }

    private long exportLines() throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            final long written = export(out);
            if (out.checkError()) {
                throw new IOException(file + " could not be written");
            }
            return written;
        }
    }

    private long export(PrintWriter out) throws IOException {
        final EventFields fields = new EventFields();
        if (format == Format.CSV) {
            out.println(EventFields.CSV_HEADER);
        }
        return read(fields, event -> {
            final String line = format == Format.CSV
                    ? fields.csv(event)
                    : JsonMapper.shared().writeValueAsString(fields.of(event));
            if (line != null) {
                out.println(line);
            }
            return line != null;
        });
    }

    private long read(EventFields fields, Target target) throws IOException {
        long written = 0;
        try (JournalReader reader = new JournalReader(place.directory())) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event) && event.sequence() <= to) {
                fields.observe(event);
                if (event.sequence() >= from && target.take(event)) {
                    written++;
                }
            }
        }
        return written;
    }
}
