package crucible.exchange;

import tools.jackson.core.JsonParser;

/**
 * Frames whose body can be read only when something beside it is known. Where the body stands first, the text is read a
 * second time. For one thread at a time.
 */
public final class JsonEnvelope {
    /** Whether enough is known for the body. */
    public interface Readiness {
        /** @param all whether all that stands beside the body has been read */
        boolean isReadable(boolean all);
    }

    private final JsonText json;
    private final String bodyKey;
    private final JsonFields.Property beside;
    private final Readiness readiness;
    private final JsonText.Reading body;
    private final JsonFields.Property property = this::readProperty;
    private final JsonText.Reading all = parser -> JsonFields.eachProperty(parser, property);
    private boolean bodyPassedBy;

    /**
     * Frames of at most {@code maxChars}.
     *
     * @param bodyKey property that is the body
     * @param beside reads or skips each other property
     * @param body reads the body
     */
    public JsonEnvelope(
            int maxChars, String bodyKey, JsonFields.Property beside, Readiness readiness, JsonText.Reading body) {
        this.json = new JsonText(maxChars);
        this.bodyKey = bodyKey;
        this.beside = beside;
        this.readiness = readiness;
        this.body = body;
    }

    /** Reads a frame. A body for which not enough is known in the end is left out. */
    public void read(String text) throws FrameRefused {
        bodyPassedBy = false;
        json.read(text, all);
        if (bodyPassedBy && readiness.isReadable(true)) {
            json.read(text, parser -> JsonFields.onlyProperty(parser, bodyKey, body));
        }
    }

    private void readProperty(String key, JsonParser parser) throws FrameRefused {
        if (!key.equals(bodyKey)) {
            beside.read(key, parser);
        } else if (readiness.isReadable(false)) {
            body.read(parser);
        } else {
            bodyPassedBy = true;
            parser.skipChildren();
        }
    }
}
