package crucible.server.cli;

import java.util.Locale;

/** One thing that the doctor has looked at. */
record Finding(String name, State state, String detail) {
    enum State {
        OK,
        WARNING,
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String name, String detail) {
        return new Finding(name, State.OK, detail);
    }

    static Finding warning(String name, String detail) {
        return new Finding(name, State.WARNING, detail);
    }

    static Finding failed(String name, String detail) {
        return new Finding(name, State.FAILED, detail);
    }
}
