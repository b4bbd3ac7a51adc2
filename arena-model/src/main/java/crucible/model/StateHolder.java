package crucible.model;

/** Whatever holds state that is a function of the ring's events. */
public interface StateHolder {
    /**
     * Shows every field and keeps what the sink answers, in an order that depends on nothing but the state itself (never
     * on a hash map's order). What follows from the fields is made anew, not shown. Restored are new holders only, made
     * with the settings of the old ones.
     */
    void visit(StateSink sink);
}
