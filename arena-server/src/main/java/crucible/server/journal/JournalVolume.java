package crucible.server.journal;

import crucible.model.Timeframe;
import java.util.List;

/** How much disk a journal takes. */
public final class JournalVolume {
    /** Measured on random walks with sizes of five digits; a record's hash and checksum do not compress. */
    static final int PACKED_QUOTE_BYTES = 55;

    /** Measured likewise. */
    static final int PACKED_BAR_BYTES = 58;

    private static final int PACKED_BOUNDARY_BYTES = 40;
    private static final long DAY_MS = 86_400_000L;

    private JournalVolume() {}

    /**
     * Bytes that a day of a live market takes at most, once its files are compressed; until then they take about twice
     * as much.
     *
     * @param instruments how many
     * @param quoteIntervalMs shortest time between two quotes of one instrument; 0 is counted as one in 100 ms
     * @param timeframes the bars of each instrument
     */
    public static long packedBytesPerDay(int instruments, long quoteIntervalMs, List<Timeframe> timeframes) {
        final long quotes = DAY_MS / Math.max(100, quoteIntervalMs);
        final long bars = timeframes.stream()
                .mapToLong(timeframe -> DAY_MS / timeframe.intervalMs())
                .sum();
        return instruments * (quotes * PACKED_QUOTE_BYTES + bars * PACKED_BAR_BYTES) + bars * PACKED_BOUNDARY_BYTES;
    }
}
