package crucible.server.cli;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object that a statistic answers with; what does not exist is null, whole numbers have no decimals. */
final class StatsAnswer {
    private final ObjectNode root = JsonMapper.shared().createObjectNode();

    StatsAnswer put(String name, double value) {
        if (exists(value)) {
            if (isWhole(value)) {
                root.put(name, (long) value);
            } else {
                root.put(name, value);
            }
        } else {
            root.putNull(name);
        }
        return this;
    }

    StatsAnswer put(String name, double[] values) {
        final ArrayNode list = root.putArray(name);
        for (double value : values) {
            if (exists(value)) {
                if (isWhole(value)) {
                    list.add((long) value);
                } else {
                    list.add(value);
                }
            } else {
                list.addNull();
            }
        }
        return this;
    }

    StatsAnswer put(String name, String value) {
        root.put(name, value);
        return this;
    }

    StatsAnswer put(String name, StatsAnswer value) {
        root.set(name, value.root);
        return this;
    }

    StatsAnswer putNull(String name) {
        root.putNull(name);
        return this;
    }

    private static boolean exists(double value) {
        return Math.abs(value) < Double.POSITIVE_INFINITY;
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
