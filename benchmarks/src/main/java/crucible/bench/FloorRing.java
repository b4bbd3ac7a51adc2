package crucible.bench;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.ring.HandOverWait;
import java.util.concurrent.locks.LockSupport;

/** The anchor: {@link FloorAgent}s behind a ring of the same shape and waits as the arena's. */
final class FloorRing implements Subject, FeedSink {
    private static final String PREFIX = "floor-stage-";
    private static final int FEATURES = 32;
    private static final int SLOTS = 1024;

    private final Latencies latencies = new Latencies();
    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;
    private final FloorAgent[][] lanes;
    private final Averages[] averages;
    private final Instrument[] instruments;
    private final long[] bidLotUsdE8;
    private final long[] askLotUsdE8;
    private long published = -1;
    private volatile long seen = -1;
    private long processed = -1;
    private long bars;

    private static final class Slot {
        private final double[] now = new double[FEATURES];
        private final double[] before = new double[FEATURES];
        private int instrument;
        private boolean bar;
        private boolean lastOfStep;
        private double close;
        private double low;
        private long bidLot;
        private long askLot;
        private long publishedNanos;
    }

    /** Exponential averages of one instrument's closes, computed once per bar for all agents. */
    private static final class Averages {
        private final double[] value = new double[FEATURES];

        void update(Slot slot) {
            for (int i = 0; i < FEATURES; i++) {
                slot.before[i] = value[i];
                value[i] += (slot.close - value[i]) * 2 / (i * 3 + 4);
                slot.now[i] = value[i];
            }
        }
    }

    FloorRing(int agents, int laneCount, int symbols) {
        lanes = new FloorAgent[laneCount][];
        for (int lane = 0; lane < laneCount; lane++) {
            lanes[lane] = new FloorAgent[(agents - lane + laneCount - 1) / laneCount];
            for (int i = 0; i < lanes[lane].length; i++) {
                final int id = i * laneCount + lane;
                final int fast = id % (FEATURES - 1);
                lanes[lane][i] = new FloorAgent(fast, fast + 1 + id / (FEATURES - 1) % (FEATURES - 1 - fast), symbols);
            }
        }
        averages = new Averages[symbols];
        instruments = new Instrument[symbols];
        bidLotUsdE8 = new long[symbols];
        askLotUsdE8 = new long[symbols];
        disruptor = new Disruptor<>(Slot::new, SLOTS, new Threads(), ProducerType.MULTI, new HandOverWait());
        final Stage[] laneStages = new Stage[laneCount];
        for (int lane = 0; lane < laneCount; lane++) {
            final FloorAgent[] agentsOfLane = lanes[lane];
            laneStages[lane] = slot -> step(slot, agentsOfLane);
        }
        disruptor.handleEventsWith((Stage) this::features).then(laneStages).then((Stage) this::last);
        ring = disruptor.start();
    }

    private interface Stage extends EventHandler<Slot> {
        void onSlot(Slot slot);

        @Override
        default void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            onSlot(slot);
        }
    }

    private static final class Threads implements java.util.concurrent.ThreadFactory {
        private int number;

        @Override
        public Thread newThread(Runnable work) {
            final Thread thread = new Thread(work, PREFIX + number++);
            thread.setDaemon(true);
            return thread;
        }
    }

    private void features(Slot slot) {
        if (slot.bar) {
            averages[slot.instrument].update(slot);
        }
    }

    private static void step(Slot slot, FloorAgent[] agents) {
        if (slot.bar) {
            for (FloorAgent agent : agents) {
                agent.step(slot.instrument, slot.now, slot.before, slot.low, slot.bidLot, slot.askLot);
            }
        }
    }

    private void last(Slot slot) {
        if (slot.bar) {
            bars++;
            latencies.onBar(slot.publishedNanos, System.nanoTime());
            if (slot.lastOfStep) {
                latencies.onStepEnd();
            }
        }
        processed++;
        seen = processed;
    }

    @Override
    public void onInstrument(Instrument instrument) {
        instruments[instrument.id()] = instrument;
        averages[instrument.id()] = new Averages();
    }

    @Override
    public void onQuote(Quote quote) {
        final int id = quote.instrumentId();
        bidLotUsdE8[id] = instruments[id].lotValueUsdE8(quote.bidTicks());
        askLotUsdE8[id] = instruments[id].lotValueUsdE8(quote.askTicks());
        publish(id, false, 0, 0);
    }

    /** 15m bars are left out: a floor agent steps on every bar that it is shown. */
    @Override
    public void onBar(Bar bar, long eventTimeMs) {
        if (bar.timeframe() == Timeframe.M5 && askLotUsdE8[bar.instrumentId()] > 0) {
            publish(bar.instrumentId(), true, bar.close(), bar.low());
        }
    }

    private void publish(int instrument, boolean bar, double close, double low) {
        final long sequence = ring.next();
        final Slot slot = ring.get(sequence);
        slot.instrument = instrument;
        slot.bar = bar;
        slot.lastOfStep = bar && instrument == instruments.length - 1;
        slot.close = close;
        slot.low = low;
        slot.bidLot = bidLotUsdE8[instrument];
        slot.askLot = askLotUsdE8[instrument];
        slot.publishedNanos = System.nanoTime();
        ring.publish(sequence);
        published = sequence;
    }

    @Override
    public void onGap(Gap gap) {
        throw new IllegalArgumentException("the tape has no gaps: " + gap);
    }

    @Override
    public void onFeedStatus(FeedStatus status) {
        // the floor has no feeds
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public int lanes() {
        return lanes.length;
    }

    @Override
    public FeedSink market() {
        return this;
    }

    @Override
    public void settle() {
        while (seen < published) {
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public long steps() {
        long steps = 0;
        for (FloorAgent[] lane : lanes) {
            for (FloorAgent agent : lane) {
                steps += agent.bars();
            }
        }
        return steps;
    }

    @Override
    public Latencies latencies() {
        return latencies;
    }

    @Override
    public String threadPrefix() {
        return PREFIX;
    }

    @Override
    public String check(long expectedBars) {
        long trades = 0;
        double fingerprint = 0;
        int agents = 0;
        for (int id = 0, count = lanes[0].length * lanes.length; id < count; id++) {
            final FloorAgent[] lane = lanes[id % lanes.length];
            if (id / lanes.length < lane.length) {
                final FloorAgent agent = lane[id / lanes.length];
                require(agent.bookErrorUsdE8() == 0, "the books of floor agent " + id + " do not add up");
                require(agent.bars() == bars, "floor agent " + id + " saw " + agent.bars() + " of " + bars + " bars");
                trades += agent.trades();
                fingerprint += agent.fingerprint();
                agents++;
            }
        }
        require(trades > agents, "floor agents hardly trade: " + trades + " trades");
        return Long.toHexString(Double.doubleToLongBits(fingerprint));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    @Override
    public void close() {
        disruptor.shutdown();
    }
}
