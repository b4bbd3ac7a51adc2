package crucible.server.arena;

import crucible.fill.volatility.EgarchFit;
import crucible.fill.volatility.FallBackReason;
import crucible.fill.volatility.FitOrder;
import crucible.fill.volatility.FitOutcome;
import crucible.fill.volatility.FitRunner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the fits of volatilities on a thread of its own, in the order in which they come. Who asks for one that is not done
 * waits until it has had its time since it was ordered, and then does without: between two boundaries of a live market there
 * are minutes, so nobody ever waits there, and a market that is played faster is still the same at every speed.
 */
final class FitThread implements FitRunner, AutoCloseable {
    /** Time that a fit is given since it was ordered before a boundary of a live market goes on without it. */
    static final long LIVE_PATIENCE_NANOS = 5_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(FitThread.class);

    private final long patienceNanos;
    private final LongSupplier monotonicNanos;
    private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        final Thread named = new Thread(work, "arena-fits");
        named.setDaemon(true);
        return named;
    });

    private record Job(FitOrder order, long orderedNanos, Future<FitOutcome<EgarchFit>> outcome) {}

    /** @param patienceNanos time that a fit is given since it was ordered; {@link Long#MAX_VALUE}: all that it takes */
    FitThread(long patienceNanos, LongSupplier monotonicNanos) {
        this.patienceNanos = patienceNanos;
        this.monotonicNanos = monotonicNanos;
    }

    @Override
    public void ordered(FitOrder order) {
        jobs.put(order.instrumentId(), new Job(order, monotonicNanos.getAsLong(), thread.submit(order::fit)));
    }

    @Override
    public FitOutcome<EgarchFit> result(FitOrder order) {
        final Job job = jobs.get(order.instrumentId());
        if (job == null || job.order().computedFromMs() != order.computedFromMs()) {
            throw new IllegalStateException("a fit was asked for that was not ordered: " + order);
        }
        final long passed = monotonicNanos.getAsLong() - job.orderedNanos();
        try {
            final FitOutcome<EgarchFit> outcome =
                    job.outcome().get(Math.max(0, patienceNanos - passed), TimeUnit.NANOSECONDS);
            jobs.remove(order.instrumentId());
            return outcome;
        } catch (TimeoutException late) {
            LOG.warn(
                    "the fit of instrument {} as of {} is late: what held before holds on",
                    order.instrumentId(),
                    order.computedFromMs());
            return null;
        } catch (ExecutionException e) {
            LOG.error("the fit of instrument {} failed", order.instrumentId(), e.getCause());
            return new FitOutcome.FellBack<>(FallBackReason.NO_CONVERGENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a fit was awaited", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
