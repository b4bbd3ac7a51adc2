package crucible.exchange.rules;

import crucible.exchange.rules.ListedInstrument.Halted;
import crucible.exchange.rules.ListedInstrument.Refused;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.exchange.rules.ListedInstrument.Tradable;
import crucible.model.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the readers of all venues share: strict access to fields, and one bad entry does not spoil the others. */
final class RuleDocument {
    /** Reads one entry. {@link IllegalArgumentException} means that its rules are bad. */
    interface EntryReader {
        ListedInstrument read(JsonNode entry);
    }

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int MAX_DECIMAL_CHARS = 40;
    private static final int MAX_DECIMAL_SCALE = 30;

    private RuleDocument() {}

    static JsonNode parse(String document) {
        try {
            return MAPPER.readTree(document);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "required: an instrument document in JSON, but: " + e.getOriginalMessage(), e);
        }
    }

    static List<ListedInstrument> readAll(JsonNode entries, String symbolField, EntryReader reader) {
        if (!entries.isArray() && !entries.isObject()) {
            throw new IllegalArgumentException("required: a list of instruments, but was " + entries.getNodeType());
        }
        final List<ListedInstrument> listed = new ArrayList<>(entries.size());
        for (JsonNode entry : entries) {
            try {
                listed.add(reader.read(entry));
            } catch (IllegalArgumentException | ArithmeticException e) {
                final String symbol = entry.path(symbolField).asString("?");
                listed.add(new Refused(symbol, Refusal.BAD_RULES, String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(listed);
    }

    static String text(JsonNode entry, String field) {
        final JsonNode value = entry.path(field);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new IllegalArgumentException("required: " + field + " is a non-empty string, but was " + value);
        }
        return value.stringValue();
    }

    /** The text of a field, or {@code otherwise} where it is absent or empty. */
    static String textOr(JsonNode entry, String field, String otherwise) {
        final JsonNode value = entry.path(field);
        return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : otherwise;
    }

    /** A decimal written as a string or as a number. */
    static BigDecimal decimal(JsonNode entry, String field) {
        return optionalDecimal(entry, field)
                .orElseThrow(() -> new IllegalArgumentException("required: " + field + " is a decimal, but is absent"));
    }

    /** A decimal, or 0 where the field is absent, null or an empty string: no such rule. */
    static BigDecimal decimalOrZero(JsonNode entry, String field) {
        return optionalDecimal(entry, field).orElse(BigDecimal.ZERO);
    }

    static Optional<BigDecimal> optionalDecimal(JsonNode entry, String field) {
        final JsonNode value = entry.path(field);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isString() && value.stringValue().isEmpty())) {
            return Optional.empty();
        }
        final String text = value.isString() ? value.stringValue() : value.toString();
        try {
            final BigDecimal decimal = text.length() > MAX_DECIMAL_CHARS ? null : new BigDecimal(text);
            if (decimal != null && Math.abs((long) decimal.scale()) <= MAX_DECIMAL_SCALE) {
                return Optional.of(decimal);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("required: " + field + " is a decimal, but was " + value, e);
        }
        throw new IllegalArgumentException("required: " + field + " is a decimal of usual size, but was " + value);
    }

    /** A highest multiple in parts per million, rounded down; 0 where there is none. */
    static long upPpm(JsonNode entry, String field) {
        return ppm(decimalOrZero(entry, field), RoundingMode.FLOOR);
    }

    /** A lowest multiple in parts per million, rounded up; 0 where there is none. */
    static long downPpm(JsonNode entry, String field) {
        return ppm(decimalOrZero(entry, field), RoundingMode.CEILING);
    }

    static long ppm(BigDecimal multiple, RoundingMode rounding) {
        return multiple.movePointRight(6).setScale(0, rounding).longValueExact();
    }

    /** {@code 10^-decimals} for a whole field in 0 to 30. */
    static BigDecimal unitOfDecimals(JsonNode entry, String field) {
        final JsonNode value = entry.path(field);
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > MAX_DECIMAL_SCALE) {
            throw new IllegalArgumentException("required: " + field + " is a number of decimals, but was " + value);
        }
        return BigDecimal.ONE.movePointLeft(value.intValue());
    }

    static ListedInstrument listed(Terms terms, boolean trading, String status) {
        return trading ? new Tradable(terms) : new Halted(terms, status);
    }

    static boolean isDollar(String quote) {
        return Instrument.DOLLARS.contains(quote);
    }

    static Refused notDollarQuoted(String symbol, String quote) {
        return new Refused(symbol, Refusal.NOT_DOLLAR_QUOTED, "quoted in " + quote);
    }
}
