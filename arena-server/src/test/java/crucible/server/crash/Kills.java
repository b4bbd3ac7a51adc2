package crucible.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.journal.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Kills the processes of one tape, each beginning where those before were killed: in the first instants of a start, several
 * starts in a row, in the middle of the tape, while a snapshot is written, and while the process stops.
 */
final class Kills {
    /** What a process was doing when it was killed. */
    enum Kind {
        STARTING,
        PLAYING,
        SAVING,
        STOPPING
    }

    private static final Kind[] COURSE = {
        Kind.STARTING,
        Kind.PLAYING,
        Kind.SAVING,
        Kind.STARTING,
        Kind.STARTING,
        Kind.STARTING,
        Kind.PLAYING,
        Kind.PLAYING
    };

    /** A start tells that many things before it plays, more or less. */
    private static final int LINES_OF_A_START = 20;

    private static final int LINES_OF_A_SNAPSHOT = 10;
    private static final int LONGEST_DELAY_MS = 2;

    /** From the start of the process: in what follows the JVM opens and mends the journal. */
    private static final int LONGEST_OPENING_MS = 300;

    private static final double LAST_KILL_BEFORE = 0.95;

    private final ChildImage image;
    private final CrashTape tape;
    private final Random random;
    private final List<String> moments = new ArrayList<>();
    private final Map<Kind, Integer> killed = new EnumMap<>(Kind.class);
    private long progress;
    private int fromSnapshots;
    private String end;

    Kills(ChildImage image, CrashTape tape, Random random) {
        this.image = image;
        this.tape = tape;
        this.random = random;
    }

    static List<String> arguments(Path folder, Journal.Format format, CrashTape tape) {
        return List.of(folder.toString(), format.name(), Long.toString(tape.seed()), Integer.toString(tape.live()));
    }

    /** What was done when, in order. */
    List<String> moments() {
        return moments;
    }

    /** How many processes were killed at what. */
    Map<Kind, Integer> killed() {
        return killed;
    }

    /** How many processes began at a snapshot. */
    int fromSnapshots() {
        return fromSnapshots;
    }

    /** Kills at most {@code kills} processes, the last one while it stops; the state digest of the one that ended. */
    String playWith(int kills, Path folder, Journal.Format format) throws Exception {
        for (int i = 0; i < kills && end == null; i++) {
            try (ChildProcess child = new ChildProcess(image, CrashChild.class, arguments(folder, format, tape))) {
                final Kind kind = kind(i, kills);
                final long delayMs = runUntil(child, kind, advancesLeft(i, kills));
                if (end == null && child.kill(delayMs)) {
                    killed.merge(kind, 1, Integer::sum);
                }
            }
        }
        while (end == null) {
            try (ChildProcess child = new ChildProcess(image, CrashChild.class, arguments(folder, format, tape))) {
                while (end == null) {
                    hear(child);
                }
                assertThat(child.exitCode()).isZero();
            }
        }
        return end;
    }

    private static Kind kind(int number, int kills) {
        return number == kills - 1 ? Kind.STOPPING : COURSE[number % COURSE.length];
    }

    /** How many kills from {@code number} on let the tape go on a piece before. */
    private static int advancesLeft(int number, int kills) {
        return (int) IntStream.range(number, kills)
                .mapToObj(i -> kind(i, kills))
                .filter(kind -> kind == Kind.PLAYING || kind == Kind.SAVING)
                .count();
    }

    /** What it says next, with the progress that it means. */
    private String hear(ChildProcess child) throws InterruptedException {
        final String said = child.next();
        if (said.equals(CrashChild.FROM_A_SNAPSHOT)) {
            fromSnapshots++;
        } else if (said.startsWith(CrashChild.AT)) {
            progress = Long.parseLong(said.substring(CrashChild.AT.length()));
        } else if (said.startsWith(CrashChild.ENDED)) {
            end = said.substring(CrashChild.ENDED.length());
        }
        return said;
    }

    /** Lets the process come to where it is to be killed; how long to wait then. */
    private long runUntil(ChildProcess child, Kind kind, int advancesLeft) throws InterruptedException {
        assertThat(hear(child)).isEqualTo(CrashChild.OPENING);
        final boolean atOnce = kind == Kind.STARTING && random.nextBoolean();
        if (atOnce) {
            final int delayMs = random.nextInt(LONGEST_OPENING_MS);
            moments.add("within " + delayMs + " ms");
            return delayMs;
        }
        final String said = switch (kind) {
            case STARTING -> skip(child, "", random.nextInt(LINES_OF_A_START), CrashChild.OPENING);
            case PLAYING -> play(child, advancesLeft);
            case SAVING ->
                skip(child, CrashChild.SAVING, 1 + random.nextInt(LINES_OF_A_SNAPSHOT), play(child, advancesLeft));
            case STOPPING ->
                skip(child, "", random.nextInt(LINES_OF_A_SNAPSHOT), skip(child, CrashChild.STOPPING, 1, ""));
        };
        moments.add(said.startsWith(CrashChild.AT) ? said : said + " after " + progress);
        return random.nextInt(LONGEST_DELAY_MS);
    }

    private String play(ChildProcess child, int advancesLeft) throws InterruptedException {
        final long left = (long) (tape.inputs() * LAST_KILL_BEFORE) - progress;
        final long until = progress + random.nextInt((int) Math.max(1, 2 * left / (advancesLeft + 1)));
        String said = skip(child, CrashChild.AT, 1, "");
        while (progress < until && end == null) {
            said = skip(child, CrashChild.AT, 1, said);
        }
        return said;
    }

    /** Hears {@code times} things that begin with {@code prefix}, unless it ends before; the last of them. */
    private String skip(ChildProcess child, String prefix, int times, String before) throws InterruptedException {
        String said = before;
        for (int left = times; left > 0 && end == null; ) {
            final String next = hear(child);
            if (next.startsWith(prefix)) {
                said = next;
                left--;
            }
        }
        return said;
    }
}
