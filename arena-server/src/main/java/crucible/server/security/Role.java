package crucible.server.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token allows; each role includes the ones before it. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Also kills, pauses, promotes and spawns. */
    OPERATOR,
    /** Also manages tokens and configuration. */
    ADMIN;

    /** Whether this role includes {@code required}. */
    public boolean includes(Role required) {
        return compareTo(required) >= 0;
    }

    /** As files and people write it: {@code viewer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The label, so that help and answers show what one types. */
    @Override
    public String toString() {
        return label();
    }

    /** Parses a label; anything else is an error that lists what is allowed. */
    public static Role parse(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        final String allowed = Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("required: role is one of " + allowed + ", but was " + label);
    }
}
