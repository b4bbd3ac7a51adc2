package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Desk;
import crucible.testkit.ChangedField;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Books of a tape, in which one number after the other is changed, as a hand at a stored file would. */
final class LedgerAuditTest {
    private static final int AGENTS = 4;
    private static final long SEED = 42;

    /** Nothing else in the books tells what these were. */
    private static final Set<String> UNKNOWABLE = Set.of(
            "agentId",
            "slippageUsdE8",
            "closedTrades",
            "winningTrades",
            "grossHalfUsdE8",
            "tradedUsdE8",
            "ordersSubmitted",
            "timeframe",
            "direction",
            "exitReason",
            "ownUnits",
            "tickNum",
            "tickDen",
            "orderId",
            "instrument",
            "decidedTimeMs",
            "deadlineMs",
            "entryOrderId",
            "entryTimeMs",
            "stopTicks",
            "targetTicks",
            "readyMs",
            "priceTicks",
            "leftLots",
            "windowOpenMs",
            "windowLots",
            "lastEntryTimeMs",
            "entryMidHalfUsdE8",
            "closedNetUsdE8",
            "closedGrossHalfUsdE8",
            "arrived",
            "trailing",
            "writtenOffUsdE8",
            "fundedTimeMs",
            "fundedUsdE8",
            "latencyMs");

    @Test
    void aChangedNumberIsFoundWhereAnotherOneTellsOfIt() {
        final Desk desk = new LaneDesk(new CostSettings(1000, 750, 100, 250, 600_000));
        desk.reportTo(new OutcomeLog());
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, 20_000_000_000L);
        }
        final Tape tape = new Tape(SEED, AGENTS);
        final Random random = new Random(SEED);
        final TreeMap<String, Integer> missed = new TreeMap<>();
        final TreeMap<String, Integer> changed = new TreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            play(tape.next(), desk);
            if (i % 5 != 0) {
                continue;
            }
            final int agent = random.nextInt(AGENTS);
            for (String place : places(desk, agent)) {
                final long by = random.nextBoolean() ? 1 : -1 - random.nextInt(1_000);
                desk.visitAgent(agent, ChangedField.at(place, by));
                changed.merge(ChangedField.name(place), 1, Integer::sum);
                if (desk.account(agent).discrepancy().isEmpty()) {
                    missed.merge(ChangedField.name(place), 1, Integer::sum);
                }
                desk.visitAgent(agent, ChangedField.at(place, -by));
                assertThat(desk.account(agent).discrepancy()).isEmpty();
            }
        }
        changed.keySet().removeAll(UNKNOWABLE);
        assertThat(changed)
                .containsOnlyKeys(
                        "capitalUsdE8",
                        "cashUsdE8",
                        "realisedUsdE8",
                        "feesUsdE8",
                        "fundingUsdE8",
                        "reservedUsdE8",
                        "netUsdE8",
                        "grantedUsdE8",
                        "lots",
                        "enteredLots",
                        "closedLots",
                        "entryNotionalUsdE8",
                        "entrySlippageUsdE8",
                        "entryFeeUsdE8");
        missed.keySet().removeAll(UNKNOWABLE);
        assertThat(missed).as("seed %d", SEED).isEmpty();
    }

    private static void play(Tape.Step step, Desk desk) {
        try {
            step.playOn(desk);
        } catch (IllegalStateException refused) {
            // an order where there is one already
        }
    }

    /** Where the whole numbers of an agent's books are; not how many of something there are. */
    private static List<String> places(Desk desk, int agent) {
        final ChangedField none = ChangedField.none();
        desk.visitAgent(agent, none);
        return none.places().stream()
                .filter(place -> !Set.of("open", "entries", "position", "fundingDues", "failed")
                        .contains(ChangedField.name(place)))
                .toList();
    }
}
