package crucible.exchange;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Strict streaming JSON with limits on size and depth. Any thread. */
public final class JsonText {
    /** Reads one document from a parser. */
    public interface Reading {
        /** The parser stands at the document's first token; afterwards at its last. */
        void read(JsonParser parser) throws FrameRefused;
    }

    private static final int MAX_DEPTH = 12;
    private static final int MAX_STRING_CHARS = 4_096;
    private static final int MAX_NAME_CHARS = 128;
    private static final int MAX_NUMBER_CHARS = 64;

    private final JsonFactory factory;
    private final int maxChars;

    /** Documents of at most {@code maxChars}. */
    public JsonText(int maxChars) {
        this.maxChars = maxChars;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING_CHARS)
                        .maxNameLength(MAX_NAME_CHARS)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .build())
                .build();
    }

    /** Reads a text that is one JSON document and nothing else; any breach is a {@link FrameRefused}. */
    public void read(String text, Reading reading) throws FrameRefused {
        if (text.length() > maxChars) {
            throw new FrameRefused("oversized", text.length() + " characters, at most " + maxChars);
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new FrameRefused("malformed-json", "an empty text");
            }
            reading.read(parser);
            if (parser.nextToken() != null) {
                throw new FrameRefused("malformed-json", "text after the document: " + text);
            }
        } catch (StreamConstraintsException e) {
            throw new FrameRefused("oversized", e.getOriginalMessage());
        } catch (JacksonException e) {
            throw new FrameRefused("malformed-json", e.getOriginalMessage() + ": " + text);
        }
    }

    /** Whether the parser stands at {@code token}; if not, the document is refused. */
    public static void require(JsonParser parser, JsonToken token, String what) throws FrameRefused {
        if (parser.currentToken() != token) {
            throw new FrameRefused("wrong-type", what + ", but was " + parser.currentToken());
        }
    }
}
