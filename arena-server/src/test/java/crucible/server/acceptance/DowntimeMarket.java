package crucible.server.acceptance;

import crucible.exchange.replay.market.FileMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Candle files of nine quiet symbols at 100 dollars, in which a server that was down for {@link #HOLE} bars missed what
 * the test is about. Bars are numbered from the beginning of the hole; what a symbol does there is written down by hand.
 */
final class DowntimeMarket {
    /** Bars before anybody listens, while the first server runs, while none does, and while the second one runs. */
    static final int HISTORY = 24;

    static final int BEFORE = 12;
    static final int HOLE = 24;
    static final int AFTER = 12;

    /** A venue shows at most half of a recorded market as history. */
    private static final int ALL = 2 * (HISTORY + BEFORE + HOLE) + AFTER;

    static final long STEP_MS = 300_000L;
    static final long START_MS = 1_700_006_400_000L;
    static final long HOLE_FROM_MS = START_MS + (HISTORY + BEFORE) * STEP_MS;
    static final long HOLE_TO_MS = HOLE_FROM_MS + HOLE * STEP_MS;

    static final String STOPPED = "AAVEUSDT";
    static final String GAPPED = "AVAXUSDT";
    static final String BOTH = "BNBUSDT";
    static final String TARGET = "BTCUSDT";
    static final String WAITING_ENTRY = "ETCUSDT";
    static final String WAITING_EXIT = "ETHUSDT";
    static final String MISSING = "LINKUSDT";
    static final String EAGER = "LTCUSDT";
    static final String RULES = "SOLUSDT";

    private static final double[] QUIET = {100, 100.10, 99.90, 100};

    /** The bars that differ: by number, open, high, low and close; none at all for a bar that the venue does not have. */
    private final Map<Integer, double[]> odd = new TreeMap<>();

    private DowntimeMarket() {}

    /** Symbols in the order in which a venue lists their files. */
    static List<String> symbols() {
        return List.of(STOPPED, GAPPED, BOTH, TARGET, WAITING_ENTRY, WAITING_EXIT, MISSING, EAGER, RULES);
    }

    static FileMarket write(Path folder) throws IOException {
        quiet().bar(7, 100, 100.1, 97, 97.5).from(8, 103).write(folder, STOPPED);
        quiet().bar(10, 95, 95.5, 94, 95.2).from(11, 99).write(folder, GAPPED);
        quiet().bar(5, 100, 103, 97, 100).write(folder, BOTH);
        quiet().bar(4, 100, 102.6, 99.9, 102).from(5, 90).write(folder, TARGET);
        quiet().bar(-1, 100, 101.6, 99.9, 101.5).write(folder, WAITING_ENTRY);
        quiet().bar(-1, 100, 101.6, 99.9, 101.5)
                .bar(1, 100, 100.1, 97, 97.5)
                .from(2, 103)
                .write(folder, WAITING_EXIT);
        quiet().missing(3)
                .missing(4)
                .missing(5)
                .bar(6, 96, 96.5, 95, 96)
                .from(7, 100)
                .write(folder, MISSING);
        quiet().bar(6, 100, 100.1, 97, 97.5).from(7, 100).write(folder, EAGER);
        quiet().bar(8, 100, 100.1, 98.5, 98.9)
                .bar(HOLE - 1, 100, 104.6, 99.9, 104.5)
                .from(HOLE, 104.5)
                .write(folder, RULES);
        return FileMarket.open(folder);
    }

    private static DowntimeMarket quiet() {
        return new DowntimeMarket();
    }

    private DowntimeMarket bar(int number, double open, double high, double low, double close) {
        odd.put(number, new double[] {open, high, low, close});
        return this;
    }

    private DowntimeMarket missing(int number) {
        odd.put(number, new double[0]);
        return this;
    }

    /** From a bar on all are quiet at another price. */
    private DowntimeMarket from(int number, double price) {
        for (int i = number; i < ALL; i++) {
            odd.putIfAbsent(i, new double[] {price, price + 0.1, price - 0.1, price});
        }
        return this;
    }

    private void write(Path folder, String symbol) throws IOException {
        final List<String> lines = new ArrayList<>();
        lines.add("open_time_ms,open,high,low,close,volume");
        for (int i = 0; i < ALL; i++) {
            final double[] candle = odd.getOrDefault(i - HISTORY - BEFORE, QUIET);
            if (candle.length > 0) {
                lines.add(START_MS + i * STEP_MS + "," + candle[0] + "," + candle[1] + "," + candle[2] + "," + candle[3]
                        + ",1000");
            }
        }
        Files.write(folder.resolve(symbol + "-5m.csv"), lines);
    }
}
