package crucible.server.host;

import crucible.model.ExitReason;
import crucible.model.FrameRejections;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaRing;
import crucible.runtime.ring.EventStage;
import crucible.server.arena.PublicationMeters;
import crucible.server.metrics.ArenaMetrics;
import crucible.server.metrics.ParityMeters;
import crucible.server.mode.JournalWatch;
import crucible.server.parity.Cause;
import crucible.server.parity.ParityNight;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.ParityView;
import crucible.watchtower.ControlCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears everything that is worth counting and says aloud what people should know. A repeated refusal is logged the 1st,
 * 2nd, 4th, 8th … time and counted always.
 */
final class HostMeters implements PublicationMeters, FrameRejections, ArenaRing.StageFailures {
    private static final Logger LOG = LoggerFactory.getLogger(HostMeters.class);
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final ArenaMetrics metrics;
    private final ToLongFunction<ArenaEvent> nowMs;
    private final Map<String, AtomicLong> rejections = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> rejectionsByVenue = new ConcurrentHashMap<>();
    private final SingleWriterRecorder barToDecision = new SingleWriterRecorder(LONGEST_NANOS, 2);
    private final Histogram allBarToDecision = new Histogram(LONGEST_NANOS, 2);
    private final AtomicLong stageFailures = new AtomicLong();
    private final AtomicLong bars = new AtomicLong();
    private volatile long barsBeforeTheStart;
    private volatile Optional<ParityView> newestNight = Optional.empty();
    private final JournalWatch journalWatch;
    private final Supplier<Optional<String>> lacksRoom;
    private final IntConsumer halt;

    /**
     * @param nowMs what time it is when a bar has come, by which its delay is measured
     * @param journalWatch is told how long appends take
     * @param lacksRoom why nothing can be written, where the disk is full
     * @param halt ends the process at once: nothing may become visible that is not journaled
     */
    HostMeters(
            ArenaMetrics metrics,
            ToLongFunction<ArenaEvent> nowMs,
            JournalWatch journalWatch,
            Supplier<Optional<String>> lacksRoom,
            IntConsumer halt) {
        this.metrics = metrics;
        this.nowMs = nowMs;
        this.journalWatch = journalWatch;
        this.lacksRoom = lacksRoom;
        this.halt = halt;
    }

    /** The journal as the ring's first stage, timed. */
    EventStage timed(EventStage journal) {
        return event -> {
            final long startNanos = System.nanoTime();
            journalWatch.append().begins(startNanos);
            journal.onEvent(event);
            final long endNanos = System.nanoTime();
            journalWatch.append().ends(endNanos);
            metrics.journalAppend(endNanos - startNanos);
        };
    }

    @Override
    public void onBar(Instrument instrument, ArenaEvent bar, long nanos) {
        metrics.barSeen(
                instrument.venue(), instrument.symbol(), bar.timeframe(), nowMs.applyAsLong(bar) - bar.closeTimeMs());
        if (bar.provenance() == Provenance.REPAIRED) {
            metrics.barsRepaired(instrument.venue(), instrument.symbol(), bar.timeframe(), 1);
        }
        if (bar.provenance().allowsEntry()) {
            barToDecision.recordValue(Math.min(LONGEST_NANOS, Math.max(0, nanos)));
            metrics.barToDecision(nanos);
        }
        bars.lazySet(bars.get() + 1);
    }

    @Override
    public void onRemoved(Instrument instrument) {
        metrics.instrumentRemoved(instrument.venue(), instrument.symbol());
    }

    @Override
    public void onGap(Instrument instrument, Gap gap) {
        metrics.barsMissing(instrument.venue(), instrument.symbol(), gap.timeframe(), gap.bars());
        LOG.warn("{} bars of {} cannot be learned: {}", gap.bars(), instrument, gap.reason());
    }

    @Override
    public void onFill(Outcome fill, boolean isCrowded) {
        metrics.filled(fill.side(), UsdE8.toUsd(fill.feeUsdE8()), 1e4 * fill.slippageUsdE8() / fill.notionalUsdE8());
        if (isCrowded) {
            metrics.crowded();
        }
        if (fill.exitReason() == ExitReason.LIQUIDATION) {
            metrics.liquidated();
        }
        if (fill.writtenOffUsdE8() > 0) {
            metrics.writtenOff(UsdE8.toUsd(fill.writtenOffUsdE8()));
        }
    }

    @Override
    public void onVerdict(Verdict verdict) {
        metrics.verdict(verdict.kind(), verdict.cause());
        if (verdict.kind() == Verdict.Kind.PROMOTE) {
            LOG.info("agent {} is promoted: {}", verdict.agentId(), verdict.summary());
        } else {
            LOG.info("agent {} ends, {}: {}", verdict.agentId(), verdict.cause(), verdict.summary());
        }
    }

    @Override
    public void onQuarantine(Quarantine quarantine) {
        LOG.error("agent {} is quarantined: {}", quarantine.agentId(), quarantine.failure());
    }

    @Override
    public void onSnapshot(ArenaSnapshot snapshot, int elitePoolSize, long trials) {
        metrics.update(snapshot, elitePoolSize, trials);
    }

    @Override
    public void onControlGroup(List<ControlCounts> counts) {
        metrics.updateControlGroup(counts);
    }

    @Override
    public void onRejected(String venue, String reason, String detail) {
        metrics.onRejected(venue, reason, detail);
        rejectionsByVenue.computeIfAbsent(venue, absent -> new AtomicLong()).incrementAndGet();
        final long count = rejections
                .computeIfAbsent(venue + " " + reason, absent -> new AtomicLong())
                .incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("{} refused a frame ({}, {} so far): {}", venue, reason, count, detail);
        }
    }

    long framesRejected(String venue) {
        final AtomicLong count = rejectionsByVenue.get(venue);
        return count == null ? 0 : count.get();
    }

    @Override
    public void onStageFailure(Throwable failure, long sequence, String event) {
        final long count = stageFailures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.error("a stage failed on event {} ({}), {} failures so far", sequence, event, count, failure);
        }
        if (DeadlyErrors.isOne(failure)) {
            LOG.error("the process ends: nobody knows what this stage has done and what not");
            halt.accept(ExitCodes.MAPPED_FAULT);
        }
    }

    @Override
    public void onJournalFailure(Throwable failure, long sequence) {
        LOG.error("the journal cannot be written at event {}: the arena stops", sequence, failure);
        final Optional<String> noRoom = lacksRoom.get();
        if (noRoom.isPresent()) {
            LOG.error(
                    "Stopping at once, because {}. Make room and start again: all that was journaled is recovered.",
                    noRoom.get());
            halt.accept(ExitCodes.DISK_FULL);
        } else {
            halt.accept(DeadlyErrors.isOne(failure) ? ExitCodes.MAPPED_FAULT : ExitCodes.JOURNAL_FAILED);
        }
    }

    /** Hears of nightly comparisons; once. */
    Consumer<ParityNight> nights() {
        final ParityMeters parity = metrics.parity(
                Arrays.stream(Cause.values()).map(Cause::label).toList(),
                Arrays.stream(ParityNight.Result.values())
                        .map(ParityNight.Result::label)
                        .toList());
        return night -> {
            if (night.result() == ParityNight.Result.FAILED) {
                parity.failed(night.result().label());
            } else {
                parity.compared(night.result().label(), night.agents(), night.differences(), night.endedMs());
            }
            shows(night);
        };
    }

    /** This is the newest nightly comparison; null where there is none. */
    void shows(ParityNight night) {
        newestNight = Optional.ofNullable(night)
                .map(done -> new ParityView(
                        done.result().label(),
                        done.fromMs(),
                        done.toMs(),
                        done.endedMs(),
                        done.agents(),
                        done.differences(),
                        done.words()));
    }

    /** The newest nightly comparison; any thread. */
    Optional<ParityView> newestNight() {
        return newestNight;
    }

    /** What is recovered is recovered: bars count as heard from here on. */
    void started() {
        barsBeforeTheStart = bars.get();
    }

    /** Bars that have passed all stages since the start; any thread. */
    long barsSinceTheStart() {
        return bars.get() - barsBeforeTheStart;
    }

    long stageFailures() {
        return stageFailures.get();
    }

    /** Time from a bar's publication to the last decision on it, over the life of the process; any thread. */
    synchronized Histogram barToDecision() {
        allBarToDecision.add(barToDecision.getIntervalHistogram());
        return allBarToDecision.copy();
    }
}
