package crucible.exchange.replay.wire;

import crucible.exchange.replay.fault.FaultDesk;
import crucible.exchange.replay.fault.FaultKind;
import java.util.ArrayDeque;

/** What goes wrong on the way of frames to one client. Venue's thread. */
final class FaultyLine {
    /** A frame that waits until a time of the market's, or for the next one. */
    private record Held(byte[] stream, String text, long untilMs) {}

    private final FaultDesk faults;
    private final WireDialect dialect;
    private final ClientSession session;
    private final ArrayDeque<Held> delayed = new ArrayDeque<>();
    private final ArrayDeque<Held> piledUp = new ArrayDeque<>();
    private final FrameText words = new FrameText();
    private Held overtaken;
    private long nowMs;

    FaultyLine(FaultDesk faults, WireDialect dialect, ClientSession session) {
        this.faults = faults;
        this.dialect = dialect;
        this.session = session;
    }

    /** Whether frames go through as they are. */
    boolean isStraight() {
        return !faults.touchesFrames() && overtaken == null && delayed.isEmpty() && piledUp.isEmpty();
    }

    /** Whether frames wait for a client that the venue takes for slow. */
    boolean isPiledUp() {
        return !piledUp.isEmpty();
    }

    /** What waits is forgotten. */
    void drop() {
        piledUp.clear();
        delayed.clear();
        overtaken = null;
    }

    /** A frame is to be sent. */
    void onFrame(byte[] stream, String text) {
        if (faults.isMute() || faults.hits(FaultKind.DROP)) {
            session.lose();
            return;
        }
        if (faults.hits(FaultKind.EARLY_CLOSE)) {
            dialect.asClosed(text).ifPresent(early -> pass(stream, early));
        }
        final boolean broken = faults.hits(FaultKind.MALFORMED);
        pass(stream, broken ? broken(text) : text);
        if (faults.hits(FaultKind.DUPLICATE)) {
            pass(stream, text);
        }
    }

    private void pass(byte[] stream, String text) {
        if (faults.isActive(FaultKind.SLOW_CONSUMER)) {
            piledUp.add(new Held(stream, text, 0));
        } else if (faults.isActive(FaultKind.DELAY) || !delayed.isEmpty()) {
            final long delayMs = faults.isActive(FaultKind.DELAY) ? faults.value(FaultKind.DELAY) : 0;
            delayed.add(new Held(stream, text, nowMs + delayMs));
        } else if (overtaken == null && faults.hits(FaultKind.REORDER)) {
            overtaken = new Held(stream, text, 0);
        } else {
            write(stream, text);
            if (overtaken != null) {
                final Held late = overtaken;
                overtaken = null;
                write(late.stream(), late.text());
            }
        }
    }

    /** The market's time is that now. */
    void passTo(long timeMs) {
        nowMs = timeMs;
        while (!delayed.isEmpty() && delayed.peek().untilMs() <= timeMs) {
            final Held due = delayed.poll();
            write(due.stream(), due.text());
        }
        if (!faults.isActive(FaultKind.SLOW_CONSUMER)) {
            while (!piledUp.isEmpty()) {
                final Held due = piledUp.poll();
                write(due.stream(), due.text());
            }
        }
    }

    private String broken(String text) {
        final int at = 1 + faults.below(text.length() - 1);
        return faults.below(2) == 0 ? text.substring(0, at) : text.substring(0, at) + "\u0000" + text.substring(at + 1);
    }

    private void write(byte[] stream, String text) {
        session.write(stream, words.clear().text(text));
    }
}
