package crucible.server.cli;

import crucible.runtime.event.ArenaEvent;
import crucible.server.journal.JournalReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible journal tail}: the newest events, and those that come. */
@Command(
        name = "tail",
        description = {
            "Shows the newest events of a journal, and with --follow those that a running server appends.",
            "Ends with exit code 1 and the place where the journal is damaged."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible journal tail --journal ./data -n 20",
            "  crucible journal tail --journal ./data --follow --json"
        })
final class JournalTail implements Callable<Integer> {
    private static final long BETWEEN_LOOKS_MS = 200;

    /** Where nothing comes for so many looks it is made sure that this is an end; then after twice as many, and so on. */
    private static final int LOOKS_BEFORE_A_CHECK = 5;

    private static final int MOST_LOOKS_BEFORE_A_CHECK = 300;

    @Mixin
    private JournalCommand.Place place;

    @Option(names = "-n", paramLabel = "N", description = "how many events (default: ${DEFAULT-VALUE})")
    private int count = 10;

    @Option(names = "--follow", description = "go on showing events as they come, until interrupted")
    private boolean follow;

    @Option(names = "--json", description = "one JSON object per line")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final EventFields fields = new EventFields();

    @Override
    public Integer call() throws InterruptedException {
        final PrintWriter out = spec.commandLine().getOut();
        final Path directory = place.directory();
        final ArrayDeque<String> newest = new ArrayDeque<>();
        final ArenaEvent event = new ArenaEvent();
        long shown;
        try (JournalReader reader = JournalReader.ofNewest(directory)) {
            shown = keepNewest(reader, event, newest);
        }
        if (newest.size() < count && shown > newest.size()) {
            newest.clear();
            try (JournalReader reader = new JournalReader(directory)) {
                shown = keepNewest(reader, event, newest);
            }
        }
        newest.forEach(out::println);
        out.flush();
        if (follow) {
            follow(directory, event, shown, out);
        }
        return 0;
    }

    private long keepNewest(JournalReader reader, ArenaEvent event, ArrayDeque<String> newest) {
        while (reader.next(event)) {
            newest.add(line(event));
            if (newest.size() > count) {
                newest.remove();
            }
        }
        return reader.nextSequence();
    }

    private void follow(Path directory, ArenaEvent event, long from, PrintWriter out) throws InterruptedException {
        try (JournalReader reader = JournalReader.following(directory)) {
            int quiet = 0;
            int patience = LOOKS_BEFORE_A_CHECK;
            while (!Thread.currentThread().isInterrupted()) {
                quiet++;
                while (reader.next(event)) {
                    quiet = 0;
                    patience = LOOKS_BEFORE_A_CHECK;
                    if (event.sequence() >= from) {
                        out.println(line(event));
                    }
                }
                out.flush();
                if (quiet == patience) {
                    reader.expectEnd();
                    quiet = 0;
                    patience = Math.min(2 * patience, MOST_LOOKS_BEFORE_A_CHECK);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            }
        }
    }

    private String line(ArenaEvent event) {
        fields.observe(event);
        final Map<String, Object> all = fields.of(event);
        if (json) {
            return JsonMapper.shared().writeValueAsString(all);
        }
        return event.sequence() + " " + all.get("eventTime") + " " + event.kind() + " "
                + all.entrySet().stream()
                        .skip(EventFields.COMMON)
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining(" "));
    }
}
