package crucible.runtime.dsl;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Direction;
import crucible.model.Distance;
import crucible.model.EntryOrder;
import crucible.model.Operand;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import crucible.runtime.feature.FeatureCatalogue;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Turns the tree of a text into a blueprint, or refuses it at the first wrong place. */
final class BlueprintReader {
    private static final String[] CONDITIONS = {"all", "any", "not", "greater", "less", "crossesAbove", "crossesBelow"};
    private static final int MAX_SYMBOLS = 500;

    private int nodes;

    private BlueprintReader() {}

    static Blueprint read(JsonNode root) {
        final Fields fields = new Fields(
                root,
                "",
                "blueprint",
                "name",
                "family",
                "timeframe",
                "instruments",
                "direction",
                "entry",
                "exit",
                "costDigest",
                "costs");
        fields.whole("blueprint", BlueprintCodec.VERSION, BlueprintCodec.VERSION);
        final String name = fields.text("name", "(?s).{1,80}", "a text of 1 to 80 characters");
        if (name.isBlank()) {
            throw new BlueprintRefused("name", "a text of 1 to 80 characters is needed, found only blanks");
        }
        final String family = fields.text(
                "family", "[a-z][a-z0-9-]{0,39}", "a word of lower-case letters, digits and hyphens, such as trend,");
        return new Blueprint(
                name,
                family,
                new Blueprint.Scope(timeframe(fields), symbols(fields)),
                entry(fields),
                exit(fields),
                fields.text("costDigest", "[0-9a-f]{64}", "a text of 64 lower-case hexadecimal digits"));
    }

    private static Timeframe timeframe(Fields fields) {
        final String label = fields.text("timeframe", "5m|15m", "one of 5m, 15m");
        return Timeframe.parse(label);
    }

    private static List<String> symbols(Fields fields) {
        final JsonNode value = fields.value("instruments");
        final String path = fields.path("instruments");
        if (value.isString() && value.stringValue().equals("all")) {
            return List.of();
        }
        if (!value.isArray() || value.isEmpty() || value.size() > MAX_SYMBOLS) {
            throw new BlueprintRefused(
                    path, "all, or a list of 1 to " + MAX_SYMBOLS + " symbols is needed, found " + Fields.shown(value));
        }
        final List<String> symbols = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            final JsonNode symbol = value.get(i);
            if (!symbol.isString() || !symbol.stringValue().matches("[A-Za-z0-9][A-Za-z0-9_.:/-]{0,39}")) {
                throw new BlueprintRefused(
                        path + "[" + i + "]", "a symbol such as BTCUSDT is needed, found " + Fields.shown(symbol));
            }
            if (symbols.contains(symbol.stringValue())) {
                throw new BlueprintRefused(path + "[" + i + "]", "is listed twice: " + Fields.shown(symbol));
            }
            symbols.add(symbol.stringValue());
        }
        return symbols;
    }

    private static Blueprint.EntryPlan entry(Fields root) {
        final Direction direction =
                root.text("direction", "long|short", "one of long, short").equals("long")
                        ? Direction.LONG
                        : Direction.SHORT;
        final Fields fields =
                new Fields(root.value("entry"), "entry", "when", "equityFraction", "coolDownBars", "limit", "trigger");
        return new Blueprint.EntryPlan(
                direction,
                rule(fields.value("when"), "entry.when"),
                fields.positive("equityFraction", 1),
                fields.has("coolDownBars") ? fields.whole("coolDownBars", 0, 1000) : 0,
                order(fields));
    }

    private static EntryOrder order(Fields entry) {
        if (entry.has("limit") && entry.has("trigger")) {
            throw new BlueprintRefused(entry.path("trigger"), "an entry is by a limit or by a trigger, not both");
        }
        if (entry.has("limit")) {
            final Fields limit =
                    new Fields(entry.value("limit"), entry.path("limit"), "offset", "expiryBars", "timeInForce");
            final String force = limit.has("timeInForce")
                    ? limit.text("timeInForce", "gtc|ioc|postOnly", "one of gtc, ioc, postOnly")
                    : "gtc";
            return EntryOrder.limit(
                    distance(limit.value("offset"), limit.path("offset")),
                    force.equals("ioc")
                            ? TimeInForce.IOC
                            : force.equals("postOnly") ? TimeInForce.POST_ONLY : TimeInForce.GTC,
                    limit.whole("expiryBars", 1, 1000));
        }
        if (entry.has("trigger")) {
            final Fields trigger = new Fields(entry.value("trigger"), entry.path("trigger"), "offset", "expiryBars");
            return EntryOrder.stop(
                    distance(trigger.value("offset"), trigger.path("offset")), trigger.whole("expiryBars", 1, 1000));
        }
        return EntryOrder.MARKET;
    }

    private static Blueprint.ExitPlan exit(Fields root) {
        final Fields fields =
                new Fields(root.value("exit"), "exit", "when", "stop", "target", "maxHoldBars", "trailing");
        return new Blueprint.ExitPlan(
                fields.has("when") ? rule(fields.value("when"), "exit.when") : null,
                distance(fields.value("stop"), "exit.stop"),
                fields.has("target") ? distance(fields.value("target"), "exit.target") : null,
                fields.whole("maxHoldBars", 1, 10_000),
                fields.has("trailing") && fields.flag("trailing"));
    }

    private static Distance distance(JsonNode node, String path) {
        final Fields fields = new Fields(node, path, "percent", "atr");
        if (fields.onlyKey().equals("percent")) {
            return new Distance.Percent(fields.positive("percent", 50));
        }
        final Fields atr = new Fields(fields.value("atr"), fields.path("atr"), "period", "multiple");
        return new Distance.Atr(atr.whole("period", 2, 500), atr.positive("multiple", 50));
    }

    private static Condition rule(JsonNode node, String path) {
        return new BlueprintReader().condition(node, path, 1);
    }

    private Condition condition(JsonNode node, String path, int depth) {
        final Fields fields = new Fields(node, path, CONDITIONS);
        final String kind = fields.onlyKey();
        if (depth > BlueprintCodec.MAX_DEPTH) {
            throw new BlueprintRefused(path, "a rule is at most " + BlueprintCodec.MAX_DEPTH + " conditions deep");
        }
        nodes++;
        if (nodes > BlueprintCodec.MAX_NODES) {
            throw new BlueprintRefused(path, "a rule has at most " + BlueprintCodec.MAX_NODES + " conditions");
        }
        final JsonNode value = fields.value(kind);
        final String at = fields.path(kind);
        return switch (kind) {
            case "all" -> new Condition.All(parts(value, at, depth));
            case "any" -> new Condition.Any(parts(value, at, depth));
            case "not" -> new Condition.Not(condition(value, at, depth + 1));
            case "greater" -> compare(value, at, Condition.Comparison.GREATER);
            case "less" -> compare(value, at, Condition.Comparison.LESS);
            case "crossesAbove" -> cross(value, at, Condition.Crossing.ABOVE);
            case "crossesBelow" -> cross(value, at, Condition.Crossing.BELOW);
            default -> throw new IllegalStateException("allowed but not read: " + kind);
        };
    }

    private List<Condition> parts(JsonNode list, String path, int depth) {
        if (!list.isArray() || list.isEmpty()) {
            throw new BlueprintRefused(path, "a list of at least one condition is needed, found " + Fields.shown(list));
        }
        final List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            parts.add(condition(list.get(i), path + "[" + i + "]", depth + 1));
        }
        return parts;
    }

    private static Condition compare(JsonNode pair, String path, Condition.Comparison comparison) {
        checkPair(pair, path);
        return new Condition.Compare(
                operand(pair.get(0), path + "[0]"), comparison, operand(pair.get(1), path + "[1]"));
    }

    private static Condition cross(JsonNode pair, String path, Condition.Crossing crossing) {
        checkPair(pair, path);
        return new Condition.Cross(operand(pair.get(0), path + "[0]"), crossing, operand(pair.get(1), path + "[1]"));
    }

    private static void checkPair(JsonNode pair, String path) {
        if (!pair.isArray() || pair.size() != 2) {
            throw new BlueprintRefused(
                    path, "a list of two, features or numbers, is needed, found " + Fields.shown(pair));
        }
        if (pair.get(0).isNumber() && pair.get(1).isNumber()) {
            throw new BlueprintRefused(path, "at least one of the two is a feature, found " + Fields.shown(pair));
        }
    }

    private static Operand operand(JsonNode node, String path) {
        if (node.isNumber()) {
            final double value = Fields.number(node);
            if (!Double.isFinite(value)) {
                throw new BlueprintRefused(path, "a finite number is needed, found " + Fields.shown(node));
            }
            return new Operand.Constant(value);
        }
        if (!node.isString()) {
            throw new BlueprintRefused(path, "a feature or a number is needed, found " + Fields.shown(node));
        }
        try {
            return FeatureCatalogue.parse(node.stringValue());
        } catch (IllegalArgumentException e) {
            throw new BlueprintRefused(path, e.getMessage());
        }
    }
}
