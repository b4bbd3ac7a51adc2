package crucible.server.cli;

import crucible.server.arena.ContinuedRecord;
import crucible.server.arena.FillReplay;
import crucible.server.journal.JournalException;
import crucible.server.view.FillExplanation;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** {@code crucible fills explain}: a fill's price and money, computed again. */
@Command(
        name = "explain",
        description = {
            "Computes a fill's price and money again, to the last unit, from the numbers that it keeps: quote or bar, spread,"
                    + " volatility, participation, impact, latency, fee. Exit code 1 where one comes out otherwise, with its"
                    + " name.",
            "From a journal (replayed up to the fill), or from a running server, whose numbers are computed again here;"
                    + " whether the fill was crowded is as the server tells it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible fills explain 12-3456 --journal ./data",
            "  crucible fills explain 12-3456 --url http://127.0.0.1:8080 --token-file ./viewer.token --json"
        })
final class FillsExplainCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "the fill: agent and sequence, as REST and events tell it")
    private String id;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "a file that holds a viewer's token for --url; default: the variable CRUCIBLE_TOKEN")
    private Path tokenFile;

    @Option(names = "--json", description = "print the explanation as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** Where the fill is looked for. */
    static final class Source {
        @Option(
                names = {"--journal", "--data-dir"},
                paramLabel = "DIR",
                description = "the journal, or the data directory that holds it")
        private Path journal;

        @Option(names = "--url", paramLabel = "URL", description = "a running server")
        private URI url;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!id.matches("(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})(-[2-9][0-9]{0,3})?")) {
            throw new ParameterException(
                    spec.commandLine(), "ID is an agent and a sequence such as 12-3456, but was " + id);
        }
        final Optional<FillExplanation> found;
        try {
            found = source.journal == null ? ofServer() : ofJournal();
        } catch (JournalException | IllegalStateException | JacksonException e) {
            return fail(e.getMessage());
        }
        if (found.isEmpty()) {
            return fail("there is no fill " + id
                    + (source.journal == null ? " among the newest that the server keeps; try --journal" : ""));
        }
        final FillExplanation explanation = found.get();
        final PrintWriter out = spec.commandLine().getOut();
        out.print(json ? FillText.json(explanation) + "\n" : FillText.of(explanation));
        out.flush();
        return explanation.agrees() ? 0 : 1;
    }

    private int fail(String what) {
        spec.commandLine().getErr().println("crucible fills explain: " + what);
        return 1;
    }

    private Optional<FillExplanation> ofJournal() {
        return FillReplay.find(ContinuedRecord.Places.of(source.journal), id, Long.parseLong(id.split("-", -1)[1]));
    }

    private Optional<FillExplanation> ofServer() throws IOException, InterruptedException {
        final String token = tokenFile != null
                ? Files.readString(tokenFile).strip()
                : Optional.ofNullable(System.getenv("CRUCIBLE_TOKEN")).orElse("");
        final HttpRequest request = HttpRequest.newBuilder(source.url.resolve("/api/v1/fills/" + id))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .GET()
                .build();
        final HttpResponse<String> response = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 404) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IllegalStateException(source.url + " answered " + response.statusCode() + ": " + response.body());
        }
        return Optional.of(FillText.parse(response.body()));
    }
}
