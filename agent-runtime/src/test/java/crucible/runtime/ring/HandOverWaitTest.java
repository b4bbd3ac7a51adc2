package crucible.runtime.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandOverWaitTest {
    private static final int EVENTS = 20_000;
    private static final int SLOTS = 64;

    private final CountDownLatch done = new CountDownLatch(1);

    private static final class Slot {
        private long number;
        private final long[] stamp = new long[3];
    }

    /** Stamps each slot; now and then it dawdles, so that those behind it park. */
    private static final class Stage implements EventHandler<Slot> {
        private final int place;
        private final Random random;
        private long expected;
        private long outOfOrder;

        Stage(int place, long seed) {
            this.place = place;
            this.random = new Random(seed);
        }

        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            outOfOrder += slot.number == expected++ ? 0 : 1;
            slot.stamp[place] = slot.number;
            if (random.nextInt(200) == 0) {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    @Test
    void everyStageSeesEveryEventInOrderHoweverOftenTheyParkAndTheRingEnds() throws Exception {
        final long seed = 11;
        System.out.println("seed " + seed);
        final Disruptor<Slot> disruptor =
                new Disruptor<>(Slot::new, SLOTS, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new HandOverWait());
        final Stage first = new Stage(0, seed);
        final Stage left = new Stage(1, seed + 1);
        final Stage right = new Stage(2, seed + 2);
        final long[] wrong = new long[1];
        final EventHandler<Slot> last = (slot, sequence, endOfBatch) -> {
            for (long stamp : slot.stamp) {
                wrong[0] += stamp == slot.number ? 0 : 1;
            }
            if (slot.number == EVENTS - 1) {
                done.countDown();
            }
        };
        disruptor.handleEventsWith(first).then(left, right).then(last);
        publish(disruptor.start(), new Random(seed + 3));
        assertThat(done.await(50, TimeUnit.SECONDS))
                .as("the last event arrived")
                .isTrue();
        disruptor.shutdown(10, TimeUnit.SECONDS);
        assertThat(wrong[0]).isZero();
        assertThat(first.outOfOrder + left.outOfOrder + right.outOfOrder).isZero();
    }

    private static void publish(RingBuffer<Slot> ring, Random random) {
        for (long number = 0; number < EVENTS; number++) {
            final long sequence = ring.next();
            ring.get(sequence).number = number;
            ring.publish(sequence);
            if (random.nextInt(100) == 0) {
                LockSupport.parkNanos(300_000);
            }
        }
    }

    @Test
    void aParkedStageIsWokenByTheEndOfTheRing() throws Exception {
        final Disruptor<Slot> disruptor =
                new Disruptor<>(Slot::new, SLOTS, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new HandOverWait());
        final CountDownLatch ended = new CountDownLatch(2);
        disruptor.handleEventsWith(new Ending(ended)).then(new Ending(ended));
        disruptor.start();
        LockSupport.parkNanos(2_000_000);
        disruptor.halt();
        assertThat(ended.await(50, TimeUnit.SECONDS)).isTrue();
    }

    private record Ending(CountDownLatch ended) implements EventHandler<Slot> {
        @Override
        public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
            // nothing is published
        }

        @Override
        public void onShutdown() {
            ended.countDown();
        }
    }
}
