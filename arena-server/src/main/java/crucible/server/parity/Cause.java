package crucible.server.parity;

import java.util.Locale;

/** What a difference is one of. The name in lower case is a label of a metric and never changes. */
public enum Cause {
    /** A file of the lake is not what its manifest says. */
    DAMAGED_LAKE,
    /** The lake has the tournament under other costs. */
    DIFFERENT_COSTS,
    /** The lake has the tournament under other settings than costs. */
    DIFFERENT_SETTINGS,
    /** The arena was fed a bar that the lake does not have. */
    MISSING_BAR,
    /** The lake has a bar that the arena was not fed. */
    SURPLUS_BAR,
    /** A bar in the lake is not the one that the arena was fed. */
    DIFFERENT_BAR,
    /** The arena was fed a quote that the lake does not have. */
    MISSING_QUOTE,
    /** The lake has a quote that the arena was not fed. */
    SURPLUS_QUOTE,
    /** A quote in the lake is not the one that the arena was fed. */
    DIFFERENT_QUOTE,
    /** A mark price or a funding rate is missing in the lake, or another, or more. */
    DIFFERENT_FUNDING,
    /** Instrument rules are missing in the lake, or others, or more. */
    DIFFERENT_RULES,
    /** A gap or a tick is missing in the lake, or another, or more. */
    DIFFERENT_CLOCK,
    /** A birth is missing in the lake, or another, or more. */
    DIFFERENT_BIRTH,
    /** A feature has another value on the same bars. */
    DIFFERENT_FEATURE,
    /** A boundary lies elsewhere on the same bars. */
    DIFFERENT_BOUNDARY,
    /** An agent decides otherwise on the same features. */
    DIFFERENT_DECISION,
    /** An order fills or ends otherwise on the same decisions. */
    DIFFERENT_FILL,
    /** An agent's state of life or books differ after the same fills. */
    DIFFERENT_BOOKS,
    /** The journal does not replay: it says otherwise than the arena decides on its events. */
    DIFFERENT_JOURNAL,
    /** A snapshot or the permanent record that the running arena wrote does not agree with its journal. */
    DIFFERENT_RECORD,
    /** The backtest path does not take what the lake holds. */
    REFUSED_INPUT;

    /** The label of metrics and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
