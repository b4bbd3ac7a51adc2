package crucible.runtime.dsl;

/** A text that is not a blueprint: where, what was found, what is allowed. */
public final class BlueprintRefused extends RuntimeException {
    private final String path;
    private final String reason;

    /** {@code path} is empty where the whole text is concerned. */
    BlueprintRefused(String path, String reason) {
        super(path.isEmpty() ? reason : path + ": " + reason);
        this.path = path;
        this.reason = reason;
    }

    /** Where in the text, such as {@code entry.when.all[1].less[0]}; empty for the whole. */
    public String path() {
        return path;
    }

    /** What is wrong, with the value found and what is allowed. */
    public String reason() {
        return reason;
    }
}
