package crucible.research.lake;

import crucible.model.Require;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The manifest of one complete day: what the lake holds of it. A day is complete when its manifest has its name; that is
 * written last. Lines of fields between tabs; the last line is the SHA-256 of those before.
 *
 * @param date UTC day of arena time, the running maximum of event times
 * @param firstSequence place of the day's first event in the total order, of whatever kind
 * @param lastSequence place of its last event
 * @param nextHash chained hash of the journal's record behind the day; empty where records are not chained
 * @param files its files, in a fixed order
 */
public record LakeDay(LocalDate date, long firstSequence, long lastSequence, String nextHash, List<Part> files) {
    /** Length of a day. */
    public static final long MS = 86_400_000L;

    private static final String HEAD = "crucible raw lake\t1";

    public LakeDay {
        Require.present("date", date);
        Require.that(
                0 <= firstSequence && firstSequence <= lastSequence,
                "0 <= firstSequence <= lastSequence",
                firstSequence + ", " + lastSequence);
        Require.present("nextHash", nextHash);
        files = List.copyOf(files);
    }

    /**
     * One file of a day.
     *
     * @param kind what it holds
     * @param path its path in the raw layer, with {@code /}
     * @param rows number of its rows, at least 1
     * @param firstSequence of its first row
     * @param lastSequence of its last row
     * @param bytes its length
     * @param sha256 of its content, 64 hexadecimal digits
     */
    public record Part(
            LakeKind kind, String path, long rows, long firstSequence, long lastSequence, long bytes, String sha256) {}

    /** Rows of {@code kind} on this day. */
    public long rows(LakeKind kind) {
        return files.stream()
                .filter(file -> file.kind() == kind)
                .mapToLong(Part::rows)
                .sum();
    }

    byte[] toBytes() {
        final StringBuilder text = new StringBuilder();
        text.append(HEAD).append('\n');
        line(text, "day", date, firstSequence, lastSequence, nextHash.isEmpty() ? "-" : nextHash);
        for (Part file : files) {
            line(
                    text,
                    "file",
                    file.kind.folder(),
                    file.path,
                    file.rows,
                    file.firstSequence,
                    file.lastSequence,
                    file.bytes,
                    file.sha256);
        }
        line(text, "end", sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : "\t").append(fields[i]);
        }
        text.append('\n');
    }

    /** @throws LakeDamaged where it is not what was written */
    static LakeDay parse(Path file, byte[] bytes) throws LakeDamaged {
        final String text = new String(bytes, StandardCharsets.UTF_8);
        final int end = text.lastIndexOf("end\t");
        if (!text.startsWith(HEAD + "\n") || end < 0) {
            throw new LakeDamaged("the manifest " + file + " is no manifest of this format, or it is cut");
        }
        final String content = text.substring(0, end);
        if (!text.substring(end).equals("end\t" + sha256(content.getBytes(StandardCharsets.UTF_8)) + "\n")) {
            throw new LakeDamaged("the manifest " + file + " is damaged: its digest does not fit its content");
        }
        try {
            final String[] lines = content.split("\n");
            final String[] day = lines[1].split("\t");
            final List<Part> files = new ArrayList<>();
            for (int i = 2; i < lines.length; i++) {
                files.add(part(lines[i].split("\t")));
            }
            return new LakeDay(
                    LocalDate.parse(day[1]),
                    Long.parseLong(day[2]),
                    Long.parseLong(day[3]),
                    day[4].equals("-") ? "" : day[4],
                    files);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException e) {
            throw new LakeDamaged("the manifest " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Part part(String[] fields) {
        return new Part(
                LakeKind.ofFolder(fields[1]),
                fields[2],
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                fields[7]);
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
