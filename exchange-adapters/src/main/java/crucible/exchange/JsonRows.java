package crucible.exchange;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads an array of objects, one after the other. */
public final class JsonRows {
    private JsonRows() {}

    /** Takes in the fields of one object. */
    public interface Row {
        /** Called with the fields of the object; what it refuses stands alone. */
        void take() throws FrameRefused;
    }

    /** Hands the {@code fields} of each object of the array at which the parser stands to {@code row}. */
    public static void each(JsonParser parser, Consumer<FrameRefused> refused, List<JsonField> fields, Row row)
            throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "rows are an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonText.require(parser, JsonToken.START_OBJECT, "a row is an object");
            fields.forEach(JsonField::clear);
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final String name = parser.currentName();
                parser.nextToken();
                boolean known = false;
                for (JsonField field : fields) {
                    if (field.name().equals(name)) {
                        field.read(parser);
                        known = true;
                    }
                }
                if (!known) {
                    parser.skipChildren();
                }
            }
            try {
                row.take();
            } catch (FrameRefused e) {
                refused.accept(e);
            }
        }
    }
}
