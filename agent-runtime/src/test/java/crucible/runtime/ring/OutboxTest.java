package crucible.runtime.ring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.DeathCause;
import crucible.model.Verdict;
import crucible.model.Verdict.Input;
import crucible.runtime.event.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal of earlier software replays although its cards had fewer numbers, and only then. */
class OutboxTest {
    private static Verdict card(Input... inputs) {
        return new Verdict(
                3,
                Verdict.Kind.TERMINATE,
                DeathCause.DECAY,
                Verdict.Authority.RULE,
                1_000,
                "decay.psr",
                0.1,
                1,
                List.of(inputs),
                "why");
    }

    private static void replay(Verdict asked, Verdict journaled) {
        final Outbox outbox = new Outbox(null);
        outbox.verdict(asked);
        outbox.confirm(EventKind.VERDICT, journaled);
    }

    @Test
    void aCardThatToldLessIsTheSameVerdict() {
        assertThatCode(() -> replay(
                        card(new Input("n", 40), new Input("psr", 0.05), new Input("heldReturn", 0.2)),
                        card(new Input("n", 40), new Input("psr", 0.05))))
                .doesNotThrowAnyException();
    }

    @Test
    void whatTheCardToldMustBeTheSame() {
        assertThatThrownBy(() -> replay(card(new Input("n", 40), new Input("psr", 0.05)), card(new Input("psr", 0.06))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("replay differs from the journal");
        assertThatThrownBy(() -> replay(card(new Input("n", 40)), card(new Input("n", 40), new Input("psr", 0.05))))
                .isInstanceOf(IllegalStateException.class);
    }
}
