package crucible.server.host;

import crucible.model.FrameRejections;
import crucible.model.Instrument;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaRing;
import crucible.server.arena.PublicationMeters;
import crucible.server.view.ArenaSnapshot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

    private final Map<String, AtomicLong> rejections = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> rejectionsByVenue = new ConcurrentHashMap<>();
    private final SingleWriterRecorder barToDecision = new SingleWriterRecorder(LONGEST_NANOS, 2);
    private final Histogram allBarToDecision = new Histogram(LONGEST_NANOS, 2);
    private final AtomicLong stageFailures = new AtomicLong();
    private final Runnable onJournalFailure;

    /** @param onJournalFailure ends the process: nothing may become visible that is not journaled */
    HostMeters(Runnable onJournalFailure) {
        this.onJournalFailure = onJournalFailure;
    }

    @Override
    public void onBar(Instrument instrument, ArenaEvent bar, long nanos) {
        if (bar.provenance().allowsEntry()) {
            barToDecision.recordValue(Math.min(LONGEST_NANOS, Math.max(0, nanos)));
        }
    }

    @Override
    public void onFill(Outcome fill) {
        // counted by the snapshot's totals
    }

    @Override
    public void onVerdict(Verdict verdict) {
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
    public void onSnapshot(ArenaSnapshot snapshot) {
        // the metrics read snapshots when they are scraped
    }

    @Override
    public void onRejected(String venue, String reason, String detail) {
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
    }

    @Override
    public void onJournalFailure(Throwable failure, long sequence) {
        LOG.error("the journal cannot be written at event {}: the arena stops", sequence, failure);
        onJournalFailure.run();
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
