package crucible.server.host;

/** The version of the software, as the build wrote it into the jar. */
public final class SoftwareVersion {
    private SoftwareVersion() {}

    /** Such as {@code 0.1.0-SNAPSHOT}; {@code development} where it runs from class files. */
    public static String current() {
        final String version = SoftwareVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
