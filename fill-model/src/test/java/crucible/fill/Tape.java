package crucible.fill;

import crucible.model.Bar;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * An endless seeded tape of quotes, bars, orders and stops for some agents. Bars come late, twice, out of order and with
 * prices off the grid; quotes stay away for a while; budgets are too large and too small.
 */
final class Tape {
    /** Dollars on the grid, a lot of several steps, a cheap coin and two contracts that can be sold short. */
    static final List<Instrument> INSTRUMENTS = List.of(
            instrument(0, InstrumentKind.SPOT, "0.1", "0.00001", "0.00001", "5"),
            instrument(1, InstrumentKind.SPOT, "0.00000001", "1", "0", "5"),
            instrument(2, InstrumentKind.PERPETUAL, "0.01", "0.00000001", "0.0001", "0"),
            instrument(3, InstrumentKind.PERPETUAL, "0.05", "0.1", "0.1", "20"));

    private static final double[] PRICES = {60_000, 0.0000123, 3_000, 7};
    private static final long START_MS = 1_704_067_200_000L;

    private final Random random;
    private final int agents;
    private final double[] prices = PRICES.clone();
    private final Instrument[] instruments = INSTRUMENTS.toArray(new Instrument[0]);
    private final Queue<Step> bars = new ArrayDeque<>();
    private long timeMs = START_MS;

    Tape(long seed, int agents) {
        this.random = new Random(seed);
        this.agents = agents;
    }

    /** Something that happens, to one agent or, with agent -1, to the market. */
    record Step(int agentId, String text, java.util.function.Consumer<Desk> action) {
        void playOn(Desk desk) {
            action.accept(desk);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Instrument instrument(
            int id, InstrumentKind kind, String tick, String step, String minQuantity, String minNotional) {
        return new Instrument(
                id,
                "venue",
                "SYM" + id,
                "SYM" + id,
                "USDT",
                kind,
                new TradingRules(
                        new BigDecimal(tick),
                        new BigDecimal(step),
                        new BigDecimal(minQuantity),
                        new BigDecimal(minNotional),
                        0));
    }

    /** Event time that the tape has come to. */
    long timeMs() {
        return timeMs;
    }

    /** From now on quotes are on the grid of these rules. */
    void rules(Instrument later) {
        instruments[later.id()] = later;
    }

    Instrument instrument(int id) {
        return instruments[id];
    }

    /** The price jumps to so many times itself. */
    void jump(int id, double factor) {
        prices[id] *= factor;
    }

    double price(int id) {
        return prices[id];
    }

    Step next() {
        if (!bars.isEmpty()) {
            return bars.poll();
        }
        final long before = timeMs;
        final boolean outage = random.nextInt(400) == 0;
        timeMs += outage ? random.nextInt(3_000_000) : random.nextInt(10) == 0 ? 0 : random.nextInt(20_000);
        for (Timeframe timeframe : Timeframe.values()) {
            final long first = timeframe.openTimeOf(before);
            for (long open = first; open + timeframe.intervalMs() <= timeMs; open += timeframe.intervalMs()) {
                barsOf(timeframe, open);
            }
        }
        final int dice = random.nextInt(100);
        if (dice < 60) {
            return quote(random.nextInt(INSTRUMENTS.size()));
        }
        return order(random.nextInt(agents), random.nextInt(INSTRUMENTS.size()), dice);
    }

    private void barsOf(Timeframe timeframe, long openTimeMs) {
        for (int id = 0; id < INSTRUMENTS.size(); id++) {
            if (random.nextInt(50) != 0) {
                final long shift = random.nextInt(30) == 0 ? timeframe.intervalMs() : 0;
                bars.add(step(bar(id, timeframe, openTimeMs - shift)));
            }
        }
    }

    private Bar bar(int id, Timeframe timeframe, long openTimeMs) {
        final double open = prices[id];
        prices[id] = open * Math.exp(random.nextGaussian() * 0.004);
        final double close = prices[id];
        final double high = Math.max(open, close) * (1 + Math.abs(random.nextGaussian()) * 0.003);
        final double low = Math.min(open, close) * (1 - Math.abs(random.nextGaussian()) * 0.003);
        final Provenance provenance = random.nextInt(4) == 0
                ? Provenance.values()[random.nextInt(Provenance.values().length)]
                : Provenance.LIVE;
        return new Bar(id, timeframe, openTimeMs, open, high, low, close, volume(id), provenance);
    }

    /** Plenty, a little, or nothing at all. */
    private double volume(int id) {
        final double dollars = random.nextInt(8) == 0 ? 0 : Math.exp(random.nextGaussian() * 2) * 800;
        return dollars / PRICES[id];
    }

    private static Step step(Bar bar) {
        return new Step(-1, bar.toString(), desk -> desk.onBar(bar));
    }

    private Step quote(int id) {
        final Instrument instrument = instruments[id];
        prices[id] *= Math.exp(random.nextGaussian() * 0.001);
        prices[id] = Math.min(PRICES[id] * 3, Math.max(PRICES[id] / 3, prices[id]));
        final long bid = Math.max(1, Math.round(prices[id] / instrument.tickSize()));
        final Quote quote = new Quote(id, timeMs - random.nextInt(300), bid, bid + 1 + random.nextInt(5), 1, 1);
        return new Step(-1, quote.toString(), desk -> desk.onQuote(quote));
    }

    private Step order(int agentId, int id, int dice) {
        final long decided = timeMs;
        if (dice >= 99 && random.nextInt(3) == 0) {
            return new Step(
                    -1, "trading stops " + decided, desk -> desk.cancelEntries(OrderEnd.TRADING_STOPPED, decided));
        }
        if (dice >= 99 && random.nextInt(3) == 0) {
            return new Step(
                    agentId,
                    "refuse " + agentId + " at " + id + " " + decided,
                    desk -> desk.refuse(agentId, id, OrderEnd.TRADING_STOPPED, decided));
        }
        if (dice >= 99 && random.nextInt(4) == 0) {
            return new Step(-1, "leave " + id + " " + decided, desk -> desk.leave(id, decided));
        }
        if (dice >= 99) {
            final boolean flatten = random.nextBoolean();
            return new Step(agentId, "stop " + agentId + " " + flatten, desk -> desk.stop(agentId, flatten, decided));
        }
        if (dice >= 96) {
            return reduce(agentId, id, decided);
        }
        if (dice >= 95) {
            return new Step(
                    agentId,
                    "cancel " + agentId + " at " + id + " " + decided,
                    desk -> desk.cancel(agentId, id, decided));
        }
        if (dice >= 86) {
            final ExitReason reason = dice >= 94 ? ExitReason.DEATH : ExitReason.RULE;
            return new Step(
                    agentId,
                    "exit " + agentId + " at " + id + " " + reason + " " + decided,
                    desk -> desk.exit(agentId, id, reason, decided));
        }
        final Timeframe timeframe = random.nextInt(4) == 0 ? Timeframe.M15 : Timeframe.M5;
        final Direction direction = random.nextInt(3) == 0 ? Direction.SHORT : Direction.LONG;
        final long budget = (long) (Math.abs(random.nextGaussian()) * 8_000_000_000L);
        final double stop = prices[id] * (0.001 + random.nextDouble() * 0.02);
        final double target = random.nextInt(4) == 0 ? Double.NaN : prices[id] * (0.001 + random.nextDouble() * 0.02);
        final boolean trailing = random.nextInt(4) == 0;
        final boolean replaces = random.nextInt(10) == 0;
        final Pricing pricing = pricing(id, direction == Direction.LONG);
        final String text = (replaces ? "replace " : "enter ") + agentId + " at " + id + " " + timeframe + " "
                + direction + " " + budget + " " + stop + " " + target + " " + trailing + " " + pricing + " " + decided;
        return new Step(agentId, text, desk -> {
            final OrderRequest request = pricing.on(new OrderRequest()
                    .entry(agentId, id, timeframe, direction, decided)
                    .budget(budget)
                    .bracket(stop, target, trailing));
            if (replaces) {
                desk.replace(request);
            } else {
                desk.submit(request);
            }
        });
    }

    /** What kind of order, at which price. */
    private record Pricing(OrderKind kind, TimeInForce force, double price, int bars) {
        OrderRequest on(OrderRequest request) {
            return switch (kind) {
                case MARKET -> request;
                case LIMIT -> request.limit(price, force, bars);
                case STOP -> request.stop(price, bars);
            };
        }
    }

    private Pricing pricing(int id, boolean buys) {
        final OrderKind kind =
                random.nextInt(3) > 0 ? OrderKind.MARKET : random.nextInt(3) > 0 ? OrderKind.LIMIT : OrderKind.STOP;
        final TimeInForce force = TimeInForce.values()[random.nextInt(3)];
        // Mostly where it has to wait, now and then where it does not.
        final double away = (random.nextInt(5) == 0 ? -1 : 1) * random.nextDouble() * 0.004;
        final double signed = buys == (kind == OrderKind.LIMIT) ? -away : away;
        return new Pricing(kind, force, prices[id] * (1 + signed), 1 + random.nextInt(4));
    }

    private Step reduce(int agentId, int id, long decided) {
        final Pricing pricing = pricing(id, random.nextBoolean());
        final long lots = random.nextBoolean() ? 0 : 1 + random.nextInt(100_000);
        final boolean replaces = random.nextBoolean();
        final String text =
                "reduce " + agentId + " at " + id + " " + lots + " " + pricing + " " + replaces + " " + decided;
        return new Step(agentId, text, desk -> {
            final OrderRequest request = pricing.on(new OrderRequest().reduce(agentId, id, ExitReason.RULE, decided));
            if (lots > 0) {
                request.lots(lots);
            }
            if (replaces) {
                desk.replace(request);
            } else {
                desk.submit(request);
            }
        });
    }
}
