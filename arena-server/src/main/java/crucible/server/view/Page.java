package crucible.server.view;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list, newest first.
 *
 * @param items at most as many as asked for
 * @param next where the next page starts; absent on the last
 */
public record Page<T>(List<T> items, OptionalLong next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part: at most {@code limit} items whose number is below {@code before}.
     *
     * @param limit above 0
     * @param before a page's {@code next}, or {@link Long#MAX_VALUE} for the first page
     */
    public record Request(int limit, long before) {}

    /**
     * The page of a list that is kept oldest first, where an item's number is its index.
     *
     * @param oldestFirst not changed during the call
     */
    public static <T> Page<T> newestFirst(List<T> oldestFirst, Request request) {
        final int end = (int) Math.min(oldestFirst.size(), Math.max(0, request.before()));
        final int start = Math.max(0, end - request.limit());
        final java.util.ArrayList<T> items = new java.util.ArrayList<>(oldestFirst.subList(start, end));
        java.util.Collections.reverse(items);
        return new Page<>(items, start == 0 ? OptionalLong.empty() : OptionalLong.of(start));
    }
}
