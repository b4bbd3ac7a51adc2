package crucible.exchange.replay.clock;

import crucible.exchange.replay.market.MarketPlayer;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The one clock of the market. It stands at the end of the history until the first client's subscriptions are
 * acknowledged and none has been added for a moment; then market time runs at {@code speed} times real time, or as fast
 * as clients read. It waits for a slow reader. All methods but {@link #marketTimeMs()} and
 * {@link #boundariesPlayed()} belong to the event loop.
 */
public final class VenueClock {
    /** Steps played before other work of the event loop gets its turn. */
    private static final int BATCH_STEPS = 64;

    /** A market that fell behind by more (a held client, a paused process) does not try to catch up on it. */
    private static final long MAX_LAG_NANOS = 1_000_000_000L;

    /** A venue that is silent for longer looks like a dead connection to its clients. */
    private static final long REPEAT_NANOS = 2_000_000_000L;

    private final EventLoop loop;
    private final MarketPlayer player;
    private final double speed;
    private final long settleMs;
    private final CompletableFuture<Void> finished;
    private VenueDialect dialect;
    private boolean started;
    private boolean settling;
    private boolean due;
    private boolean closed;
    private long skewMs;
    private Future<?> wake;
    private long lastSubscriptionNanos;
    private long anchorNanos;
    private long anchorMs;
    private volatile long marketTimeMs;
    private volatile long boundariesPlayed;

    public VenueClock(
            EventLoop loop, MarketPlayer player, double speed, long settleMs, CompletableFuture<Void> finished) {
        this.loop = loop;
        this.player = player;
        this.speed = speed;
        this.settleMs = settleMs;
        this.finished = finished;
        this.marketTimeMs = player.nowMs();
    }

    /** Sets the dialect that shows the market; before anything else. */
    public void drive(VenueDialect dialect) {
        this.dialect = dialect;
    }

    /** A client's subscriptions have been acknowledged. */
    public void subscribed() {
        lastSubscriptionNanos = System.nanoTime();
        if (started) {
            resume();
        } else if (!settling) {
            settling = true;
            settle();
        }
    }

    private void settle() {
        final long quietMs = (System.nanoTime() - lastSubscriptionNanos) / 1_000_000L;
        if (quietMs < settleMs) {
            wake = loop.schedule(this::settle, settleMs - quietMs, TimeUnit.MILLISECONDS);
            return;
        }
        settling = false;
        if (!dialect.hasSubscribers()) {
            return;
        }
        started = true;
        anchorNanos = System.nanoTime();
        anchorMs = player.nowMs();
        dialect.started(anchorMs);
        resume();
    }

    /** Something that the market waited for may have happened: a reader caught up, a client subscribed. */
    public void resume() {
        if (started && !due && !closed) {
            due = true;
            loop.execute(this::play);
        }
    }

    /** Ends the market where it stands. */
    public void stop() {
        closed = true;
        if (wake != null) {
            wake.cancel(false);
        }
    }

    private void play() {
        due = false;
        for (int steps = 0; steps < BATCH_STEPS; steps++) {
            if (closed || player.ended() || !dialect.keepsUp()) {
                return;
            }
            if (isUnpaced() ? !dialect.hasSubscribers() : waitsForNextStep()) {
                return;
            }
            dialect.passed(player.nextStepTimeMs());
            player.step(dialect);
            marketTimeMs = player.nowMs();
            boundariesPlayed = player.boundariesPlayed();
            dialect.flush();
            if (player.ended()) {
                dialect.ended();
                dialect.whenSent(() -> finished.complete(null));
                return;
            }
        }
        resume();
    }

    private boolean isUnpaced() {
        return speed == Double.POSITIVE_INFINITY;
    }

    private boolean waitsForNextStep() {
        final long dueNanos = anchorNanos + (long) ((player.nextStepTimeMs() - anchorMs) * 1e6 / speed);
        final long waitNanos = dueNanos - System.nanoTime();
        if (waitNanos <= 0) {
            if (waitNanos < -MAX_LAG_NANOS) {
                anchorNanos -= waitNanos + MAX_LAG_NANOS;
            }
            return false;
        }
        due = true;
        wake = waitNanos > REPEAT_NANOS
                ? loop.schedule(this::repeat, REPEAT_NANOS, TimeUnit.NANOSECONDS)
                : loop.schedule(this::play, waitNanos, TimeUnit.NANOSECONDS);
        return true;
    }

    private void repeat() {
        if (!closed && dialect.keepsUp()) {
            // Its time is the newest step's, so that what clients learn does not depend on the speed.
            dialect.repeatForming(player.nowMs());
            dialect.flush();
        }
        play();
    }

    /** The venue's clock as REST tells it is ahead by so much. */
    public void skew(long ms) {
        skewMs = ms;
    }

    /** The venue's time as REST tells it. */
    public long serverTimeMs() {
        return flowingTimeMs() + skewMs;
    }

    /** The market's time; between steps it runs on with the speed, but never past the next step. */
    public long flowingTimeMs() {
        if (!started || player.ended() || isUnpaced()) {
            return player.nowMs();
        }
        final long running = anchorMs + (long) ((System.nanoTime() - anchorNanos) * speed / 1e6);
        return Math.max(player.nowMs(), Math.min(running, player.nextStepTimeMs() - 1));
    }

    /** Market time of the newest step. Any thread. */
    public long marketTimeMs() {
        return marketTimeMs;
    }

    /** Five-minute boundaries played to clients. Any thread. */
    public long boundariesPlayed() {
        return boundariesPlayed;
    }
}
