package crucible.runtime.dsl;

import crucible.model.Blueprint;
import crucible.model.Condition;
import crucible.model.Distance;
import crucible.model.EntryOrder;
import crucible.model.Operand;
import crucible.model.OrderKind;
import crucible.model.TimeInForce;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a blueprint as a tree with its keys in the canonical order. */
final class BlueprintWriter
        implements Condition.Visitor<ObjectNode>, Operand.Visitor<JsonNode>, Distance.Visitor<ObjectNode> {
    private static final JsonNodeFactory NODES = new JsonNodeFactory();
    private static final BlueprintWriter WRITER = new BlueprintWriter();

    private BlueprintWriter() {}

    static ObjectNode write(Blueprint blueprint) {
        final ObjectNode root = NODES.objectNode();
        root.put("blueprint", BlueprintCodec.VERSION);
        root.put("name", blueprint.name());
        root.put("family", blueprint.family());
        root.put("timeframe", blueprint.scope().timeframe().label());
        if (blueprint.scope().symbols().isEmpty()) {
            root.put("instruments", "all");
        } else {
            final ArrayNode symbols = root.putArray("instruments");
            blueprint.scope().symbols().forEach(symbols::add);
        }
        final Blueprint.EntryPlan plan = blueprint.entry();
        root.put("direction", plan.direction().name().toLowerCase(Locale.ROOT));
        final ObjectNode entry = root.putObject("entry");
        entry.set("when", plan.rule().visit(WRITER));
        entry.set("equityFraction", number(plan.equityFraction()));
        entry.put("coolDownBars", plan.coolDownBars());
        write(plan.order(), entry);
        final ObjectNode exit = root.putObject("exit");
        blueprint.exit().exitRule().ifPresent(rule -> exit.set("when", rule.visit(WRITER)));
        exit.set("stop", blueprint.exit().stop().visit(WRITER));
        blueprint.exit().profitTarget().ifPresent(target -> exit.set("target", target.visit(WRITER)));
        exit.put("maxHoldBars", blueprint.exit().maxHoldBars());
        if (blueprint.exit().trailing()) {
            exit.put("trailing", true);
        }
        root.put("costDigest", blueprint.costDigest());
        return root;
    }

    /** What is as it always was is left out: a blueprint of before keeps its identity. */
    private static void write(EntryOrder order, ObjectNode entry) {
        if (order.kind() == OrderKind.MARKET) {
            return;
        }
        final ObjectNode written = entry.putObject(order.kind() == OrderKind.LIMIT ? "limit" : "trigger");
        written.set("offset", order.offset().visit(WRITER));
        written.put("expiryBars", order.expiryBars());
        if (order.timeInForce() != TimeInForce.GTC) {
            written.put("timeInForce", order.timeInForce() == TimeInForce.IOC ? "ioc" : "postOnly");
        }
    }

    @Override
    public ObjectNode all(Condition.All node) {
        return list("all", node.parts());
    }

    @Override
    public ObjectNode any(Condition.Any node) {
        return list("any", node.parts());
    }

    @Override
    public ObjectNode not(Condition.Not node) {
        final ObjectNode written = NODES.objectNode();
        written.set("not", node.part().visit(this));
        return written;
    }

    @Override
    public ObjectNode compare(Condition.Compare node) {
        final String kind = node.comparison() == Condition.Comparison.GREATER ? "greater" : "less";
        return pair(kind, node.left(), node.right());
    }

    @Override
    public ObjectNode cross(Condition.Cross node) {
        final String kind = node.crossing() == Condition.Crossing.ABOVE ? "crossesAbove" : "crossesBelow";
        return pair(kind, node.left(), node.right());
    }

    @Override
    public JsonNode feature(Operand.FeatureRef feature) {
        if (feature.parameters().isEmpty()) {
            return NODES.stringNode(feature.name());
        }
        return NODES.stringNode(feature.parameters().stream()
                .map(value -> shortest(value).toPlainString())
                .collect(Collectors.joining(",", feature.name() + "(", ")")));
    }

    @Override
    public JsonNode constant(Operand.Constant constant) {
        return number(constant.value());
    }

    @Override
    public ObjectNode percent(Distance.Percent distance) {
        final ObjectNode written = NODES.objectNode();
        written.set("percent", number(distance.percent()));
        return written;
    }

    @Override
    public ObjectNode atr(Distance.Atr distance) {
        final ObjectNode written = NODES.objectNode();
        written.putObject("atr").put("period", distance.period()).set("multiple", number(distance.multiple()));
        return written;
    }

    private ObjectNode list(String kind, List<Condition> parts) {
        final ObjectNode written = NODES.objectNode();
        final ArrayNode list = written.putArray(kind);
        parts.forEach(part -> list.add(part.visit(this)));
        return written;
    }

    private ObjectNode pair(String kind, Operand left, Operand right) {
        final ObjectNode written = NODES.objectNode();
        written.putArray(kind).add(left.visit(this)).add(right.visit(this));
        return written;
    }

    private static JsonNode number(double value) {
        return NODES.numberNode(shortest(value));
    }

    /**
     * The decimal with the fewest digits that reads back as {@code value}. {@code Double.toString} is not that on every
     * Java version (JDK-4511638), and the identity of a blueprint depends on it.
     */
    static BigDecimal shortest(double value) {
        final BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            final BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return tidy(rounded);
            }
        }
        return tidy(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
    }

    private static BigDecimal tidy(BigDecimal value) {
        final BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
