package crucible.research.lake;

import crucible.runtime.event.ArenaEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** How events of one kind are rows: columns behind those that every row has, written and read in the same order. */
interface RowForm {
    /** Columns that every row begins with: place in the total order, the event's own time, and arena time. */
    String COMMON = "sequence BIGINT, event_time_ms BIGINT, arena_time_ms BIGINT";

    /** Number of the first column, from 1, that is the kind's own. */
    int FIRST_OWN = 4;

    /** The kind's own columns with their types, as SQL declares them; empty where there are none. */
    String columns();

    /** Appends the kind's own fields. */
    void append(ArenaEvent event, DuckDBAppender row) throws SQLException;

    /**
     * Reads the kind's own fields into {@code event}.
     *
     * @throws IllegalArgumentException where no event can have them
     */
    void read(ResultSet row, ArenaEvent event) throws SQLException;
}
