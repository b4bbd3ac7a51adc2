package crucible.exchange.replay.fault;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Which faults of a script hold now. Venue's thread. */
public final class FaultDesk {
    /** Who is told what begins and ends. */
    public interface Stage {
        /** A fault begins; instants have no end. */
        void begins(FaultKind kind, long value);

        /** A fault is over. */
        void ends(FaultKind kind);
    }

    private static final long MILLION = 1_000_000;

    private final FaultScript script;
    private final Stage stage;
    private final SplittableRandom random;
    private final long[] begun;
    private final boolean[] holds;
    private final Fault[] active = new Fault[FaultKind.values().length];
    private final long[] occurrences = new long[FaultKind.values().length];
    private boolean started;
    private long originMarketMs;
    private long originRealMs;
    private int frameFaults;

    /** Nothing has begun. */
    public FaultDesk(FaultScript script, Stage stage) {
        this.script = script;
        this.stage = stage;
        this.random = new SplittableRandom(script.seed());
        this.begun = new long[script.faults().size()];
        this.holds = new boolean[begun.length];
    }

    /** Whether there is nothing to do, ever. */
    public boolean isIdle() {
        return begun.length == 0;
    }

    /** Times count from here. */
    public void start(long marketMs, long realMs) {
        started = true;
        originMarketMs = marketMs;
        originRealMs = realMs;
    }

    /** All faults end, and none begins any more. */
    public void stop() {
        started = false;
        Arrays.fill(holds, false);
        for (FaultKind kind : FaultKind.values()) {
            if (isActive(kind)) {
                end(kind);
            }
        }
    }

    /** It is later now. */
    public void passTo(long marketMs, long realMs) {
        if (!started) {
            return;
        }
        for (int i = 0; i < begun.length; i++) {
            final Fault fault = script.faults().get(i);
            final long nowMs = fault.times().real() ? realMs - originRealMs : marketMs - originMarketMs;
            final long count = fault.times().begunBy(nowMs);
            final boolean isNew = count > begun[i];
            if (holds[i] && (isNew || !fault.times().holdsAt(nowMs))) {
                holds[i] = false;
                end(fault.kind());
            }
            if (isNew) {
                begun[i] = count;
                begin(fault);
                holds[i] = fault.kind().lasts();
                if (holds[i] && !fault.times().holdsAt(nowMs)) {
                    holds[i] = false;
                    end(fault.kind());
                }
            }
        }
    }

    private void begin(Fault fault) {
        occurrences[fault.kind().ordinal()]++;
        if (fault.kind().lasts()) {
            active[fault.kind().ordinal()] = fault;
        }
        countFrameFaults();
        stage.begins(fault.kind(), fault.value());
    }

    private void end(FaultKind kind) {
        active[kind.ordinal()] = null;
        countFrameFaults();
        stage.ends(kind);
    }

    private void countFrameFaults() {
        frameFaults = 0;
        for (FaultKind kind : FaultKind.values()) {
            if (isActive(kind) && !kind.equals(FaultKind.REFUSE) && !kind.equals(FaultKind.CLOCK)) {
                frameFaults++;
            }
        }
    }

    /** Whether a fault holds. */
    public boolean isActive(FaultKind kind) {
        return active[kind.ordinal()] != null;
    }

    /** A fault's argument, where it holds. */
    public long value(FaultKind kind) {
        return active[kind.ordinal()].value();
    }

    /** What a refusal says in Retry-After, 0 for nothing. */
    public long retrySeconds() {
        return active[FaultKind.REFUSE.ordinal()].retrySeconds();
    }

    /** Whether any fault that touches frames holds. */
    public boolean touchesFrames() {
        return frameFaults > 0;
    }

    /** Whether sockets are open and mute. */
    public boolean isMute() {
        return isActive(FaultKind.HALF_OPEN) || isActive(FaultKind.OUTAGE);
    }

    /** Whether nobody is let in. */
    public boolean isShut() {
        return isActive(FaultKind.OUTAGE) || isActive(FaultKind.MAINTENANCE);
    }

    /** Whether a share fault holds and hits this time. */
    public boolean hits(FaultKind kind) {
        return isActive(kind) && random.nextLong(MILLION) < value(kind);
    }

    /** A random number in {@code [0, bound)}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** How often faults of a kind have begun. */
    public long begun(FaultKind kind) {
        return occurrences[kind.ordinal()];
    }

    /** How often faults have begun, over all kinds. */
    public long begun() {
        return Arrays.stream(occurrences).sum();
    }
}
