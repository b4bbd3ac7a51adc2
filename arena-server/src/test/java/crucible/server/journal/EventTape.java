package crucible.server.journal;

import crucible.model.AgentCommand;
import crucible.model.Bar;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.FeedStatus;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.model.Verdict;
import crucible.runtime.dsl.FoundingBlueprints;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventCodec;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.Quarantine;
import crucible.runtime.ring.EventStage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A seeded sequence of events of every kind, in the proportions of a short run. */
final class EventTape {
    private static final long START_MS = 1_700_006_400_000L;
    private static final Blueprint BLUEPRINT = FoundingBlueprints.all(
                    "a69487755b6a02297224dab07450ebf5f3607cb4dddd690c5ef14ca5f2b6ae32")
            .get(0);
    private static final EventKind[] RARE = {
        EventKind.GENESIS,
        EventKind.INSTRUMENT,
        EventKind.FEED,
        EventKind.BIRTH,
        EventKind.GAP,
        EventKind.COMMAND,
        EventKind.VERDICT,
        EventKind.QUARANTINE,
        EventKind.TICK
    };

    private final ArenaEvent event = new ArenaEvent();
    private final Random random;
    private long sequence;
    private long timeMs = START_MS;

    EventTape(long seed) {
        random = new Random(seed);
    }

    /** The first {@code count} events of this tape as the journal's content bytes. */
    static List<byte[]> contents(long seed, int count) {
        final List<byte[]> contents = new ArrayList<>();
        new EventTape(seed).play(count, event -> contents.add(content(event)));
        return contents;
    }

    /** An event as the codec writes it. */
    static byte[] content(ArenaEvent event) {
        final ByteBuffer out = ByteBuffer.allocate(1 << 13);
        new EventCodec().write(event, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Shows {@code sink} the next {@code count} events. */
    void play(int count, EventStage sink) {
        for (int i = 0; i < count; i++) {
            sink.onEvent(next());
        }
    }

    /** The next event; its slot is used again. */
    ArenaEvent next() {
        timeMs += 1 + random.nextInt(2_000);
        final int place = (int) sequence;
        if (place < RARE.length) {
            rare(RARE[place]);
        } else if (place % 16 == 15) {
            event.begin(EventKind.BOUNDARY, timeMs).boundary(timeMs, 1, random.nextInt(2), place % 32 == 31);
        } else if (place % 16 == 14) {
            rare(RARE[1 + random.nextInt(RARE.length - 1)]);
        } else if (place % 4 == 3) {
            bar();
        } else {
            final long bid = 6_000_000L + random.nextInt(1_000);
            event.begin(EventKind.QUOTE, timeMs)
                    .quote(new Quote(random.nextInt(2), timeMs, bid, bid + 1, random.nextDouble(), 2.5));
        }
        return event.place(sequence++, timeMs, 0);
    }

    private void bar() {
        final double open = 60_000 + random.nextInt(10_000) / 100.0;
        final long openMs = Timeframe.M5.openTimeOf(timeMs);
        event.begin(EventKind.BAR, timeMs)
                .bar(
                        new Bar(
                                random.nextInt(2),
                                Timeframe.M5,
                                openMs,
                                open,
                                open + 10,
                                open - 10,
                                open + 3.21,
                                random.nextInt(100_000) / 1_000.0,
                                Provenance.LIVE),
                        Provenance.LIVE);
    }

    private void rare(EventKind kind) {
        event.begin(kind, timeMs);
        switch (kind) {
            case GENESIS ->
                event.payload(new Genesis(
                        1, "0.1.0", 42, 200_00000000L, 10, List.of(Timeframe.M5), "costs", "{\"some\":\"Ünicode\"}"));
            case INSTRUMENT ->
                event.payload(new Instrument(
                        random.nextInt(2),
                        "binance-spot",
                        "BTCUSDT",
                        "BTC",
                        "USDT",
                        InstrumentKind.SPOT,
                        new TradingRules(
                                new BigDecimal("0.01"),
                                new BigDecimal("0.00001"),
                                new BigDecimal("0.00001"),
                                new BigDecimal("5"),
                                0)));
            case FEED -> event.payload(new FeedStatus("binance-spot", FeedStatus.State.STALE, "no frame for 15 s"));
            case BIRTH ->
                event.payload(new Birth(
                        (int) sequence,
                        3,
                        BLUEPRINT,
                        random.nextLong(),
                        2,
                        List.of(1, 2),
                        Birth.Origin.BRED,
                        "factory",
                        "slot 3 was free"));
            case GAP ->
                event.payload(new Gap(
                        1,
                        Timeframe.M15,
                        START_MS - START_MS % 900_000,
                        START_MS - START_MS % 900_000 + 900_000,
                        "the venue has none"));
            case COMMAND ->
                event.payload(new AgentCommand(
                        "r-" + sequence, AgentCommand.Kind.PAUSE, 4, "ada", "looks odd", "key", "digest"));
            case VERDICT ->
                event.payload(new Verdict(
                        4,
                        Verdict.Kind.TERMINATE,
                        DeathCause.DECAY,
                        Verdict.Authority.RULE,
                        timeMs,
                        "decay.psr",
                        0.1,
                        3,
                        List.of(new Verdict.Input("psr", random.nextDouble()), new Verdict.Input("n", 300)),
                        "PSR below the bar"));
            case QUARANTINE -> event.payload(new Quarantine(4, "ArithmeticException: long overflow"));
            default -> {
                // a tick has nothing but its time
            }
        }
    }
}
