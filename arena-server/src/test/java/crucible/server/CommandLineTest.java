package crucible.server;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.security.Role;
import crucible.server.security.TokenStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        checkHelp(Main.commandLine());
    }

    private static void checkHelp(CommandLine command) {
        final String name = command.getCommandSpec().qualifiedName();
        if (!name.endsWith(" help") && command.getSubcommands().isEmpty()) {
            assertThat(command.getUsageMessage()).as(name).contains("Example", "--help");
        }
        command.getSubcommands().values().forEach(CommandLineTest::checkHelp);
    }

    @Test
    void wrongUsageIsTwoAndOneLineAndAHint() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("config", "check")).isEqualTo(2);
        assertThat(run("token", "create", "--role", "king", "--tokens-file", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("crucible: ", "Try: crucible").doesNotContain("\tat ");
    }

    @Test
    void anUnknownCommandIsToldWhichThereAre() {
        assertThat(run("trade")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("crucible: there is no command trade; there are demo, run, ")
                .contains("Try: crucible --help");
    }

    @ParameterizedTest
    @CsvSource({"--agents, 0", "--agents, 100001", "--port, 65536", "--lanes, 0"})
    void aNumberOutOfRangeIsWrongUsage(String option, String value) {
        assertThat(run("demo", option, value)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("crucible: " + option + " lies in [")
                .contains("but was " + value);
    }

    @Test
    void refusedCandlesAreEachTold(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("FOOBAR-5m.csv"), "open_time_ms,open,high,low,close,volume\n");
        assertThat(run("demo", "--port", "0", "--data", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("no playable 5m candles in ", "FOOBAR-5m.csv: no trading rules are known for FOOBAR")
                .doesNotContain("\tat ");
    }

    @Test
    void theListOfCommandsHasWholeSentences() {
        assertThat(cutShort(Main.commandLine())).isEmpty();
    }

    private static List<String> cutShort(CommandLine command) {
        final List<String> cut = new ArrayList<>();
        for (CommandLine sub : command.getSubcommands().values()) {
            final String first = sub.getCommandSpec().usageMessage().description()[0];
            if (!first.endsWith(".") && !first.startsWith("Display help")) {
                cut.add(first);
            }
            cut.addAll(cutShort(sub));
        }
        return cut;
    }

    @Test
    void failureIsOneAndOneLine() {
        assertThat(run("config", "check", "--config", "nowhere.yaml")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("crucible: nowhere.yaml: there is no such file");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theEffectiveConfigurationIsPrinted() {
        assertThat(run("config", "check", "--config", "../ops/crucible.example.yaml"))
                .isZero();
        assertThat(out.toString()).startsWith("arena:").contains("promoteConfidence: 0.99");
        out.getBuffer().setLength(0);
        assertThat(run("config", "check", "--config", "../ops/crucible.example.yaml", "--json"))
                .isZero();
        assertThat(json().path("watchtower").path("minTrades").intValue()).isEqualTo(30);
    }

    @Test
    void aTokenIsPrintedOnceAndWorks(@TempDir Path folder) throws IOException {
        final Path file = folder.resolve("tokens");
        assertThat(run("token", "create", "--role", "operator", "--tokens-file", file.toString()))
                .isZero();
        final String token = out.toString().strip();
        assertThat(TokenStore.open(file).authenticate(token).orElseThrow().role())
                .isEqualTo(Role.OPERATOR);
        out.getBuffer().setLength(0);
        assertThat(run("token", "create", "--role", "viewer", "--tokens-file", file.toString(), "--json"))
                .isZero();
        assertThat(json().path("name").stringValue()).isEqualTo("viewer-1");
        assertThat(Files.readString(file)).doesNotContain(json().path("token").stringValue());
    }

    @Test
    void theDoctorFindsAVenueThatDoesNotAnswer(@TempDir Path folder) throws IOException {
        final Path config = Files.writeString(
                folder.resolve("crucible.yaml"),
                "venues: [ { name: binance-spot, restUrl: \"http://127.0.0.1:1\" } ]\nadmin: { port: 0 }\n"
                        + "arena: { dataDir: \"" + folder + "\" }\n");
        assertThat(run("doctor", "--config", config.toString(), "--json")).isEqualTo(1);
        assertThat(json().path("ok").booleanValue()).isFalse();
        assertThat(json().path("findings").toString()).contains("\"name\":\"java\"", "does not answer");
    }

    private JsonNode json() {
        return JsonMapper.builder().build().readTree(out.toString());
    }
}
