package crucible.exchange.replay.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may go wrong at a venue. */
public enum FaultKind {
    /** All sockets end without a goodbye. */
    CUT("cut", Argument.NONE, false),
    /** All sockets are closed with a code. */
    CLOSE("close", Argument.CODE, false),
    /** Sockets stay open and nothing comes any more. New ones work. */
    HALF_OPEN("half-open", Argument.NONE, true),
    /** Sockets stay open and nothing comes any more; new sockets and REST are refused. */
    OUTAGE("outage", Argument.NONE, true),
    /** Sockets are closed with a word; new ones and REST are refused. */
    MAINTENANCE("maintenance", Argument.NONE, true),
    /** The venue announces the end of the present sockets, where it has words for that, and ends them at last. */
    ROTATE("rotate", Argument.NONE, true),
    /** Frames come later. */
    DELAY("delay", Argument.TIME, true),
    /** A share of frames does not come. */
    DROP("drop", Argument.SHARE, true),
    /** A share of frames comes twice. */
    DUPLICATE("duplicate", Argument.SHARE, true),
    /** A share of frames comes after its successor. */
    REORDER("reorder", Argument.SHARE, true),
    /** A share of frames comes broken. */
    MALFORMED("malformed", Argument.SHARE, true),
    /** A share of the frames with forming bars is preceded by one that calls the bar closed; the true end comes later. */
    EARLY_CLOSE("early-close", Argument.SHARE, true),
    /** REST answers with a status. */
    REFUSE("refuse", Argument.STATUS, true),
    /** The venue's clock, as REST tells it, is ahead or behind. */
    CLOCK("clock", Argument.OFFSET, true),
    /** Frames pile up; at last the venue ends the sockets of clients for whom they did. */
    SLOW_CONSUMER("slow-consumer", Argument.NONE, true);

    /** What stands behind a fault's word. */
    enum Argument {
        NONE(""),
        CODE("a close code that a server may send: 1000 to 1003, 1007 to 1014, 3000 to 4999"),
        TIME("a time such as 3s"),
        SHARE("a share such as 20% in (0%, 100%]"),
        STATUS("429, 418 or a status in [500, 599]"),
        OFFSET("a time such as +3s or -250ms");

        private final String allowed;

        Argument(String allowed) {
            this.allowed = allowed;
        }

        /** What may be written. */
        String allowed() {
            return allowed;
        }
    }

    private final String word;
    private final Argument argument;
    private final boolean lasts;

    FaultKind(String word, Argument argument, boolean lasts) {
        this.word = word;
        this.argument = argument;
        this.lasts = lasts;
    }

    /** As scripts write it. */
    public String word() {
        return word;
    }

    Argument argument() {
        return argument;
    }

    /** Whether it goes on for a time, and has to say for how long. */
    boolean lasts() {
        return lasts;
    }

    /** Whether clients cannot come back while it lasts. */
    boolean keepsClientsOut() {
        return this == OUTAGE || this == MAINTENANCE || this == REFUSE;
    }

    static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }
}
