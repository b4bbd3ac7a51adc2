package crucible.server.security;

import crucible.model.Require;

/** Who is asking: the name of a token and its role. */
public record Principal(String name, Role role) {
    /** Whoever asks without a token for what needs none. */
    public static final Principal ANYBODY = new Principal("anybody", Role.VIEWER);

    public Principal {
        Require.text("name", name);
        Require.present("role", role);
    }
}
