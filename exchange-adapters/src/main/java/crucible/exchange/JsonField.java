package crucible.exchange;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One named field of a frame, read from a streaming parser and reused from frame to frame. */
public final class JsonField {
    /** What stood in the frame. */
    private enum Found {
        NOTHING,
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL,
        OTHER
    }

    private static final int MAX_SCALE = 30;

    private final String key;
    private final String name;
    private Found found = Found.NOTHING;
    private String text;
    private long integer;

    /** A field of that name. */
    public JsonField(String name) {
        this(name, name);
    }

    /**
     * A field of an inner object.
     *
     * @param key its name in its object
     * @param name what messages call it
     */
    public JsonField(String key, String name) {
        this.key = key;
        this.name = name;
    }

    /** Its name in its object. */
    public String key() {
        return key;
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** Forgets the last frame. */
    public void clear() {
        found = Found.NOTHING;
        text = null;
    }

    /** Reads the value at which the parser stands; an object or array is skipped and counts as another type. */
    public void read(JsonParser parser) throws FrameRefused {
        if (found != Found.NOTHING) {
            throw new FrameRefused("duplicate-field", name + " stands once in an object");
        }
        final JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            found = Found.TEXT;
            text = parser.getString();
        } else if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            found = Found.INTEGER;
            integer = parser.getLongValue();
        } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            found = Found.DECIMAL;
            text = parser.getString();
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            found = Found.BOOLEAN;
            integer = token == JsonToken.VALUE_TRUE ? 1 : 0;
        } else {
            found = token == JsonToken.VALUE_NULL ? Found.NULL : Found.OTHER;
            parser.skipChildren();
        }
    }

    /** Marks a field whose object was read field by field. */
    public void readAsObject() throws FrameRefused {
        if (found != Found.NOTHING) {
            throw new FrameRefused("duplicate-field", name + " stands once in an object");
        }
        found = Found.OTHER;
    }

    /** The value of a required whole number that is written as a string of digits. */
    public long integerText() throws FrameRefused {
        final String digits = text();
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> '0' <= c && c <= '9')) {
            throw new FrameRefused("bad-number", name + " is a string of digits, but was " + digits);
        }
        return Long.parseLong(digits);
    }

    /** Whether the field stood in the frame, whatever its type. */
    public boolean isPresent() {
        return found != Found.NOTHING;
    }

    /** The text of a required string. */
    public String text() throws FrameRefused {
        require(Found.TEXT, "a string");
        return text;
    }

    /** The value of a required whole number that fits a long. */
    public long integer() throws FrameRefused {
        require(Found.INTEGER, "a whole number");
        return integer;
    }

    /** The digits of a required number that is written as one, without an exponent. */
    public String decimal() throws FrameRefused {
        if (found == Found.INTEGER) {
            return Long.toString(integer);
        }
        require(Found.DECIMAL, "a number");
        if (text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return text;
        }
        try {
            final BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) <= MAX_SCALE) {
                return value.toPlainString();
            }
        } catch (NumberFormatException beyond) {
            // An exponent that does not fit 32 bits is none of usual size either.
        }
        throw new FrameRefused("bad-number", name + " is a number of usual size, but was " + text);
    }

    /** The value of a required boolean. */
    public boolean isTrue() throws FrameRefused {
        require(Found.BOOLEAN, "true or false");
        return integer == 1;
    }

    /** Whether a required string is {@code yes}; it is that or {@code no}. */
    public boolean either(String yes, String no) throws FrameRefused {
        final String word = text();
        if (!word.equals(yes) && !word.equals(no)) {
            throw new FrameRefused("wrong-type", name + " is " + yes + " or " + no + ", but was " + word);
        }
        return word.equals(yes);
    }

    /** The whole number, or {@code otherwise} where there is none. */
    public long integerOr(long otherwise) {
        return found == Found.INTEGER ? integer : otherwise;
    }

    /** The string, or {@code otherwise} where there is none. */
    public String textOr(String otherwise) {
        return found == Found.TEXT ? text : otherwise;
    }

    private void require(Found type, String allowed) throws FrameRefused {
        if (found == Found.NOTHING) {
            throw new FrameRefused("missing-field", name + " is present");
        }
        if (found != type) {
            throw new FrameRefused("wrong-type", name + " is " + allowed);
        }
    }
}
