package crucible.server.cli;

import crucible.exchange.venue.VenueHistory;
import crucible.model.Funding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Brings {@code SYMBOL-funding.csv} beside a perpetual's candles up to a time: its settled rates. */
final class FundingDownload {
    private static final String HEADER = "funding_time_ms,funding_rate,mark_price";
    private static final long PAGE_MS = 30 * 86_400_000L;

    private final VenueHistory history;
    private final Path file;
    private final String symbol;

    /**
     * @param folder where the candles lie
     * @param name of the candle files
     * @param symbol the venue's own
     */
    FundingDownload(VenueHistory history, Path folder, String name, String symbol) {
        this.history = history;
        this.file = folder.resolve(name + "-funding.csv");
        this.symbol = symbol;
    }

    /**
     * Fundings of {@code [fromMs, endMs]}; those that the file has are not asked for again.
     *
     * @return what the file holds in the end, in words
     */
    String run(long fromMs, long endMs) throws IOException {
        final TreeMap<Long, String> rows = present();
        final int before = rows.size();
        long nextMs = before > 0 && rows.firstKey() <= fromMs + PAGE_MS ? rows.lastKey() + 1 : fromMs;
        while (nextMs <= endMs) {
            final long untilMs = Math.min(endMs, nextMs + PAGE_MS - 1);
            for (Funding funding : history.fundings(symbol, nextMs, untilMs)) {
                rows.put(funding.fundingTimeMs(), row(funding));
            }
            nextMs = untilMs + 1;
        }
        final List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(rows.values());
        final Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, lines);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return file + ": " + rows.size() + " fundings, " + (rows.size() - before) + " of them new"
                + (rows.isEmpty()
                        ? ""
                        : ", " + Instant.ofEpochMilli(rows.firstKey()) + " to " + Instant.ofEpochMilli(rows.lastKey()));
    }

    private TreeMap<Long, String> present() throws IOException {
        final TreeMap<Long, String> rows = new TreeMap<>();
        if (!Files.exists(file)) {
            return rows;
        }
        final List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i);
            if (i == 0
                    ? !line.equals(HEADER)
                    : !line.matches("[0-9]{1,18},-?[0-9]+(\\.[0-9]+)?,([0-9]+(\\.[0-9]+)?)?")) {
                throw new IllegalArgumentException("required: " + file + ":" + (i + 1) + " is "
                        + (i == 0 ? "the header " + HEADER : "a funding") + ", but was " + line);
            }
            if (i > 0) {
                rows.put(Long.parseLong(line.substring(0, line.indexOf(','))), line);
            }
        }
        return rows;
    }

    private static String row(Funding funding) {
        return funding.fundingTimeMs() + "," + plain(funding.rateE12()) + ","
                + (funding.markPriceUsdE12() == 0 ? "" : plain(funding.markPriceUsdE12()));
    }

    private static String plain(long e12) {
        final BigDecimal value = BigDecimal.valueOf(e12, 12).stripTrailingZeros();
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }
}
