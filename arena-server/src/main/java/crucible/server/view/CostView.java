package crucible.server.view;

import crucible.model.Require;

/**
 * The cost settings that everything is traded under.
 *
 * @param digest SHA-256 of the settings, as in every blueprint
 * @param settings the settings as a record
 */
public record CostView(String digest, Record settings) {
    public CostView {
        Require.text("digest", digest);
        Require.present("settings", settings);
    }
}
