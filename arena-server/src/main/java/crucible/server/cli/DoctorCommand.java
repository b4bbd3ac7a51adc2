package crucible.server.cli;

import crucible.server.config.ArenaConfig;
import crucible.server.config.VenueSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code crucible doctor}: whether this machine can run the arena. */
@Command(
        name = "doctor",
        description = "Looks whether this machine can run the arena, and says what to do where it cannot.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  crucible doctor --config crucible.yaml"})
public final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration; the default one if absent.")
    private Path config;

    @Option(names = "--json", description = "Print an object with ok and the findings.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        final ArenaConfig settings = config == null
                ? ArenaConfig.defaults()
                : ArenaConfig.load(config).config();
        final List<Finding> findings = new ArrayList<>();
        findings.add(MachineChecks.java());
        findings.add(MachineChecks.flags());
        findings.add(MachineChecks.memory());
        findings.add(MachineChecks.disk(settings));
        findings.add(MachineChecks.journal(settings));
        findings.add(MachineChecks.port(settings.admin()));
        for (VenueSettings venue : settings.venues()) {
            findings.add(VenueCheck.reach(venue));
        }
        final boolean ok = findings.stream().noneMatch(finding -> finding.state() == Finding.State.FAILED);
        print(findings, ok);
        return ok ? 0 : 1;
    }

    private void print(List<Finding> findings, boolean ok) {
        final PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(Map.of("ok", ok, "findings", findings)));
        } else {
            for (Finding finding : findings) {
                out.printf("%-7s %-20s %s%n", finding.state().label(), finding.name(), finding.detail());
            }
        }
        out.flush();
    }
}
