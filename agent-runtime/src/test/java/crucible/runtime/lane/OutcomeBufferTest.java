package crucible.runtime.lane;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.OrderEnd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeBufferTest {
    private final OutcomeBuffer buffer = new OutcomeBuffer();

    private void ended(long sequence, int agent, long order) {
        buffer.next().ended(sequence, agent, order, 0, true, OrderEnd.NO_QUOTE);
    }

    private List<String> handedOver() {
        buffer.handOver();
        final List<String> all = new ArrayList<>();
        for (int i = 0; i < buffer.count(); i++) {
            final Outcome outcome = buffer.get(i);
            all.add(outcome.sequence() + "/" + outcome.agentId() + "/" + outcome.orderId());
        }
        return all;
    }

    @Test
    void outcomesOfOneEventComeByAgentIdAndThoseOfOneAgentAsTheyHappened() {
        ended(7, 4, 1);
        ended(7, 3, 9);
        ended(7, 4, 0);
        ended(8, 2, 5);
        ended(9, 1, 2);
        ended(9, 0, 3);
        assertThat(handedOver()).containsExactly("7/3/9", "7/4/1", "7/4/0", "8/2/5", "9/0/3", "9/1/2");
    }

    @Test
    void eachHandOverHoldsWhatCameSinceTheLast() {
        ended(1, 0, 1);
        assertThat(handedOver()).containsExactly("1/0/1");
        ended(2, 5, 2);
        ended(3, 5, 3);
        assertThat(handedOver()).containsExactly("2/5/2", "3/5/3");
        assertThat(handedOver()).isEmpty();
    }
}
