package crucible.server.view;

import java.util.List;

/**
 * Equity of one agent over time, thinned to the points asked for; the first and the last point of the span are kept.
 *
 * @param agentId whose
 * @param points by ascending time
 */
public record EquityCurve(int agentId, List<Point> points) {
    public EquityCurve {
        points = List.copyOf(points);
    }

    /** Equity at a boundary. */
    public record Point(long timeMs, long equityUsdE8) {}
}
