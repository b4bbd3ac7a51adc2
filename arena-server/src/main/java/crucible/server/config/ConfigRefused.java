package crucible.server.config;

/** A configuration that is wrong: {@code file:line: key: what was found, what is allowed}. */
public final class ConfigRefused extends RuntimeException {
    ConfigRefused(String file, int line, String key, String what) {
        super(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + what);
    }
}
