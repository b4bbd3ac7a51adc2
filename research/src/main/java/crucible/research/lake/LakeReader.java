package crucible.research.lake;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads days of the raw layer as the events that they were, in the total order. Holds some ten thousand rows at a time,
 * however large a day is. One thread.
 */
public final class LakeReader implements AutoCloseable {
    /** Rows of a kind that are held at a time, about: a longer day is read in as many slices of its sequences. */
    private static final long ROWS_PER_SLICE = 50_000;

    private final RawLake lake;
    private final List<LakeDay> days;
    private final List<LakeKind> kinds;
    private final DuckDb database;
    private final List<Slices> open = new ArrayList<>();
    private int nextDay;

    LakeReader(RawLake lake, List<LakeDay> days, Collection<LakeKind> kinds) throws IOException {
        this.lake = lake;
        this.days = List.copyOf(days);
        this.kinds = List.copyOf(kinds);
        this.database = DuckDb.open(lake.unfinished());
    }

    /**
     * Reads the next event into {@code event}; false at the end.
     *
     * @throws LakeDamaged where a file cannot be read or holds what no event can be
     */
    public boolean next(ArenaEvent event) throws IOException {
        while (true) {
            Slices first = null;
            for (Slices slices : open) {
                if (slices.hasRow() && (first == null || slices.sequence() < first.sequence())) {
                    first = slices;
                }
            }
            if (first != null) {
                first.take(event);
                return true;
            }
            closeAll();
            if (nextDay == days.size()) {
                return false;
            }
            openDay(days.get(nextDay++));
        }
    }

    private void openDay(LakeDay day) throws IOException {
        for (LakeKind kind : kinds) {
            final List<LakeDay.Part> parts =
                    day.files().stream().filter(file -> file.kind() == kind).toList();
            if (!parts.isEmpty()) {
                open.add(new Slices(kind, day, parts));
            }
        }
    }

    private void closeAll() throws IOException {
        for (Slices slices : open) {
            slices.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        closeAll();
        database.close();
    }

    /** The rows of one kind on one day, slice by slice. */
    private final class Slices implements AutoCloseable {
        private final LakeKind kind;
        private final LakeDay day;
        private final String from;
        private final long width;
        private long nextFrom;
        private DuckDb.OpenRows rows;
        private boolean hasRow;
        private long sequence;

        Slices(LakeKind kind, LakeDay day, List<LakeDay.Part> parts) throws IOException {
            this.kind = kind;
            this.day = day;
            this.from = parts.stream()
                    .map(part -> DuckDb.text(lake.file(part).toString()))
                    .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false)"));
            final long slices = 1 + day.rows(kind) / ROWS_PER_SLICE;
            width = 1 + (day.lastSequence() - day.firstSequence()) / slices;
            nextFrom = day.firstSequence();
            advance();
        }

        boolean hasRow() {
            return hasRow;
        }

        long sequence() {
            return sequence;
        }

        void take(ArenaEvent event) throws IOException {
            final ResultSet row = rows.rows();
            try {
                event.begin(kind.event(), row.getLong(2)).place(row.getLong(1), row.getLong(3), 0);
                kind.form().read(row, event);
            } catch (SQLException | IllegalArgumentException e) {
                throw new LakeDamaged(
                        "the row of event " + sequence + " among the " + kind.folder() + " of " + day.date()
                                + " is no such event: " + e.getMessage(),
                        e);
            }
            advance();
        }

        private void advance() throws IOException {
            final long before = hasRow ? sequence : -1;
            hasRow = false;
            try {
                while (!hasRow && (rows != null || nextFrom <= day.lastSequence())) {
                    if (rows == null) {
                        openSlice();
                    }
                    hasRow = rows.rows().next();
                    if (!hasRow) {
                        close();
                    }
                }
                sequence = hasRow ? rows.rows().getLong(1) : sequence;
            } catch (SQLException e) {
                throw new LakeDamaged(
                        "the " + kind.folder() + " of " + day.date() + " cannot be read: " + e.getMessage(), e);
            }
            if (hasRow && sequence <= before) {
                throw new LakeDamaged(
                        "event " + sequence + " is twice among the " + kind.folder() + " of " + day.date());
            }
        }

        private void openSlice() throws IOException {
            final long to = Math.min(day.lastSequence(), nextFrom + width - 1);
            try {
                rows = database.open("SELECT " + kind.columnNames() + " FROM " + from + " WHERE sequence BETWEEN "
                        + nextFrom + " AND " + to + " ORDER BY sequence");
            } catch (IOException e) {
                throw new LakeDamaged(
                        "the " + kind.folder() + " of " + day.date() + " cannot be read: " + e.getMessage(), e);
            }
            nextFrom = to + 1;
        }

        @Override
        public void close() throws IOException {
            if (rows != null) {
                rows.close();
                rows = null;
            }
        }
    }
}
