package crucible.watchtower;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import crucible.model.AgentState;
import crucible.model.Timeframe;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    @Test
    void marksAndBoundariesWithoutVerdictsAllocateNothing() {
        final Tournament outbox = new Tournament(WatchtowerSettings.defaults(), Timeframe.M5);
        final Watchtower judge = new Watchtower(WatchtowerSettings.defaults(), Tournament.CAPITAL);
        final TestMark[] marks = new TestMark[50];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = new TestMark();
            marks[i].agentId = i;
            judge.onBirth(Tournament.birthOf(i, Timeframe.M5), 0);
        }
        // A small edge passes every look, and nobody is promoted twice: rules compute, no verdict falls.
        run(judge, marks, outbox, 0, 3000);
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        run(judge, marks, outbox, 3000, 6000);
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // The trials are counted anew 250 times, once an hour, and each count is an event.
        assertThat(allocated).as("bytes over 150,000 marks").isLessThan(250 * 192);
    }

    private static void run(Watchtower judge, TestMark[] marks, Tournament outbox, int from, int to) {
        for (int bar = from; bar < to; bar++) {
            for (TestMark mark : marks) {
                mark.state = AgentState.PROMOTED;
                Tournament.move(mark, bar % 2 == 0 ? 0.001 : -0.0009);
                mark.closedTrades++;
                judge.onMark(mark, bar * 300_000L);
            }
            judge.endBoundary(bar * 300_000L, outbox);
        }
    }
}
