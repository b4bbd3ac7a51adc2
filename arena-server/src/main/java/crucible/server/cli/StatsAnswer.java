package crucible.server.cli;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object that a statistic answers with; what does not exist is null, whole numbers have no decimals. */
final class StatsAnswer {
    private final ObjectNode root = JsonMapper.shared().createObjectNode();

    StatsAnswer put(String name, double value) {
        if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) {
            root.putNull(name);
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            root.put(name, (long) value);
        } else {
            root.put(name, value);
        }
        return this;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
