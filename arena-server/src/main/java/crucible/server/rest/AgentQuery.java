package crucible.server.rest;

import crucible.model.AgentState;
import crucible.server.view.AgentRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Filter, order and page of the leaderboard. A cursor names the last row shown by its sort value and id, so rows that
 * change between two pages are neither lost by an offset nor repeated unless they have moved. The absent comes last in
 * either direction; equal values by ascending id.
 */
final class AgentQuery {
    private static final Map<String, ToDoubleFunction<AgentRow>> KEYS = keys();
    private static final String DEFAULT_SORT = "-equity";

    private final Set<AgentState> states;
    private final String sort;
    private final ToDoubleFunction<AgentRow> key;
    private final Comparator<Ranked> order;
    private final int limit;
    private final Optional<Ranked> after;

    /** One row's place in the order. */
    private record Ranked(double value, int id, AgentRow row) {}

    /** A page; {@code next} is the cursor of the following one. */
    record Result(List<AgentRow> items, Optional<String> next, int total, long sequence) {}

    private AgentQuery(Set<AgentState> states, String sort, int limit, String cursor) {
        this.states = states;
        this.sort = sort;
        this.limit = limit;
        final boolean descending = sort.startsWith("-");
        this.key = KEYS.get(descending ? sort.substring(1) : sort);
        if (key == null) {
            throw Problem.malformed("sort is one of " + String.join(", ", KEYS.keySet())
                    + ", with - before it for descending, but was " + sort);
        }
        final Comparator<Ranked> byValue =
                Comparator.comparingDouble(ranked -> descending ? -ranked.value() : ranked.value());
        this.order = byValue.thenComparingInt(Ranked::id);
        this.after = cursor == null ? Optional.empty() : Optional.of(decode(cursor));
    }

    static AgentQuery of(Request request) {
        request.allowQuery("state", "sort", "limit", "cursor");
        return new AgentQuery(
                states(request.parameter("state").orElse("")),
                request.parameter("sort").orElse(DEFAULT_SORT),
                request.intParameter("limit", 100, 1, 1000),
                request.query().get("cursor"));
    }

    Result run(List<AgentRow> rows, long sequence) {
        final List<Ranked> fitting = new ArrayList<>();
        for (AgentRow row : rows) {
            if (states.isEmpty() || states.contains(row.state())) {
                fitting.add(new Ranked(key.applyAsDouble(row), row.id(), row));
            }
        }
        fitting.sort(order);
        final List<AgentRow> items = new ArrayList<>();
        Ranked last = null;
        boolean more = false;
        for (Ranked ranked : fitting) {
            if (after.isPresent() && order.compare(ranked, after.get()) <= 0) {
                continue;
            }
            if (items.size() == limit) {
                more = true;
                break;
            }
            items.add(ranked.row());
            last = ranked;
        }
        return new Result(items, more ? Optional.of(encode(last)) : Optional.empty(), fitting.size(), sequence);
    }

    private String encode(Ranked ranked) {
        final String text = sort + "|" + Double.doubleToLongBits(ranked.value()) + "|" + ranked.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Ranked decode(String cursor) {
        try {
            final String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            final String[] parts = text.split("\\|", -1);
            if (parts.length == 3 && parts[0].equals(sort)) {
                return new Ranked(Double.longBitsToDouble(Long.parseLong(parts[1])), Integer.parseInt(parts[2]), null);
            }
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("cursor is the next of a page of the same sort, but was " + cursor);
        }
        throw Problem.malformed("cursor is the next of a page of the same sort, but was " + cursor);
    }

    private static Set<AgentState> states(String text) {
        final Set<AgentState> states = EnumSet.noneOf(AgentState.class);
        for (String name : text.split(",")) {
            if (!name.isBlank()) {
                states.add(state(name.strip()));
            }
        }
        return states;
    }

    private static AgentState state(String name) {
        try {
            return AgentState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("state is a list of " + Arrays.toString(AgentState.values()) + ", but was " + name);
        }
    }

    private static Map<String, ToDoubleFunction<AgentRow>> keys() {
        final Map<String, ToDoubleFunction<AgentRow>> keys = new LinkedHashMap<>();
        keys.put("id", AgentRow::id);
        keys.put("equity", row -> row.books().equityUsdE8());
        keys.put("return", row -> row.standing().returnFrac());
        keys.put("drawdown", row -> row.standing().drawdownFrac());
        keys.put("trades", row -> row.trades().trades());
        keys.put("winRate", row -> row.trades().winRate().orElse(Double.NaN));
        keys.put("net", row -> row.trades().netBpsPerTrade().orElse(Double.NaN));
        keys.put("sharpe", row -> row.evidence().sharpe().orElse(Double.NaN));
        keys.put("psr", row -> row.evidence().psr().orElse(Double.NaN));
        keys.put("dsr", row -> row.evidence().dsr().orElse(Double.NaN));
        keys.put("generation", row -> row.identity().generation());
        keys.put("born", row -> row.identity().bornTimeMs());
        return keys;
    }
}
