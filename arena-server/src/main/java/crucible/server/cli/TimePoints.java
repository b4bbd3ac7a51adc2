package crucible.server.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads points in time as people write them: {@code 2025-01-31}, its beginning in UTC, or {@code 2025-01-31T12:00:00Z}. */
final class TimePoints implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "a time is a date such as 2025-01-31 or an instant such as 2025-01-31T12:00:00Z, but was " + text);
        }
    }
}
