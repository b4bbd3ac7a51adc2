package crucible.server.rest;

import crucible.model.Blueprint;

/**
 * Blueprints as text, in the language's own format. Methods are called from network threads.
 *
 * <p>A port: the language belongs to another module.
 */
public interface BlueprintText {
    /** Reads a blueprint from JSON; fails with {@link IllegalArgumentException} that names path and reason. */
    Blueprint fromJson(String json);

    /** The blueprint as JSON. */
    String toJson(Blueprint blueprint);
}
