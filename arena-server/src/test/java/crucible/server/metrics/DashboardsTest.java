package crucible.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.BarAgreements;
import crucible.model.Birth;
import crucible.model.DeathCause;
import crucible.model.Side;
import crucible.model.Timeframe;
import crucible.model.Verdict;
import crucible.server.record.Recorder;
import crucible.server.rest.FakeArena;
import crucible.server.snapshot.Snapshots;
import crucible.watchtower.ControlCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Dashboards and alert rules ask only for what the arena exports. */
class DashboardsTest {
    private static final Path ROOT = root();
    private static final Path DASHBOARDS = ROOT.resolve("grafana/dashboards");
    private static final Path PROMETHEUS = ROOT.resolve("ops/prometheus");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern NAME = Pattern.compile("\\b(crucible|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|on|group_left) \\(([a-z_, ]*)\\)|\\{([a-z_]+)=|\\{\\{([a-z_]+)\\}\\}");
    /** Made by Prometheus when it scrapes. */
    private static final Set<String> LABELS_OF_THE_SCRAPE = Set.of("job", "instance");

    @Test
    void everyMetricThatIsAskedForIsExported() throws IOException {
        final Set<String> exported = names(exported());
        // Appears with the first collection of garbage.
        exported.add("jvm_gc_pause_seconds_sum");
        final Set<String> asked = names(String.join("\n", expressions()));
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(exported).containsAll(asked);
    }

    @Test
    void everyLabelThatIsAskedForIsExported() throws IOException {
        final String exported = exported();
        final Set<String> asked = new TreeSet<>();
        final Matcher labels = LABELS.matcher(String.join("\n", expressions()));
        while (labels.find()) {
            for (int group = 1; group <= labels.groupCount(); group++) {
                if (labels.group(group) != null) {
                    asked.addAll(List.of(labels.group(group).split(", ")));
                }
            }
        }
        asked.removeAll(LABELS_OF_THE_SCRAPE);
        assertThat(asked)
                .contains("agent", "family", "venue", "mode")
                .allSatisfy(label -> assertThat(exported).containsPattern("[{,]" + label + "=\""));
    }

    @Test
    void everyAlertOfTheRulesIsAboutTheContractsMetrics() throws IOException {
        final Set<String> exported = names(exported());
        for (JsonNode rule : rules()) {
            assertThat(rule.get("alert").stringValue()).startsWith("Crucible");
            assertThat(rule.get("annotations").get("summary").stringValue()).isNotBlank();
            assertThat(exported).containsAll(names(rule.get("expr").stringValue()));
        }
    }

    @Test
    void thereIsAPanelForEachThingThatFillsCanBeWrongBy() throws IOException {
        assertThat(names(String.join("\n", expressions())))
                .contains(
                        "crucible_fills_crowded_total",
                        "crucible_volume_overuse_ratio",
                        "crucible_volatility_fits_late_total",
                        "crucible_liquidations_total",
                        "crucible_written_off_usd_total",
                        "crucible_funding_rates_missing");
    }

    @Test
    void thereIsAPanelForHowOftenTheJudgeIsWrong() throws IOException {
        assertThat(names(String.join("\n", expressions())))
                .contains("crucible_control_false_promotion_ratio", "crucible_control_false_death_ratio");
    }

    @Test
    void panelsHaveTheirOwnNumbersAndNoFixedDataSource() throws IOException {
        final List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard().get("panels")) {
            ids.add(panel.get("id").intValue());
            if (panel.has("datasource")) {
                assertThat(panel.get("datasource").get("uid").stringValue()).isEqualTo("${datasource}");
            }
        }
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void prometheusTakesTheConfigurationAndTheRulesWakeWhenTheyShould() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL), "no promtool here: install the package prometheus (" + PROMTOOL + ")");
        promtool("check", "config", "prometheus.yml");
        promtool("test", "rules", "crucible.rules.test.yml");
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command)
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** What a scrape gives after everything has happened once. */
    private static String exported() {
        try (ArenaMetrics metrics = new ArenaMetrics(10)) {
            metrics.barSeen("venue", "BTCUSDT", Timeframe.M5, 10);
            metrics.barsMissing("venue", "BTCUSDT", Timeframe.M5, 1);
            metrics.barsRepaired("venue", "BTCUSDT", Timeframe.M5, 1);
            metrics.frameRejected("venue", "json");
            metrics.filled(Side.BUY, 0.1, 1);
            metrics.verdict(Verdict.Kind.TERMINATE, DeathCause.DECAY);
            metrics.barToDecision(1000);
            metrics.journalAppend(1000);
            metrics.watch(List::of, () -> 1L << 30);
            metrics.watchFundings(() -> 1);
            final BarAgreements agreements = new BarAgreements();
            agreements.of(0, "BTCUSDT", Timeframe.M5).onAgreed();
            metrics.watchAgreements("binance-spot", agreements);
            metrics.watchKept(
                    () -> new Snapshots.Count(3, 1, 0, 99),
                    () -> new Snapshots.Newest(1_000, 0, 0.004, 0.1),
                    () -> new Recorder.Count(99, 0));
            metrics.update(new FakeArena(10).current(), 3, 14);
            metrics.updateControlGroup(List.of(
                    new ControlCounts(Birth.Origin.PLACEBO, 10, 9, 5, OptionalLong.empty(), 0, 1),
                    new ControlCounts(Birth.Origin.PLANTED, 10, 9, 2, OptionalLong.of(2), 0, 1)));
            metrics.parity(List.of("different_bar"), List.of("SAME"))
                    .compared("SAME", 10, Map.of("different_bar", 1L), 1_000);
            return new String(metrics.scrape(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> names(String text) {
        final Set<String> names = new HashSet<>();
        final Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    /** Every expression and legend of the dashboard and every expression of the rules. */
    private static List<String> expressions() throws IOException {
        final List<String> expressions = new ArrayList<>();
        for (JsonNode panel : dashboard().get("panels")) {
            if (panel.has("targets")) {
                panel.get("targets").forEach(target -> {
                    expressions.add(target.get("expr").stringValue());
                    expressions.add(target.get("legendFormat").stringValue());
                });
            }
        }
        for (JsonNode rule : rules()) {
            expressions.add(rule.get("expr").stringValue());
        }
        return expressions;
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(DASHBOARDS.resolve("crucible.json")));
    }

    private static JsonNode rules() throws IOException {
        return YAMLMapper.builder()
                .build()
                .readTree(Files.readString(PROMETHEUS.resolve("crucible.rules.yml")))
                .get("groups")
                .get(0)
                .get("rules");
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            assertThat(folder).as("a folder above that holds .mvn").isNotNull();
        }
        return folder;
    }
}
