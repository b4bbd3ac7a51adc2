package crucible.server.view;

import java.util.Locale;

/** Whether the market is played by the embedded venue or is the real one. */
public enum RunMode {
    DEMO,
    LIVE;

    /** As JSON and logs write it: {@code demo}, {@code live}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
