package crucible.exchange;

import crucible.model.Require;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields that are wanted of an object or of a row, read from a streaming parser and reused. What nobody wants is
 * skipped. For one thread at a time.
 */
public final class JsonFields {
    /** Reads a property that is not a plain field. */
    public interface Property {
        /** The parser stands at the value; afterwards at its last token. */
        void read(String key, JsonParser parser) throws FrameRefused;
    }

    private final JsonField[] inOrder;
    /** By the key's hash, with at least half of the places free; the search goes on to the next place. */
    private final JsonField[] table;

    private final Property value = this::readValue;

    /** Fields with distinct keys. */
    public JsonFields(JsonField... fields) {
        inOrder = fields.clone();
        table = new JsonField[Integer.highestOneBit(Math.max(1, fields.length)) * 4];
        for (JsonField field : fields) {
            Require.that(find(field.key()) == null, "keys are distinct", field.key());
            table[place(field.key())] = field;
        }
    }

    /** Forgets what was read. */
    public void clear() {
        for (JsonField field : inOrder) {
            field.clear();
        }
    }

    /** The field of that key, or null. */
    public JsonField find(String key) {
        return table[place(key)];
    }

    /** Where the key stands, or the free place where its search ends. */
    private int place(String key) {
        final int mask = table.length - 1;
        final int hash = key.hashCode();
        int at = (hash ^ hash >>> 16) & mask;
        while (table[at] != null && !table[at].key().equals(key)) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Reads the value at which the parser stands into the field of that key, or skips it. */
    public void readValue(String key, JsonParser parser) throws FrameRefused {
        final JsonField field = find(key);
        if (field == null) {
            parser.skipChildren();
        } else {
            field.read(parser);
        }
    }

    /** Reads the object at which the parser stands in place of what was read before; leaves the parser at its end. */
    public void readObject(JsonParser parser) throws FrameRefused {
        clear();
        eachProperty(parser, value);
    }

    /** Hands each property of the object at which the parser stands to {@code property}. */
    public static void eachProperty(JsonParser parser, Property property) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "here stands an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String key = parser.currentName();
            parser.nextToken();
            property.read(key, parser);
        }
    }

    /** Hands the property {@code wanted} of the object at which the parser stands to {@code reading}. */
    public static void onlyProperty(JsonParser parser, String wanted, JsonText.Reading reading) throws FrameRefused {
        eachProperty(parser, (key, at) -> {
            if (key.equals(wanted)) {
                reading.read(at);
            } else {
                at.skipChildren();
            }
        });
    }

    /**
     * Reads the array at which the parser stands, column by column in the fields' order, in place of what was read before.
     *
     * @return the number of its columns, which may be more than the fields
     */
    public int readRow(JsonParser parser) throws FrameRefused {
        clear();
        JsonText.require(parser, JsonToken.START_ARRAY, "a row is an array");
        int width = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (width < inOrder.length) {
                inOrder[width].read(parser);
            } else {
                parser.skipChildren();
            }
            width++;
        }
        return width;
    }
}
