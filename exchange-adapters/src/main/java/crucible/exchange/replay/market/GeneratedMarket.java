package crucible.exchange.replay.market;

import crucible.model.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * A market without end that a seed determines: several symbols that move with one common factor, volatility that
 * clusters, heavy tails, jumps, a daily rhythm, and one {@link PlantedEdge}. Needs the same memory however long it runs.
 * It imitates the look of an exchange, not its history; times start on a Monday in 2026. Immutable.
 */
public final class GeneratedMarket implements MarketSource {
    /** Symbols by default. */
    public static final int DEFAULT_SYMBOLS = 9;

    /** 2026-01-05T00:00:00Z, a Monday. */
    private static final long FIRST_OPEN_MS = 1_767_571_200_000L;

    private final List<KnownSymbols.Known> known;
    private final long seed;
    private final PlantedEdge edge;

    /** The first {@code symbols} of the table of common symbols, BTCUSDT first. */
    public GeneratedMarket(int symbols, long seed, PlantedEdge edge) {
        Require.between("symbols", symbols, 1, KnownSymbols.ALL.size());
        this.known = KnownSymbols.ALL.subList(0, symbols);
        this.seed = seed;
        this.edge = Require.present("edge", edge);
    }

    /** The most symbols that can be asked for. */
    public static int maxSymbols() {
        return KnownSymbols.ALL.size();
    }

    @Override
    public List<SymbolRules> symbols() {
        return known.stream().map(KnownSymbols.Known::rules).toList();
    }

    @Override
    public long firstOpenTimeMs(int symbol) {
        return FIRST_OPEN_MS;
    }

    @Override
    public long lastOpenTimeMs(int symbol) {
        return Long.MAX_VALUE;
    }

    @Override
    public String description() {
        return "a generated market of " + known.size() + " symbols, seed " + seed
                + (edge.recoveredShare() > 0
                        ? ", with a planted edge: dips of " + 100 * edge.depth() + " % that recover "
                                + Math.round(100 * edge.recoveredShare()) + " % within " + edge.recoveryBars()
                                + " bars"
                        : ", without any edge");
    }

    @Override
    public MarketTape open() {
        return new Tape();
    }

    private final class Tape implements MarketTape {
        private final CommonFactor common;
        private final List<SymbolProcess> processes = new ArrayList<>();
        private long slot = FIRST_OPEN_MS / Candle.INTERVAL_MS - 1;

        Tape() {
            final Noise noise = new Noise(seed);
            common = new CommonFactor(noise);
            for (int i = 0; i < known.size(); i++) {
                processes.add(new SymbolProcess(i, known.get(i), edge, noise));
            }
        }

        @Override
        public boolean advance() {
            slot++;
            common.next(slot);
            for (SymbolProcess process : processes) {
                process.next(slot, common);
            }
            return true;
        }

        @Override
        public long openTimeMs() {
            return slot * Candle.INTERVAL_MS;
        }

        @Override
        public Candle candle(int symbol) {
            return processes.get(symbol).candle();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
