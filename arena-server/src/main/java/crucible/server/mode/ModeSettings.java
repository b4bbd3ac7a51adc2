package crucible.server.mode;

import crucible.model.Require;

/** When a server is in trouble. */
public record ModeSettings(DiskLimits disk, Limits limits) {
    public ModeSettings {
        Require.present("disk", disk);
        Require.present("limits", limits);
    }

    /** For runs whose data nobody wants to keep. */
    public static ModeSettings passing() {
        return new ModeSettings(DiskLimits.passing(), Limits.defaults());
    }
}
