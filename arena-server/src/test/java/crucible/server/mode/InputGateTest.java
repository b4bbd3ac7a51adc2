package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Bar;
import crucible.model.FeedSink;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Quote;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InputGateTest {
    private final LinkedBlockingQueue<Quote> heard = new LinkedBlockingQueue<>();
    private final InputGate gate = new InputGate(new HearsQuotes(), true);

    private static Quote quote(long timeMs) {
        return new Quote(0, timeMs, 1, 2, 1, 1);
    }

    private Thread handIn(CountDownLatch done, long... times) {
        final Thread feed = new Thread(() -> {
            try {
                for (long time : times) {
                    gate.onQuote(quote(time));
                }
            } catch (IllegalStateException interrupted) {
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
            done.countDown();
        });
        feed.start();
        return feed;
    }

    private static void awaitThatItWaits(Thread feed) {
        while (feed.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoHandsInWaitsAndNothingIsDropped() throws InterruptedException {
        final CountDownLatch done = new CountDownLatch(1);
        final Thread feed = handIn(done, 1, 2, 3);
        awaitThatItWaits(feed);
        assertThat(heard).isEmpty();
        gate.hold(false);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly(quote(1), quote(2), quote(3));
        gate.hold(true);
        awaitThatItWaits(handIn(done, 4));
        assertThat(heard).hasSize(3);
        gate.shut();
    }

    @Test
    void onceShutItTakesNothingAndHoldsNobody() throws InterruptedException {
        final CountDownLatch done = new CountDownLatch(1);
        awaitThatItWaits(handIn(done, 1, 2));
        gate.shut();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        gate.hold(false);
        gate.onQuote(quote(3));
        assertThat(heard).isEmpty();
    }

    @Test
    void whoWaitsCanBeInterrupted() throws InterruptedException {
        final CountDownLatch done = new CountDownLatch(1);
        final Thread feed = handIn(done, 1);
        awaitThatItWaits(feed);
        feed.interrupt();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).isEmpty();
    }

    private final class HearsQuotes implements FeedSink {
        @Override
        public void onQuote(Quote quote) {
            heard.add(quote);
        }

        @Override
        public void onBar(Bar bar, long eventTimeMs) {
            throw new AssertionError("no bar was handed in");
        }

        @Override
        public void onGap(Gap gap) {
            throw new AssertionError("no gap was handed in");
        }

        @Override
        public void onFeedStatus(FeedStatus status) {
            throw new AssertionError("no status was handed in");
        }

        @Override
        public void onInstrument(Instrument instrument) {
            throw new AssertionError("no instrument was handed in");
        }
    }
}
