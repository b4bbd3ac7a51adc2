package crucible.model;

/** Whatever holds state that is a function of the ring's events. */
public interface StateHolder {
    /** Shows every field, in an order that depends on nothing but the state itself (never on a hash map's order). */
    void visit(StateSink sink);
}
