package crucible.exchange.replay.market;

import java.util.ArrayList;
import java.util.List;

/** Reads all files of a market side by side, each one row ahead. */
final class FileTape implements MarketTape {
    private final List<CandleReader> readers = new ArrayList<>();
    private final Candle[] cells;
    private final boolean[] ended;
    private final long lastOpenTimeMs;
    private long openTimeMs;

    FileTape(List<FileMarket.Recording> recordings) {
        cells = new Candle[recordings.size()];
        ended = new boolean[recordings.size()];
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try {
            for (int i = 0; i < cells.length; i++) {
                readers.add(new CandleReader(recordings.get(i).file()));
                cells[i] = new Candle();
                ended[i] = !readers.get(i).next(cells[i]);
                first = Math.min(first, recordings.get(i).firstOpenTimeMs());
                last = Math.max(last, recordings.get(i).lastOpenTimeMs());
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
        lastOpenTimeMs = last;
        openTimeMs = first - Candle.INTERVAL_MS;
    }

    @Override
    public boolean advance() {
        if (openTimeMs >= lastOpenTimeMs) {
            return false;
        }
        openTimeMs += Candle.INTERVAL_MS;
        for (int i = 0; i < cells.length; i++) {
            if (!ended[i] && cells[i].openTimeMs < openTimeMs) {
                ended[i] = !readers.get(i).next(cells[i]);
            }
        }
        return true;
    }

    @Override
    public long openTimeMs() {
        return openTimeMs;
    }

    @Override
    public Candle candle(int symbol) {
        return !ended[symbol] && cells[symbol].openTimeMs == openTimeMs ? cells[symbol] : null;
    }

    @Override
    public void close() {
        readers.forEach(CandleReader::close);
    }
}
