package crucible.server.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What listens to the arena: never waits for a file, loses nothing, and says how far it has come. */
class RecorderTest {
    private final Taking sink = new Taking();
    private final Recorder recorder = new Recorder(sink);
    private final ArenaEvent event = new ArenaEvent();
    private long sequence = -1;

    /** Takes pages, unless its disk is full; then it says so. */
    private static final class Taking implements BlockSink {
        private final List<Long> ends = new ArrayList<>();
        private boolean isFull;
        private int syncs;

        @Override
        public synchronized void append(Page page) throws IOException {
            if (isFull) {
                throw new IOException("no space left");
            }
            ends.add(page.upTo());
        }

        @Override
        public synchronized void sync() {
            syncs++;
        }

        @Override
        public void close() {
            // nothing is open
        }

        synchronized void isFull(boolean full) {
            isFull = full;
        }

        synchronized List<Long> ends() {
            return List.copyOf(ends);
        }

        synchronized int syncs() {
            return syncs;
        }
    }

    private void boundary(boolean isCheckpoint) {
        event.begin(EventKind.BOUNDARY, 0).place(++sequence, 0, 0).boundary(sequence * 10, 1, 0, isCheckpoint);
        recorder.onEvidence(0, sequence + 1, 0.5);
        recorder.onBoundary(event, null);
        recorder.onEvent(event);
    }

    private void quarantine() {
        event.begin(EventKind.QUARANTINE, 0).place(++sequence, 0, 0).payload(new Quarantine(0, "a fault"));
        recorder.onEvent(event);
    }

    @Test
    void pagesEndAtCheckpointsAndWhereNoMoreBoundariesFit() {
        quarantine();
        boundary(false);
        boundary(true);
        for (int i = 0; i < 70; i++) {
            boundary(false);
        }
        assertThat(sink.ends()).containsExactly(2L, 66L);
        recorder.flush();
        assertThat(sink.ends()).containsExactly(2L, 66L, 72L);
    }

    @Test
    void syncUpToReturnsOnceTheBoundaryIsWritten() throws IOException {
        recorder.goLive();
        for (int i = 0; i < 50; i++) {
            boundary(true);
            recorder.syncUpTo(sequence);
            assertThat(sink.ends()).hasSize(i + 1).endsWith(sequence);
            assertThat(sink.syncs()).isEqualTo(i + 1);
        }
        recorder.close();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWithTheNextPage() throws IOException {
        recorder.goLive();
        boundary(true);
        recorder.syncUpTo(0);
        sink.isFull(true);
        for (int i = 0; i < 5; i++) {
            boundary(true);
            assertThatThrownBy(() -> recorder.syncUpTo(sequence))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ends with event 0")
                    .hasMessageContaining("no space left");
        }
        assertThat(recorder.count().failures()).isGreaterThanOrEqualTo(5);
        sink.isFull(false);
        boundary(true);
        recorder.syncUpTo(6);
        assertThat(sink.ends()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        recorder.close();
    }

    @Test
    void aDiskThatStaysFullEndsTheRecordWithoutEndingTheArena() throws IOException {
        recorder.goLive();
        sink.isFull(true);
        for (int i = 0; i < 1_000; i++) {
            boundary(true);
        }
        sink.isFull(false);
        boundary(true);
        assertThatThrownBy(() -> recorder.syncUpTo(sequence)).isInstanceOf(IOException.class);
        recorder.close();
        final List<Long> ends = sink.ends();
        for (int i = 0; i < ends.size(); i++) {
            assertThat(ends.get(i)).as("no hole").isEqualTo(i);
        }
    }

    @Test
    void listeningAllocatesNothingOncePagesAreLargeEnough() throws IOException {
        final java.lang.management.ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        assumeTrue(bean instanceof ThreadMXBean, "this JVM does not count the bytes that a thread allocates");
        final ThreadMXBean threads = (ThreadMXBean) bean;
        final long thread = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(thread);
        recorder.goLive();
        long allocated = 0;
        for (int page = 0; page < 60; page++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 1; i <= 12; i++) {
                for (int agent = 0; agent < 500; agent++) {
                    recorder.onEvidence(agent, page + 1, 0.25);
                }
                event.begin(EventKind.BAR, 0).place(++sequence, 0, 0);
                recorder.onEvent(event);
                boundary(i == 12);
            }
            allocated += page < 20 ? 0 : threads.getThreadAllocatedBytes(thread) - before;
            recorder.syncUpTo(sequence);
        }
        recorder.close();
        // The JVM itself takes a few bytes now and then; one object a page would be 640.
        assertThat(allocated)
                .as("bytes in 40 pages of 12 boundaries and 500 agents")
                .isLessThan(500);
    }

    @Test
    void closingWritesWhatWasHandedOver() {
        recorder.goLive();
        for (int i = 0; i < 20; i++) {
            boundary(true);
        }
        boundary(false);
        recorder.close();
        assertThat(sink.ends()).hasSize(20).endsWith(19L);
        assertThat(recorder.count().writtenUpTo()).isEqualTo(19);
    }

    @Test
    void everyKindOfEventIsEitherKeptOrNot() {
        final List<EventKind> kept = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            if (Recorder.isPermanent(kind)) {
                kept.add(kind);
            }
        }
        assertThat(kept)
                .contains(
                        EventKind.GENESIS,
                        EventKind.BIRTH,
                        EventKind.VERDICT,
                        EventKind.COMMAND,
                        EventKind.QUARANTINE,
                        EventKind.TRIALS)
                .doesNotContain(EventKind.BAR, EventKind.QUOTE, EventKind.BOUNDARY);
    }
}
