package crucible.exchange.replay.fault;

import crucible.exchange.replay.fault.Fault.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults as users write them, a line for each:
 *
 * <pre>
 * # a comment
 * seed 7
 * at 2h cut
 * every 30m from 1h until 6h drop 20% for 5m
 * at 3h refuse 429 retry 2s for 10m
 * real at 20s outage for 60s
 * </pre>
 *
 * Times count from the start of the clock, in the market's time; lines that begin with {@code real} in real time.
 * Immutable.
 */
public final class FaultScript {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?)%");
    private static final FaultScript NONE = new FaultScript("no faults", 1, List.of());

    private final String name;
    private final long seed;
    private final List<Fault> faults;

    private FaultScript(String name, long seed, List<Fault> faults) {
        this.name = name;
        this.seed = seed;
        this.faults = List.copyOf(faults);
    }

    /** Nothing goes wrong. */
    public static FaultScript none() {
        return NONE;
    }

    /** Reads a file; an {@link IllegalArgumentException} names file, line and what is allowed. */
    public static FaultScript read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("required: a readable file of faults, but " + file + ": " + e, e);
        }
    }

    /** Reads lines; an {@link IllegalArgumentException} names line and what is allowed. */
    public static FaultScript parse(String name, List<String> lines) {
        final List<Fault> faults = new ArrayList<>();
        long seed = 1;
        for (int i = 0; i < lines.size(); i++) {
            final String text = lines.get(i).replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            final Words words = new Words(name + ":" + (i + 1), text);
            if (words.take("seed")) {
                seed = words.number("a seed in [0, 999999999]");
                words.end();
            } else {
                faults.add(fault(words));
            }
        }
        return new FaultScript(name, seed, faults);
    }

    private static Fault fault(Words words) {
        final boolean real = words.take("real");
        long firstMs = 0;
        long everyMs = 0;
        long untilMs = Long.MAX_VALUE;
        if (words.take("at")) {
            firstMs = words.timeMs();
        } else if (words.take("every")) {
            everyMs = words.timeMs();
            words.require(everyMs > 0, "every is followed by a time above 0");
            firstMs = words.take("from") ? words.timeMs() : everyMs;
            untilMs = words.take("until") ? words.timeMs() : Long.MAX_VALUE;
            words.require(firstMs < untilMs, "until is later than from");
        } else {
            throw words.wrong("a line begins with at TIME, every TIME, real or seed");
        }
        final FaultKind kind = words.kind();
        final long value = words.argument(kind.argument());
        final long retryMs = kind == FaultKind.REFUSE && words.take("retry") ? words.timeMs() : 0;
        words.require(retryMs % 1_000 == 0, "retry is followed by whole seconds");
        long forMs = 0;
        if (kind.lasts()) {
            words.require(words.take("for"), kind.word() + " goes on for TIME");
            forMs = words.timeMs();
            words.require(forMs > 0, "for is followed by a time above 0");
            words.require(everyMs == 0 || forMs < everyMs, "for is shorter than every");
        }
        words.end();
        return new Fault(kind, value, retryMs / 1_000, new Times(real, firstMs, everyMs, untilMs, forMs));
    }

    /** Name of the file. */
    public String name() {
        return name;
    }

    /** Whether nothing goes wrong. */
    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /**
     * Whether clients would be kept out for a time of the market's that does not pass without them, as where it is played
     * as fast as they read; the words say what to write instead.
     */
    public void requirePlayableWithoutPace() {
        for (Fault fault : faults) {
            if (!fault.times().real() && fault.kind().keepsClientsOut()) {
                throw new IllegalArgumentException(
                        "required: in " + name + ", " + fault.kind().word()
                                + " begins with real where the market is played as fast as clients read, for it waits for them");
            }
        }
    }

    long seed() {
        return seed;
    }

    List<Fault> faults() {
        return faults;
    }

    /** The words of one line, taken one by one. */
    private static final class Words {
        private final String place;
        private final String line;
        private final Iterator<String> rest;
        private String next;

        Words(String place, String line) {
            this.place = place;
            this.line = line;
            this.rest = List.of(line.split("\\s+")).iterator();
            advance();
        }

        private void advance() {
            next = rest.hasNext() ? rest.next() : "";
        }

        private String take() {
            final String taken = next;
            advance();
            return taken;
        }

        boolean take(String word) {
            if (next.equals(word)) {
                advance();
                return true;
            }
            return false;
        }

        FaultKind kind() {
            final FaultKind kind =
                    FaultKind.of(next).orElseThrow(() -> wrong("a fault is one of " + FaultKind.words()));
            advance();
            return kind;
        }

        long timeMs() {
            final Matcher time = TIME.matcher(next);
            require(time.matches(), "a time is a whole number with ms, s, m, h or d, such as 90s");
            advance();
            final long unitMs = switch (time.group(2)) {
                case "ms" -> 1;
                case "s" -> 1_000;
                case "m" -> 60_000;
                case "h" -> 3_600_000;
                default -> 86_400_000;
            };
            return Long.parseLong(time.group(1)) * unitMs;
        }

        long number(String allowed) {
            require(next.matches("[0-9]{1,9}"), allowed);
            return Long.parseLong(take());
        }

        long argument(FaultKind.Argument argument) {
            return switch (argument) {
                case NONE -> 0;
                case TIME -> timeMs();
                case OFFSET -> {
                    require(next.startsWith("+") || next.startsWith("-"), argument.allowed());
                    final boolean behind = next.startsWith("-");
                    next = next.substring(1);
                    yield behind ? -timeMs() : timeMs();
                }
                case SHARE -> {
                    final Matcher share = SHARE.matcher(next);
                    require(share.matches(), argument.allowed());
                    advance();
                    final long ppm = Math.round(Double.parseDouble(share.group(1)) * 10_000);
                    require(ppm > 0 && ppm <= 1_000_000, argument.allowed());
                    yield ppm;
                }
                case CODE -> {
                    final long code = number(argument.allowed());
                    require(
                            code >= 1_000 && code <= 1_003
                                    || code >= 1_007 && code <= 1_014
                                    || code >= 3_000 && code <= 4_999,
                            argument.allowed());
                    yield code;
                }
                case STATUS -> {
                    final long status = number(argument.allowed());
                    require(status == 429 || status == 418 || status >= 500 && status <= 599, argument.allowed());
                    yield status;
                }
            };
        }

        void end() {
            require(next.isEmpty(), "the line ends before " + next);
        }

        void require(boolean holds, String allowed) {
            if (!holds) {
                throw wrong(allowed);
            }
        }

        IllegalArgumentException wrong(String allowed) {
            final String at = next.isEmpty() ? "its end" : next;
            return new IllegalArgumentException(
                    place + ": required: " + allowed + ", but was " + line + " (at " + at + ")");
        }
    }
}
