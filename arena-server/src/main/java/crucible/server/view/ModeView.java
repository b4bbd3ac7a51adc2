package crucible.server.view;

/**
 * A trouble that the server is in.
 *
 * @param mode which
 * @param reason why, and what the server does about it, in plain words
 * @param sinceTimeMs when it began, by the wall clock
 */
public record ModeView(Mode mode, String reason, long sinceTimeMs) {}
