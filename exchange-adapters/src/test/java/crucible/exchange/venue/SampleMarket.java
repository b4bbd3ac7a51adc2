package crucible.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.replay.market.FileMarket;
import crucible.model.Bar;
import crucible.model.Draw;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A market whose bars are known, with intervals in which nothing trades, and what a feed of it must hand on. */
final class SampleMarket {
    static final long START_MS = 1_735_689_600_000L;

    private final int symbols;
    private final int bars;
    private final List<List<Bar>> fives = new ArrayList<>();

    SampleMarket(int symbols, int bars, long seed) {
        this.symbols = symbols;
        this.bars = bars;
        for (int id = 0; id < symbols; id++) {
            fives.add(series(id, seed));
        }
    }

    private List<Bar> series(int id, long seed) {
        final List<Bar> series = new ArrayList<>();
        long open = 10_000L * (id + 1);
        for (int i = 0; i < bars; i++) {
            // The first bars trade, so that every venue knows a price.
            final boolean empty = i > 3 && Draw.below(100, seed, "empty", id, i, 0) < 2;
            final long close = empty ? open : open + Draw.below(41, seed, "close", id, i, 0) - 20;
            final long high = Math.max(open, close) + (empty ? 0 : Draw.below(10, seed, "high", id, i, 0));
            final long low = Math.min(open, close) - (empty ? 0 : Draw.below(10, seed, "low", id, i, 0));
            final double volume = empty ? 0 : (10 + Draw.below(1_000_000, seed, "volume", id, i, 0)) / 1000.0;
            series.add(new Bar(
                    id,
                    Timeframe.M5,
                    START_MS + i * Timeframe.M5.intervalMs(),
                    open / 100.0,
                    high / 100.0,
                    low / 100.0,
                    close / 100.0,
                    volume,
                    Provenance.LIVE));
            open = Math.max(500, close);
        }
        return series;
    }

    static String base(int id) {
        return "C" + (char) ('A' + id / 26) + (char) ('A' + id % 26);
    }

    FileMarket write(Path folder) throws IOException {
        final StringBuilder rules = new StringBuilder("[");
        for (int id = 0; id < symbols; id++) {
            final List<String> lines = new ArrayList<>(List.of("open_time_ms,open,high,low,close,volume"));
            for (Bar bar : fives.get(id)) {
                lines.add(bar.openTimeMs() + "," + bar.open() + "," + bar.high() + "," + bar.low() + "," + bar.close()
                        + "," + bar.volumeBase());
            }
            Files.write(folder.resolve(base(id) + "USDT-5m.csv"), lines);
            rules.append(id == 0 ? "" : ",")
                    .append(
                            "{\"symbol\":\"" + base(id) + "USDT\",\"base\":\"" + base(id) + "\",\"quote\":\"USDT\","
                                    + "\"tickSize\":\"0.01\",\"stepSize\":\"0.001\",\"minQty\":\"0.001\",\"minNotional\":\"1\"}");
        }
        Files.writeString(folder.resolve("instruments.json"), rules.append("]").toString());
        return FileMarket.open(folder);
    }

    List<Listing> listings(Venue venue) {
        final List<Listing> listings = new ArrayList<>();
        for (int id = 0; id < symbols; id++) {
            listings.add(new Listing(id, venue.symbol(base(id), "USDT")));
        }
        return listings;
    }

    /** The bar of a series at a place, as it was in the end. */
    private Bar truth(int id, Timeframe timeframe, long openMs) {
        final int first = (int) ((openMs - START_MS) / Timeframe.M5.intervalMs());
        if (timeframe == Timeframe.M5) {
            return fives.get(id).get(first);
        }
        final List<Bar> parts = fives.get(id).subList(first, first + 3);
        return new Bar(
                id,
                timeframe,
                openMs,
                parts.get(0).open(),
                parts.stream().mapToDouble(Bar::high).max().orElseThrow(),
                parts.stream().mapToDouble(Bar::low).min().orElseThrow(),
                parts.get(2).close(),
                parts.stream().mapToDouble(Bar::volumeBase).sum(),
                Provenance.LIVE);
    }

    /** Open time of the newest bar of a series, or a time before the market. */
    static long newestOpenMs(RecordingSink sink, int id, Timeframe timeframe) {
        return sink.all(Bar.class).stream()
                .filter(bar -> bar.instrumentId() == id && bar.timeframe() == timeframe)
                .mapToLong(Bar::openTimeMs)
                .max()
                .orElse(0);
    }

    /** Whether all series have come to {@code left} bars before the market's end. */
    boolean isHandedOn(RecordingSink sink, int left) {
        final Map<String, Long> newest = new TreeMap<>();
        for (Bar bar : sink.all(Bar.class)) {
            newest.merge(bar.instrumentId() + bar.timeframe().label(), bar.closeTimeMs(), Math::max);
        }
        final long fiveMs = START_MS + (bars - left) * Timeframe.M5.intervalMs();
        for (int id = 0; id < symbols; id++) {
            if (newest.getOrDefault(id + "5m", 0L) < fiveMs
                    || newest.getOrDefault(id + "15m", 0L)
                            < Timeframe.M15.openTimeOf(fiveMs - left * Timeframe.M15.intervalMs())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Nothing is missing, doubled or out of order, nothing is called a gap, and each bar has in the end the values that it
     * had at the venue. Returns how many bars were handed on.
     */
    int verify(RecordingSink sink) {
        assertThat(sink.all(Gap.class)).isEmpty();
        final Map<String, Long> nextMs = new TreeMap<>();
        final Map<String, Bar> last = new TreeMap<>();
        for (Bar bar : sink.all(Bar.class)) {
            final String series =
                    base(bar.instrumentId()) + " " + bar.timeframe().label();
            if (bar.provenance() == Provenance.REVISED) {
                assertThat(bar.openTimeMs()).as("revision in " + series).isLessThan(nextMs.get(series));
            } else {
                assertThat(bar.openTimeMs()).as(series).isEqualTo(nextMs.getOrDefault(series, bar.openTimeMs()));
                nextMs.put(series, bar.closeTimeMs());
            }
            last.put(series + bar.openTimeMs(), bar);
        }
        for (Bar bar : last.values()) {
            final Bar truth = truth(bar.instrumentId(), bar.timeframe(), bar.openTimeMs());
            final String what = base(bar.instrumentId()) + " " + bar;
            assertThat(bar.close()).as(what).isEqualTo(truth.close());
            assertThat(bar.volumeBase())
                    .as(what)
                    .isCloseTo(truth.volumeBase(), org.assertj.core.data.Offset.offset(1e-9));
            if (truth.volumeBase() > 0 && bar.timeframe() == Timeframe.M5) {
                assertThat(bar.withProvenance(Provenance.LIVE)).as(what).isEqualTo(truth);
            }
            if (truth.volumeBase() == 0 && bar.provenance() != Provenance.OFFLINE) {
                assertThat(bar.provenance()).as(what).isIn(Provenance.SYNTHETIC, Provenance.REVISED);
            } else {
                assertThat(bar.provenance()).as(what).isNotEqualTo(Provenance.SYNTHETIC);
            }
        }
        return sink.all(Bar.class).size();
    }
}
