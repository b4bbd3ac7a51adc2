package crucible.exchange;

import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the elements of an array one after the other; one that breaks its format leaves the others as they are. */
public final class JsonRows {
    private JsonRows() {}

    /** Takes in the fields of one element. */
    public interface Row {
        /** Called with the fields of the element; what it refuses stands alone. */
        void take() throws FrameRefused;
    }

    /** Reads each element of the array at which the parser stands, and takes it in. */
    public static void each(JsonParser parser, JsonText.Reading element, Row row, Consumer<FrameRefused> refused)
            throws FrameRefused {
        JsonText.require(parser, JsonToken.START_ARRAY, "rows are an array");
        final int depth = parser.streamReadContext().getNestingDepth();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            try {
                element.read(parser);
                row.take();
            } catch (FrameRefused e) {
                refused.accept(e);
                while (parser.streamReadContext().getNestingDepth() > depth) {
                    parser.nextToken();
                }
            }
        }
    }
}
