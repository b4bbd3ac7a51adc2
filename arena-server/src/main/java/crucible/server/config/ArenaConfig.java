package crucible.server.config;

import crucible.factory.FactorySettings;
import crucible.fill.CostSettings;
import crucible.model.Require;
import crucible.runtime.lane.RiskLimits;
import crucible.server.mode.Limits;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.lifecycle.DecayLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Everything that can be configured. Immutable.
 *
 * @param arena the tournament
 * @param venues where prices come from, at least one
 * @param costs what trading costs
 * @param watchtower what the judge is strict about
 * @param factory how replacements are bred
 * @param risk what agents' orders may lead to
 * @param snapshots when snapshots are taken and how many are kept
 * @param limits when the server says that it is in trouble
 * @param admin the face
 */
public record ArenaConfig(
        ArenaSettings arena,
        List<VenueSettings> venues,
        CostSettings costs,
        WatchtowerSettings watchtower,
        FactorySettings factory,
        RiskLimits risk,
        SnapshotKeeping snapshots,
        Limits limits,
        AdminSettings admin) {
    private static final List<String> SECTIONS =
            List.of("arena", "venues", "costs", "watchtower", "factory", "risk", "snapshots", "limits", "admin");

    public ArenaConfig {
        Require.present("arena", arena);
        venues = List.copyOf(venues);
        Require.that(!venues.isEmpty(), "venues has at least one", venues);
        final Set<String> names = new HashSet<>();
        for (VenueSettings venue : venues) {
            Require.that(names.add(venue.name()), "venues have distinct names", venue.name());
        }
        Require.present("costs", costs);
        Require.present("watchtower", watchtower);
        Require.present("factory", factory);
        Require.present("risk", risk);
        Require.present("snapshots", snapshots);
        Require.present("limits", limits);
        Require.present("admin", admin);
    }

    /** What holds for a file that says nothing. */
    public static ArenaConfig defaults() {
        return new ArenaConfig(
                ArenaSettings.defaults(),
                List.of(VenueSettings.binanceSpot()),
                CostSettings.DEFAULT,
                WatchtowerSettings.defaults(),
                FactorySettings.defaults(),
                RiskLimits.NONE,
                SnapshotKeeping.defaults(),
                Limits.defaults(),
                AdminSettings.defaults());
    }

    /** The file of token hashes. */
    public Path tokensFile() {
        return admin.tokensFile().orElse(arena.dataDir().resolve("tokens"));
    }

    /** A configuration as read, and the keys whose values came from outside the file. */
    public record Loaded(ArenaConfig config, Set<String> masked) {
        public Loaded {
            masked = Set.copyOf(masked);
        }

        /** The effective configuration as YAML, every key, values from outside masked. */
        public String effectiveYaml() {
            return EffectiveConfig.yaml(config, masked);
        }

        /** The same as canonical JSON: keys in a fixed order, in one line. */
        public String canonicalJson() {
            return EffectiveConfig.json(config, masked);
        }
    }

    /** Reads {@code file}; fails with {@link ConfigRefused} that names place, value and what is allowed. */
    public static Loaded load(Path file) throws IOException {
        try {
            return parse(file.toString(), Files.readString(file), System::getenv);
        } catch (NoSuchFileException e) {
            throw new ConfigRefused(file.toString(), 0, "", "there is no such file");
        }
    }

    /**
     * Reads YAML.
     *
     * @param file its name, for messages
     * @param environment value of an environment variable, null where it is not set
     */
    public static Loaded parse(String file, String yaml, UnaryOperator<String> environment) {
        final ConfigReader reader = new ConfigReader(file, new Placeholders(environment));
        final ConfigNode root = ConfigNode.parse(file, yaml);
        final Map<String, ConfigNode> sections = reader.mapping(root, SECTIONS);
        final ArenaConfig standard = defaults();
        final ArenaConfig config = new ArenaConfig(
                section(reader, sections, "arena", ArenaSettings.class, standard.arena()),
                venues(reader, sections.get("venues"), standard.venues()),
                section(reader, sections, "costs", CostSettings.class, standard.costs()),
                watchtower(reader, sections.get("watchtower"), standard.watchtower()),
                section(reader, sections, "factory", FactorySettings.class, standard.factory()),
                section(reader, sections, "risk", RiskLimits.class, standard.risk()),
                section(reader, sections, "snapshots", SnapshotKeeping.class, standard.snapshots()),
                section(reader, sections, "limits", Limits.class, standard.limits()),
                section(reader, sections, "admin", AdminSettings.class, standard.admin()));
        return new Loaded(config, reader.masked());
    }

    private static <R extends Record> R section(
            ConfigReader reader, Map<String, ConfigNode> sections, String name, Class<R> type, R standard) {
        final ConfigNode node = sections.get(name);
        return node == null ? standard : reader.record(node, type, standard);
    }

    private static List<VenueSettings> venues(ConfigReader reader, ConfigNode node, List<VenueSettings> standard) {
        if (node == null) {
            return standard;
        }
        if (!node.isList() || node.items().isEmpty()) {
            throw reader.refused(node, "a list of at least one venue is allowed, but was " + node.found());
        }
        final List<VenueSettings> venues = new ArrayList<>();
        final Set<String> names = new HashSet<>();
        for (ConfigNode item : node.items()) {
            // The name alone decides what holds where the item says nothing.
            final String name = reader.record(item, VenueSettings.class, VenueSettings.binanceSpot())
                    .name();
            final VenueSettings venue = reader.record(item, VenueSettings.class, VenueSettings.of(name));
            if (!names.add(venue.name())) {
                throw reader.refused(item, "venues have distinct names, but was again " + venue.name());
            }
            venues.add(venue);
        }
        return venues;
    }

    /** Where only {@code decayConfidence} is given, the looks rise to it. */
    private static WatchtowerSettings watchtower(ConfigReader reader, ConfigNode node, WatchtowerSettings standard) {
        if (node == null) {
            return standard;
        }
        final ConfigNode confidence = node.isMapping() ? node.fields().get("decayConfidence") : null;
        if (confidence == null || node.fields().containsKey("decayLooks")) {
            return reader.record(node, WatchtowerSettings.class, standard);
        }
        final double target = reader.number(confidence, 0.5, 1);
        return reader.record(node, WatchtowerSettings.class, standard.withLooks(DecayLook.rising(target), target));
    }
}
