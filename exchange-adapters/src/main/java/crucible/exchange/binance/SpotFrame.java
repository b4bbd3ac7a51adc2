package crucible.exchange.binance;

import crucible.exchange.DecimalText;
import crucible.exchange.FrameRefused;
import crucible.exchange.JsonField;
import crucible.exchange.JsonText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One stream frame, raw or in the combined wrapper, checked field by field. Reused: {@link #read} replaces the content.
 * Fields in any order; unknown ones are skipped. For one thread at a time.
 */
final class SpotFrame {
    /** What a frame is. */
    enum Kind {
        KLINE,
        BOOK_TICKER,
        RESULT,
        ERROR,
        SHUTDOWN,
        OTHER_EVENT
    }

    private static final int MAX_CHARS = 65_536;
    private static final long FIRST_13_DIGITS = 1_000_000_000_000L;
    private static final long LAST_13_DIGITS = 9_999_999_999_999L;

    private final JsonText json = new JsonText(MAX_CHARS);
    private final JsonField stream = new JsonField("stream");
    private final JsonField data = new JsonField("data");
    private final JsonField result = new JsonField("result");
    private final JsonField id = new JsonField("id");
    private final JsonField error = new JsonField("error");
    private final JsonField code = new JsonField("code");
    private final JsonField message = new JsonField("msg");
    private final JsonField eventType = new JsonField("e");
    private final JsonField eventTime = new JsonField("E");
    private final JsonField symbolField = new JsonField("s");
    private final JsonField updateId = new JsonField("u");
    private final JsonField bidPrice = new JsonField("b");
    private final JsonField bidQuantity = new JsonField("B");
    private final JsonField askPrice = new JsonField("a");
    private final JsonField askQuantity = new JsonField("A");
    private final JsonField kline = new JsonField("k");
    private final KlineFields bar = new KlineFields();
    private final JsonField[] fields = {
        stream,
        data,
        result,
        id,
        error,
        code,
        message,
        eventType,
        eventTime,
        symbolField,
        updateId,
        bidPrice,
        bidQuantity,
        askPrice,
        askQuantity,
        kline
    };

    private boolean crossed;
    private double bidSize;
    private double askSize;

    /** Reads a frame and says what it is. */
    Kind read(String text) throws FrameRefused {
        for (JsonField field : fields) {
            field.clear();
        }
        bar.clear();
        json.read(text, this::readDocument);
        final Kind kind = classify(text);
        if (kind == Kind.KLINE) {
            checkKline();
        } else if (kind == Kind.BOOK_TICKER) {
            checkBookTicker();
        }
        return kind;
    }

    /** Symbol of a kline or bookTicker, upper case. */
    String symbol() throws FrameRefused {
        return symbolField.text();
    }

    /** Event time of a kline, epoch milliseconds. */
    long eventTimeMs() throws FrameRefused {
        return eventTime.integer();
    }

    /** The bar of a kline. */
    KlineFields bar() {
        return bar;
    }

    /** Best bid of a bookTicker as the venue wrote it, a plain decimal above 0. */
    String bid() throws FrameRefused {
        return bidPrice.text();
    }

    /** Best ask of a bookTicker as the venue wrote it, a plain decimal above 0. */
    String ask() throws FrameRefused {
        return askPrice.text();
    }

    /** Whether the bid of a bookTicker is not below its ask. */
    boolean isCrossed() {
        return crossed;
    }

    /** Size at the bid. */
    double bidSizeBase() {
        return bidSize;
    }

    /** Size at the ask. */
    double askSizeBase() {
        return askSize;
    }

    /** The request a result or error answers, or -1. */
    long requestId() {
        return id.integerOr(-1);
    }

    /** Code and words of an error. */
    String errorText() {
        return "code " + code.integerOr(-1) + ": " + message.textOr("");
    }

    private void readDocument(JsonParser parser) throws FrameRefused {
        JsonText.require(parser, JsonToken.START_OBJECT, "a frame is an object");
        readObject(parser, true);
    }

    private void readObject(JsonParser parser, boolean outermost) throws FrameRefused {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            final JsonField field = field(name);
            final boolean object = parser.currentToken() == JsonToken.START_OBJECT;
            if (field == null) {
                parser.skipChildren();
            } else if (object && field == kline) {
                field.readAsObject();
                bar.read(parser);
            } else if (object && outermost && (field == data || field == error)) {
                field.readAsObject();
                readObject(parser, false);
            } else {
                field.read(parser);
            }
        }
    }

    private JsonField field(String name) {
        return switch (name) {
            case "stream" -> stream;
            case "data" -> data;
            case "result" -> result;
            case "id" -> id;
            case "error" -> error;
            case "code" -> code;
            case "msg" -> message;
            case "e" -> eventType;
            case "E" -> eventTime;
            case "s" -> symbolField;
            case "u" -> updateId;
            case "b" -> bidPrice;
            case "B" -> bidQuantity;
            case "a" -> askPrice;
            case "A" -> askQuantity;
            case "k" -> kline;
            default -> null;
        };
    }

    private Kind classify(String text) throws FrameRefused {
        if (eventType.isPresent()) {
            return switch (eventType.text()) {
                case "kline" -> Kind.KLINE;
                case "bookTicker" -> Kind.BOOK_TICKER;
                case "serverShutdown" -> Kind.SHUTDOWN;
                default -> Kind.OTHER_EVENT;
            };
        }
        // On spot the best bid and ask come without a type.
        if (updateId.isPresent() || bidPrice.isPresent() || askPrice.isPresent()) {
            return Kind.BOOK_TICKER;
        }
        if (error.isPresent() || code.isPresent()) {
            return Kind.ERROR;
        }
        if (result.isPresent()) {
            return Kind.RESULT;
        }
        throw new FrameRefused("missing-field", "a frame has e, or u, b and a, or result, or code: " + text);
    }

    private void checkKline() throws FrameRefused {
        symbolField.text();
        final long eventTimeMs = requireTime("E", eventTime.integer());
        if (!kline.isPresent()) {
            throw new FrameRefused("missing-field", "k is present");
        }
        bar.check(symbolField.text(), eventTimeMs);
    }

    private void checkBookTicker() throws FrameRefused {
        symbolField.text();
        updateId.integer();
        final double bid = DecimalText.price("b", bidPrice.text());
        final double ask = DecimalText.price("a", askPrice.text());
        crossed = bid >= ask;
        bidSize = DecimalText.quantity("B", bidQuantity.text());
        askSize = DecimalText.quantity("A", askQuantity.text());
    }

    /** Returns a time if it has the 13 digits of epoch milliseconds: seconds and microseconds do not. */
    static long requireTime(String name, long timeMs) throws FrameRefused {
        if (timeMs < FIRST_13_DIGITS || timeMs > LAST_13_DIGITS) {
            throw new FrameRefused("bad-time", name + " is epoch milliseconds with 13 digits, but was " + timeMs);
        }
        return timeMs;
    }
}
