package crucible.server.cli;

import crucible.server.config.AdminSettings;
import crucible.server.config.ArenaConfig;
import crucible.server.config.VenueSettings;
import crucible.server.journal.JournalVolume;
import crucible.server.mode.DiskLimits;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the doctor asks of this machine. */
final class MachineChecks {
    private static final int MIN_JAVA = 17;
    private static final long MIN_HEAP_MB = 200;
    /** So long the journal should find room. */
    private static final long WANTED_DAYS = 30;

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

    static Finding disk(ArenaConfig config) {
        final Path dataDir = config.arena().dataDir();
        Path existing = dataDir.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Finding.failed("disk", existing + " cannot be written");
        }
        try {
            return room(
                    dataDir.toString(),
                    Files.getFileStore(existing).getUsableSpace(),
                    config.arena().disk(),
                    journalBytesPerDay(config));
        } catch (IOException e) {
            return Finding.warning("disk", "free space of " + existing + " is not known: " + e.getMessage());
        }
    }

    /** How far the room reaches: what the server asks for before it steps back, and the journal's growth on top. */
    static Finding room(String dataDir, long freeBytes, DiskLimits limits, long journalBytesPerDay) {
        final String found = freeBytes / MB + " MB free for " + dataDir;
        final String asked = "arena.minFreeBytes asks for " + limits.minFreeBytes() / MB + " MB";
        if (freeBytes < limits.minFreeBytes() / 4) {
            return Finding.failed("disk", found + ": the server does not start; " + asked);
        }
        if (freeBytes < limits.minFreeBytes() / 2) {
            return Finding.warning("disk", found + ": no input would be taken in; " + asked);
        }
        if (freeBytes < limits.minFreeBytes()) {
            return Finding.warning("disk", found + ": no agent would enter; " + asked);
        }
        final long days = Math.max(0, freeBytes - limits.minFreeBytes() - limits.reserveBytes()) / journalBytesPerDay;
        final String lasts = found + ", of which " + limits.minFreeBytes() / MB + " MB stay free and "
                + limits.reserveBytes() / MB + " MB are kept for a stop; the rest holds " + days
                + " days of journal";
        return days >= WANTED_DAYS
                ? Finding.ok("disk", lasts)
                : Finding.warning("disk", lasts + "; " + WANTED_DAYS + " are wanted");
    }

    private static long journalBytesPerDay(ArenaConfig config) {
        long bytes = 0;
        for (VenueSettings venue : config.venues()) {
            bytes += JournalVolume.packedBytesPerDay(
                    venue.instruments().size(),
                    venue.quoteIntervalMs(),
                    config.arena().timeframes());
        }
        return bytes;
    }

    /** What the journal will take. */
    static Finding journal(ArenaConfig config) {
        final long bytes = journalBytesPerDay(config);
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
