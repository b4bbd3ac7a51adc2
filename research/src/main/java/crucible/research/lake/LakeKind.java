package crucible.research.lake;

import crucible.runtime.event.EventKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the raw layer holds of a tournament: everything that the arena was fed, and who was born. Each kind is a folder.
 * Volatility parameters join as a kind of their own once there are such events.
 */
public enum LakeKind {
    /** The tournament's rules, one row. */
    TOURNAMENT(EventKind.GENESIS, RareForms.TOURNAMENT),
    /** Instruments and their trading rules, a row for each version. */
    RULES(EventKind.INSTRUMENT, RareForms.RULES),
    /** Closed bars with their provenance. */
    BARS(EventKind.BAR, MarketForms.BARS),
    /** Best bid and ask in ticks. */
    QUOTES(EventKind.QUOTE, MarketForms.QUOTES),
    /** Mark prices of perpetuals, and when funding is settled next. */
    MARKS(EventKind.MARK, MarketForms.MARKS),
    /** Settled funding rates. */
    FUNDINGS(EventKind.FUNDING, RareForms.FUNDINGS),
    /** Bars that cannot be learned. */
    GAPS(EventKind.GAP, MarketForms.GAPS),
    /** Instants at which nothing else moved event time. */
    TICKS(EventKind.TICK, MarketForms.TICKS),
    /** Agents with their blueprints. */
    BIRTHS(EventKind.BIRTH, RareForms.BIRTHS);

    private static final Map<EventKind, LakeKind> BY_EVENT = new EnumMap<>(EventKind.class);

    static {
        for (LakeKind kind : values()) {
            BY_EVENT.put(kind.event, kind);
        }
    }

    private final EventKind event;
    private final RowForm form;

    LakeKind(EventKind event, RowForm form) {
        this.event = event;
        this.form = form;
    }

    /** The kind that events of {@code event} are kept as; empty where the lake does not keep them. */
    public static Optional<LakeKind> of(EventKind event) {
        return Optional.ofNullable(BY_EVENT.get(event));
    }

    /** @throws IllegalArgumentException for a folder that no kind has */
    static LakeKind ofFolder(String folder) {
        return valueOf(folder.toUpperCase(Locale.ROOT));
    }

    /** The events that it holds. */
    public EventKind event() {
        return event;
    }

    RowForm form() {
        return form;
    }

    /** Name of its folder and its table. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has files of its own for each instrument. */
    boolean isByInstrument() {
        return this == BARS || this == QUOTES || this == MARKS;
    }

    /** All columns, as SQL declares them. */
    String columns() {
        return form.columns().isEmpty() ? RowForm.COMMON : RowForm.COMMON + ", " + form.columns();
    }

    /** The names of all columns, in order. */
    String columnNames() {
        return Arrays.stream(columns().split(", *"))
                .map(column -> column.substring(0, column.indexOf(' ')))
                .collect(Collectors.joining(", "));
    }
}
