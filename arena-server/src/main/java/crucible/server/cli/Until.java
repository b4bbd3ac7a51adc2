package crucible.server.cli;

import crucible.runtime.event.ArenaEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where in a journal to stop: behind an event, or before the first event that comes later than a time.
 *
 * @param sequence last event that is wanted; {@link Long#MAX_VALUE} where a time says it
 * @param timeMs latest arena time that is wanted, epoch milliseconds; {@link Long#MAX_VALUE} where a sequence says it
 */
record Until(long sequence, long timeMs) {
    /** For the help of commands. */
    static final String LABEL = "SEQ|TIME";

    /** The journal's end. */
    static final Until THE_END = new Until(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Whole numbers from here on are times: 2001-09-09, before any market is played, after any sequence. */
    private static final long FIRST_TIME_MS = 1_000_000_000_000L;

    /** Whether the event is still wanted. */
    boolean includes(ArenaEvent event) {
        return includes(event.sequence(), event.arenaTimeMs());
    }

    boolean includes(long eventSequence, long arenaTimeMs) {
        return eventSequence <= sequence && arenaTimeMs <= timeMs;
    }

    @Override
    public String toString() {
        return timeMs == Long.MAX_VALUE
                ? "event " + sequence
                : Instant.ofEpochMilli(timeMs).toString();
    }

    /** Reads {@code 120000}, {@code 1700006400000}, {@code 2023-11-15T00:00:00Z} and {@code 2023-11-15}. */
    static final class Converter implements ITypeConverter<Until> {
        @Override
        public Until convert(String value) {
            if (value.matches("\\d{1,18}")) {
                final long number = Long.parseLong(value);
                return number < FIRST_TIME_MS ? new Until(number, Long.MAX_VALUE) : new Until(Long.MAX_VALUE, number);
            }
            try {
                final Instant time = value.length() == "2023-11-15".length()
                        ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(value).toInstant();
                return new Until(Long.MAX_VALUE, time.toEpochMilli());
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'" + value + "' is neither the sequence of an event, such as 120000, nor a"
                                + " time, such as 2023-11-15T06:30:00Z, 2023-11-15 or 1700029800000 (epoch milliseconds)");
            }
        }
    }
}
