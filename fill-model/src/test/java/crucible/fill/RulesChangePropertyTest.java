package crucible.fill;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.AccountView;
import crucible.model.Bar;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Side;
import crucible.model.Timeframe;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order rules change at random while positions are open: no book moves by that, and every book stays exact. */
final class RulesChangePropertyTest {
    private static final String[] TICKS = {"0.01", "0.05", "0.1", "0.25", "0.5", "1", "5"};
    private static final String[] STEPS = {"0.00001", "0.0007", "0.001", "0.013", "0.1", "1", "25"};
    private static final String[] NOTIONALS = {"0", "5", "10", "100"};
    private static final int AGENTS = 12;
    private static final long CAPITAL_USD_E8 = 20_000_000_000L;
    private static final long T0 = 1_704_067_200_000L;

    private final OutcomeLog log = new OutcomeLog();
    private final LaneDesk desk = new LaneDesk(CostSettings.DEFAULT);
    private final Instrument[] instruments = new Instrument[2];
    private final double[] prices = {97, 2_000};
    private long timeMs = T0;
    private int changesWhileOpen;
    private int closedOffGrid;

    private static Instrument rules(int id, Random random) {
        return Tape.instrument(
                id,
                id == 0 ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL,
                TICKS[random.nextInt(TICKS.length)],
                STEPS[random.nextInt(STEPS.length)],
                "0",
                NOTIONALS[random.nextInt(NOTIONALS.length)]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 777})
    void everyLedgerStaysExactAndNoPositionMoves(long seed) {
        final Random random = new Random(seed);
        desk.reportTo(log);
        for (int id = 0; id < instruments.length; id++) {
            instruments[id] = rules(id, random);
            desk.onInstrument(instruments[id]);
        }
        for (int agent = 0; agent < AGENTS; agent++) {
            desk.open(agent, CAPITAL_USD_E8);
        }
        for (int step = 0; step < 60_000; step++) {
            timeMs += 1 + random.nextInt(400);
            final int id = random.nextInt(instruments.length);
            switch (random.nextInt(20)) {
                case 0 -> changeRules(id, random);
                case 1 -> bar(id, random);
                case 2, 3, 4, 5 -> decide(random.nextInt(AGENTS), id, random);
                default -> quote(id, random);
            }
            audit("seed " + seed + ", step " + step);
        }
        assertThat(log.fills).as("fills, seed " + seed).isGreaterThan(1_000);
        assertThat(log.failures).as("failures, seed " + seed).isZero();
        assertThat(changesWhileOpen).as("changes, seed " + seed).isGreaterThan(500);
        assertThat(closedOffGrid).as("closed off the new grid, seed " + seed).isGreaterThan(20);
    }

    private void changeRules(int id, Random random) {
        final long[] before = books(id);
        final Instrument old = instruments[id];
        instruments[id] = rules(id, random);
        desk.onInstrument(instruments[id]);
        final long[] after = books(id);
        assertThat(after)
                .as("books under " + old.rules() + ", then " + instruments[id].rules())
                .isEqualTo(before);
        for (int agent = 0; agent < AGENTS; agent++) {
            changesWhileOpen += desk.account(agent).positionLots(id) == 0 ? 0 : 1;
        }
    }

    /** Of all agents: what they paid, won and hold, which no rule may change; equity may lose what a coarser tick hides. */
    private long[] books(int id) {
        final long[] numbers = new long[AGENTS * 4];
        for (int agent = 0; agent < AGENTS; agent++) {
            final AccountView account = desk.account(agent);
            numbers[4 * agent] = account.cashUsdE8();
            numbers[4 * agent + 1] = account.realisedUsdE8();
            numbers[4 * agent + 2] = account.feesUsdE8();
            numbers[4 * agent + 3] = account.positionLots(id);
        }
        return numbers;
    }

    private void decide(int agent, int id, Random random) {
        final AccountView account = desk.account(agent);
        if (account.positionLots(id) != 0) {
            desk.exit(agent, id, ExitReason.RULE, timeMs);
        } else if (!account.hasPendingOrder(id) && account.equityUsdE8() > CAPITAL_USD_E8 / 10) {
            final Direction direction = id == 1 && random.nextBoolean() ? Direction.SHORT : Direction.LONG;
            desk.enter(
                    agent,
                    id,
                    Timeframe.M5,
                    direction,
                    CAPITAL_USD_E8 / (1 + random.nextInt(4)),
                    prices[id] / 20,
                    random.nextBoolean() ? prices[id] / 20 : Double.NaN,
                    timeMs);
        }
    }

    private void quote(int id, Random random) {
        prices[id] *= 1 + 0.001 * random.nextGaussian();
        final long bid = Math.max(1, instruments[id].priceTicks(prices[id], Side.SELL));
        final long[] held = new long[AGENTS];
        for (int agent = 0; agent < AGENTS; agent++) {
            held[agent] = Math.abs(desk.account(agent).positionLots(id));
        }
        desk.onQuote(new Quote(id, timeMs, bid, bid + 1 + random.nextInt(3), 9, 9));
        for (int agent = 0; agent < AGENTS; agent++) {
            final boolean closed = held[agent] != 0 && desk.account(agent).positionLots(id) == 0;
            closedOffGrid += closed && isOffGrid(agent, id) ? 1 : 0;
        }
    }

    /** Whether the position that the newest fill closed was counted in lots that today's rules do not have. */
    private boolean isOffGrid(int agent, int id) {
        final String own = "agent " + agent + " ";
        for (int i = log.lines.size() - 1; i >= 0; i--) {
            final String line = log.lines.get(i);
            if (line.startsWith(own) && line.contains(" fill " + id + " ")) {
                final long lots = Long.parseLong(line.replaceAll(".* lots ([0-9]+) .*", "$1"));
                final long touch = Long.parseLong(line.replaceAll(".* touch ([0-9]+) .*", "$1"));
                final long value = Long.parseLong(line.replaceAll(".* value ([0-9]+) .*", "$1"));
                return (double) value != (double) touch * lots * instruments[id].tickLotUsdE8();
            }
        }
        return false;
    }

    private void bar(int id, Random random) {
        final long openMs = Timeframe.M5.openTimeOf(timeMs) - Timeframe.M5.intervalMs();
        final double wide = 1 + 0.05 * random.nextDouble();
        final double price = prices[id];
        desk.onBar(new Bar(
                id, Timeframe.M5, openMs, price, price * wide, price / wide, price, 1_000_000, Provenance.LIVE));
    }

    private void audit(String where) {
        for (int agent = 0; agent < AGENTS; agent++) {
            final AccountView account = desk.account(agent);
            assertThat(LedgerAudit.differenceUsdE8(account)).as(where).isZero();
            assertThat(account.discrepancy()).as(where).isEmpty();
        }
    }
}
