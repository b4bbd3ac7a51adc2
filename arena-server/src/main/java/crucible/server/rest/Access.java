package crucible.server.rest;

import crucible.server.security.Role;
import java.util.Optional;

/** Who may use a route. */
enum Access {
    /** Everybody who reaches the server: nothing secret there. */
    PUBLIC(null),
    /** Everybody on this machine; viewers from elsewhere. */
    LOCAL(Role.VIEWER),
    VIEWER(Role.VIEWER),
    OPERATOR(Role.OPERATOR),
    ADMIN(Role.ADMIN);

    private final Role role;

    Access(Role role) {
        this.role = role;
    }

    /** The role that it takes, where it takes one. */
    Optional<Role> role() {
        return Optional.ofNullable(role);
    }
}
