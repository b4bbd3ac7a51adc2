package crucible.exchange;

import crucible.model.FeedStatus;
import crucible.model.FrameRejections;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a feed does. Any thread may count and read. */
public final class FeedCounters implements FrameRejections {
    private final FrameRejections next;
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong ignoredEvents = new AtomicLong();
    private final AtomicLong duplicateBars = new AtomicLong();
    private final AtomicLong revisedBars = new AtomicLong();
    private final AtomicLong repairedBars = new AtomicLong();
    private final AtomicLong rotations = new AtomicLong();
    private final BarAgreements agreements = new BarAgreements();
    private volatile FeedStatus.State state = FeedStatus.State.DOWN;
    private volatile long lastFrameWallMs;
    private volatile long clockOffsetMs;

    /** Counts rejections and passes them on to {@code next}. */
    public FeedCounters(FrameRejections next) {
        this.next = next;
    }

    @Override
    public void onRejected(String venue, String reason, String detail) {
        rejected.incrementAndGet();
        next.onRejected(venue, reason, detail);
    }

    /** The connection changed its state. */
    public void onState(FeedStatus.State now) {
        if (now == FeedStatus.State.LIVE) {
            connects.incrementAndGet();
        }
        state = now;
    }

    /** A text frame arrived. */
    public void onFrame(long wallTimeMs) {
        frames.incrementAndGet();
        lastFrameWallMs = wallTimeMs;
    }

    /** A well-formed event was of no interest. */
    public void onIgnoredEvent() {
        ignoredEvents.incrementAndGet();
    }

    /** A bar was known already. */
    public void onDuplicateBar() {
        duplicateBars.incrementAndGet();
    }

    /** A published bar changed. */
    public void onRevisedBar() {
        revisedBars.incrementAndGet();
    }

    /** A bar of an interruption was fetched. */
    public void onRepairedBar() {
        repairedBars.incrementAndGet();
    }

    /** A new socket took over from an old one. */
    public void onRotation() {
        rotations.incrementAndGet();
    }

    /** The venue's clock was compared with ours. */
    public void onClockOffset(long offsetMs) {
        clockOffsetMs = offsetMs;
    }

    /** How bars agree with trades. */
    public BarAgreements agreements() {
        return agreements;
    }

    /** All counts now. */
    public FeedStats snapshot() {
        return new FeedStats(
                state,
                connects.get(),
                frames.get(),
                rejected.get(),
                ignoredEvents.get(),
                duplicateBars.get(),
                revisedBars.get(),
                repairedBars.get(),
                rotations.get(),
                lastFrameWallMs,
                clockOffsetMs);
    }
}
