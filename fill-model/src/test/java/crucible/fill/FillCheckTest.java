package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.fill.spread.SpreadEstimator;
import crucible.fill.volatility.InnovationLaw;
import crucible.fill.volatility.VolatilitySettings;
import crucible.model.ExitReason;
import crucible.model.FillView;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FillCheckTest {
    private static final long SEED = 7;
    private static final int AGENTS = 8;

    /** What says whose fill it is and where its numbers come from, but enters no price and no money. */
    private static final Set<String> NO_NUMBERS = Set.of(
            "id",
            "agentId",
            "sequence",
            "orderId",
            "venue",
            "instrument",
            "entry",
            "exitReason",
            "tickSize",
            "quoteTimeMs",
            "barCloseTimeMs",
            "rung");

    /** Costs in which everything grows: an EWMA stands after five returns. */
    private static final CostSettings COSTS = new CostSettings(
            1000,
            750,
            100,
            250,
            600_000,
            new TreeMap<>(),
            new MarketCosts(
                    10,
                    75,
                    1_000_000,
                    900_000,
                    900_000,
                    1_000,
                    SpreadEstimator.CORWIN_SCHULTZ,
                    20,
                    new VolatilitySettings(InnovationLaw.STUDENT_T, 500, 400, 288, 0.94, 5, 1e-4)));

    private static final List<FillFacts> FILLS = new ArrayList<>();

    @BeforeAll
    static void fill() {
        final LaneDesk desk = new LaneDesk(COSTS);
        desk.reportTo(new OutcomeLog() {
            @Override
            public void onFill(FillView fill) {
                super.onFill(fill);
                FILLS.add(FillFacts.of(
                        fill.agentId() + "-" + FILLS.size(),
                        FILLS.size(),
                        fill,
                        Tape.INSTRUMENTS.get(fill.instrumentId()),
                        COSTS));
            }
        });
        Tape.INSTRUMENTS.forEach(desk::onInstrument);
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, 20_000_000_000L);
        }
        final Tape tape = new Tape(SEED, AGENTS);
        for (int i = 0; i < 40_000; i++) {
            try {
                tape.next().playOn(desk);
            } catch (IllegalStateException refused) {
                // an order where there is one already
            }
        }
    }

    @Test
    void everyFillComesOutTheSameToTheLastUnit() {
        assertThat(FILLS).hasSizeGreaterThan(1_000);
        for (FillFacts fill : FILLS) {
            assertThat(FillCheck.differences(fill))
                    .as("seed %d, %s", SEED, fill)
                    .isEmpty();
        }
    }

    @Test
    void fillsOfEveryKindAreAmongThem() {
        assertThat(FILLS).anyMatch(fill -> fill.slippagePpm() > fill.baseSlippagePpm());
        assertThat(FILLS).anyMatch(fill -> fill.impactUsdE8() > 0);
        assertThat(FILLS).anyMatch(fill -> fill.latencyMs() > COSTS.latencyMs());
        for (ExitReason reason : List.of(ExitReason.RULE, ExitReason.STOP, ExitReason.TARGET, ExitReason.DEATH)) {
            assertThat(FILLS)
                    .as(reason.name())
                    .anyMatch(fill -> fill.exitReason().equals(reason.name()));
        }
        assertThat(FILLS)
                .as("a stop without a fresh quote crosses a wider spread")
                .anyMatch(fill -> fill.exitReason().equals("STOP")
                        && fill.quoteAgeMs() > 1_000
                        && fill.spreadTicks() > fill.askTicks() - fill.bidTicks());
    }

    @Test
    void noCostIsBelowThatOfACalmMarket() {
        for (FillFacts fill : FILLS) {
            assertThat(fill.slippagePpm()).isBetween(100L, 1_000L);
            assertThat(fill.latencyMs()).isIn(0L, fill.latencyMs()).isBetween(0L, 925L);
            assertThat(fill.slippageUsdE8())
                    .isGreaterThanOrEqualTo(FillCosts.slippageUsdE8(fill.notionalUsdE8(), COSTS.slippagePpm()));
        }
    }

    @Test
    void aTamperedNumberIsFoundWhicheverItIs() throws ReflectiveOperationException {
        final Set<String> found = new TreeSet<>();
        final Set<String> all = new TreeSet<>();
        for (FillFacts fill : FILLS.subList(0, 400)) {
            for (RecordComponent component : FillFacts.class.getRecordComponents()) {
                if (!NO_NUMBERS.contains(component.getName())
                        && component.getType().isPrimitive()) {
                    all.add(component.getName());
                    if (!FillCheck.differences(tampered(fill, component.getName()))
                            .isEmpty()) {
                        found.add(component.getName());
                    }
                }
            }
        }
        assertThat(found).isEqualTo(all).hasSizeGreaterThan(20);
        // Money and rates are found in every single fill.
        for (FillFacts fill : FILLS.subList(400, 1_000)) {
            for (String name : List.of(
                    "touchTicks", "quantityLots", "notionalUsdE8", "slippageUsdE8", "impactUsdE8", "feeUsdE8")) {
                assertThat(FillCheck.differences(tampered(fill, name))).as(name).isNotEmpty();
            }
        }
    }

    private static FillFacts tampered(FillFacts fill, String name) throws ReflectiveOperationException {
        final RecordComponent[] components = FillFacts.class.getRecordComponents();
        final Class<?>[] types = new Class<?>[components.length];
        final Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = components[i].getAccessor().invoke(fill);
            if (components[i].getName().equals(name)) {
                values[i] = tampered(name, values[i]);
            }
        }
        return FillFacts.class.getDeclaredConstructor(types).newInstance(values);
    }

    /** A time moves by an hour, for a later one by less would have been as good; a number by its smallest step. */
    private static Object tampered(String name, Object value) {
        if (value instanceof Long number) {
            return name.equals("timeMs") ? number - 3_600_000 : name.endsWith("Ms") ? number + 3_600_000 : number + 1;
        }
        if (value instanceof Integer count) {
            return name.equals("mostVolatilityFactor") ? 1 : count + 1;
        }
        return (double) value * 1.1;
    }
}
