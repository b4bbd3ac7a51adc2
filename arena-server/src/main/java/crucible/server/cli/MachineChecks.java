package crucible.server.cli;

import crucible.server.config.AdminSettings;
import crucible.server.config.ArenaConfig;
import crucible.server.config.VenueSettings;
import crucible.server.journal.JournalVolume;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the doctor asks of this machine. */
final class MachineChecks {
    private static final int MIN_JAVA = 17;
    private static final long MIN_HEAP_MB = 200;
    private static final long MIN_DISK_MB = 1024;
    private static final long MB = 1024 * 1024;

    private MachineChecks() {}

    static Finding java() {
        final int version = Runtime.version().feature();
        final String found =
                "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores";
        return version >= MIN_JAVA
                ? Finding.ok("java", found)
                : Finding.failed("java", found + "; at least " + MIN_JAVA + " is needed");
    }

    /** The journal's library reaches into these packages. */
    static Finding flags() {
        final Module java = Object.class.getModule();
        final Module ours = MachineChecks.class.getModule();
        return java.isOpen("java.lang.reflect", ours) && java.isOpen("sun.nio.ch", ours)
                ? Finding.ok("flags", "the JVM was started with what the libraries need")
                : Finding.failed("flags", "the JVM lacks --add-opens flags; start it by ./crucible");
    }

    static Finding memory() {
        final long heapMb = Runtime.getRuntime().maxMemory() / MB;
        return heapMb >= MIN_HEAP_MB
                ? Finding.ok("memory", "heap limit " + heapMb + " MB")
                : Finding.warning("memory", "heap limit " + heapMb + " MB; " + MIN_HEAP_MB + " MB are wanted");
    }

    static Finding disk(Path dataDir) {
        Path existing = dataDir.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Finding.failed("disk", existing + " cannot be written");
        }
        try {
            final long freeMb = Files.getFileStore(existing).getUsableSpace() / MB;
            final String found = freeMb + " MB free for " + dataDir;
            return freeMb >= MIN_DISK_MB
                    ? Finding.ok("disk", found)
                    : Finding.warning("disk", found + "; " + MIN_DISK_MB + " MB are wanted");
        } catch (IOException e) {
            return Finding.warning("disk", "free space of " + existing + " is not known: " + e.getMessage());
        }
    }

    /** What the journal will take. */
    static Finding journal(ArenaConfig config) {
        long bytes = 0;
        for (VenueSettings venue : config.venues()) {
            bytes += JournalVolume.packedBytesPerDay(
                    venue.instruments().size(),
                    venue.quoteIntervalMs(),
                    config.arena().timeframes());
        }
        final int keepDays = config.arena().journalKeepDays();
        return Finding.ok(
                "journal",
                String.format(
                        Locale.ROOT,
                        "%s, at most %.1f MB a day once compressed, %s",
                        config.arena().journal(),
                        bytes / 1e6,
                        keepDays == 0 ? "all kept" : "kept for " + keepDays + " days"));
    }

    static Finding port(AdminSettings admin) {
        final String place = admin.bind() + ":" + admin.port();
        try (ServerSocket socket = new ServerSocket(admin.port(), 1, admin.address())) {
            return Finding.ok("port", place + " is free" + (socket.getLocalPort() == admin.port() ? "" : " (any)"));
        } catch (IOException e) {
            return Finding.failed("port", place + ": " + e.getMessage() + "; set admin.port or --port");
        }
    }
}
