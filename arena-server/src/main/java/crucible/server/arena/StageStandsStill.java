package crucible.server.arena;

/** An arena cannot be stopped in order, because one of its stages does not come to the end of what it does. */
public final class StageStandsStill extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StageStandsStill(String message) {
        super(message);
    }
}
