package crucible.exchange;

/** A frame, row or field that breaks its format. Carries no stack trace: it tells of input, not of code. */
public final class FrameRefused extends Exception {
    private static final int MAX_DETAIL_CHARS = 300;

    private final String reason;

    /**
     * @param reason stable metric label, lower case with hyphens
     * @param detail what was found and what is allowed; cut to a few hundred characters
     */
    public FrameRefused(String reason, String detail) {
        super(detail.substring(0, Math.min(detail.length(), MAX_DETAIL_CHARS)), null, false, false);
        this.reason = reason;
    }

    /** Stable metric label. */
    public String reason() {
        return reason;
    }
}
