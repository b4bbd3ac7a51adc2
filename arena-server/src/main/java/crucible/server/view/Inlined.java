package crucible.server.view;

/** A group of fields that has no name of its own in JSON: they appear among those of the record that holds it. */
public interface Inlined {}
