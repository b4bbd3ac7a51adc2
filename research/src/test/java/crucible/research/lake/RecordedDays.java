package crucible.research.lake;

import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded events of every kind that the raw layer keeps, and some that it does not, over whole days; as bytes. */
final class RecordedDays {
    static final long BEGIN_MS = 1_767_225_600_000L;
    private static final long DAY_MS = 86_400_000L;
    private static final String COSTS = "0123456789abcdef".repeat(4);

    private final Random random;
    private final EventCodec codec = new EventCodec();
    private final List<byte[]> events = new ArrayList<>();
    private final ArenaEvent slot = new ArenaEvent();
    private long arenaTimeMs = BEGIN_MS;

    private RecordedDays(long seed) {
        random = new Random(seed);
    }

    /** Events of {@code days} days and the first few of the day behind them. */
    static List<byte[]> of(long seed, int days) {
        final RecordedDays recorded = new RecordedDays(seed);
        recorded.beginning();
        for (int day = 0; day <= days; day++) {
            recorded.day(day, day < days ? 24 : 1);
        }
        return recorded.events;
    }

    static ArenaEvent read(byte[] event, ArenaEvent into) {
        new EventCodec().read(ByteBuffer.wrap(event), into);
        return into;
    }

    static byte[] bytes(ArenaEvent event) {
        final ByteBuffer out = ByteBuffer.allocate(1 << 16);
        new EventCodec().write(event, out);
        final byte[] written = new byte[out.flip().remaining()];
        out.get(written);
        return written;
    }

    private void beginning() {
        add(begin(EventKind.GENESIS, BEGIN_MS)
                .payload(new Genesis(
                        1,
                        "test",
                        -5,
                        200_00000000L,
                        2,
                        List.of(Timeframe.M5, Timeframe.M15),
                        COSTS,
                        "{\"a\":\"'\"}")));
        for (int i = 0; i < 2; i++) {
            add(begin(EventKind.BIRTH, BEGIN_MS).payload(birth(i, i == 0 ? List.of() : List.of(0))));
        }
        rules(0, "BTCUSDT");
        rules(1, "BTC/USD two");
        add(begin(EventKind.FEED, BEGIN_MS).payload(new FeedStatus("venue", FeedStatus.State.LIVE, "")));
    }

    private static Birth birth(int id, List<Integer> parents) {
        final Birth.Origin origin = parents.isEmpty() ? Birth.Origin.FOUNDER : Birth.Origin.BRED;
        return new Birth(id, id, FoundingBlueprints.all(COSTS).get(id), 77L * id, id, parents, origin, "me", "it's so");
    }

    private void rules(int id, String symbol) {
        final TradingRules rules = new TradingRules(
                new BigDecimal("0.01"),
                new BigDecimal("0.00010"),
                new BigDecimal("0.001"),
                new BigDecimal("5"),
                9,
                id == 0 ? PriceBand.NONE : new PriceBand(5_000_000, 200_000, 0, 950_000));
        add(begin(EventKind.INSTRUMENT, arenaTimeMs)
                .payload(new Instrument(id, "venue", symbol, "BTC", "USDT", InstrumentKind.SPOT, rules)));
    }

    private void day(int day, int hours) {
        for (int hour = 0; hour < hours; hour++) {
            final long startMs = BEGIN_MS + day * DAY_MS + hour * 3_600_000L;
            for (int i = 0; i < 6; i++) {
                quote(random.nextInt(2), startMs + 1_000 * i);
            }
            add(begin(EventKind.TICK, startMs + 60_000));
            for (int id = 0; id < 2; id++) {
                bar(id, Timeframe.M5, startMs);
                bar(id, Timeframe.M15, startMs);
            }
            if (random.nextInt(6) == 0) {
                add(begin(EventKind.GAP, startMs)
                        .payload(new Gap(1, Timeframe.M5, startMs, startMs + 300_000, "nobody knows")));
            }
            add(begin(EventKind.BOUNDARY, startMs).boundary(startMs, 3, 0, false));
        }
        if (day == 1) {
            rules(0, "BTCUSDT");
        }
    }

    private void quote(int id, long timeMs) {
        final long bid = 1L + random.nextInt(1 << 30);
        add(begin(EventKind.QUOTE, timeMs)
                .quote(new Quote(id, timeMs, bid, bid + 1 + random.nextInt(9), random.nextDouble(), 0)));
    }

    private void bar(int id, Timeframe timeframe, long openMs) {
        final double low = 1 + random.nextDouble();
        final double high = low + random.nextDouble();
        final Bar bar = new Bar(
                id,
                timeframe,
                openMs,
                low + (high - low) * random.nextDouble(),
                high,
                low,
                high,
                Math.scalb(random.nextDouble(), random.nextInt(600) - 300),
                Provenance.values()[random.nextInt(Provenance.values().length)]);
        add(begin(EventKind.BAR, openMs + 61_000).bar(bar, bar.provenance()));
    }

    private ArenaEvent begin(EventKind kind, long eventTimeMs) {
        return slot.begin(kind, eventTimeMs);
    }

    private void add(ArenaEvent event) {
        arenaTimeMs = Math.max(arenaTimeMs, event.eventTimeMs());
        event.place(events.size(), arenaTimeMs, 0);
        final ByteBuffer out = ByteBuffer.allocate(1 << 16);
        codec.write(event, out);
        final byte[] written = new byte[out.flip().remaining()];
        out.get(written);
        events.add(written);
    }
}
