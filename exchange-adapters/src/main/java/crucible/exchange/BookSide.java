package crucible.exchange;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The best level of one side of an order book: rows of price, size and more, the best first. Reused. */
public final class BookSide {
    private final String name;
    private final JsonField price;
    private final JsonField size;
    private final JsonFields level;

    /** @param name what messages call the side */
    public BookSide(String name) {
        this.name = name;
        price = new JsonField("price", name + "[0][0]");
        size = new JsonField("size", name + "[0][1]");
        level = new JsonFields(price, size);
    }

    /** Forgets the last frame. */
    public void clear() {
        level.clear();
    }

    /** Reads the side at which the parser stands; it may be empty. */
    public void read(JsonParser parser) throws FrameRefused {
        if (isPresent()) {
            throw new FrameRefused("duplicate-field", name + " stands once in an object");
        }
        JsonText.require(parser, JsonToken.START_ARRAY, "a side of the book is an array");
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (first) {
                level.readRow(parser);
                first = false;
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Whether there is a level. */
    public boolean isPresent() {
        return price.isPresent();
    }

    /** Its price as the venue writes it. */
    public String price() throws FrameRefused {
        return price.text();
    }

    /** Its size as the venue writes it. */
    public String size() throws FrameRefused {
        return size.text();
    }
}
