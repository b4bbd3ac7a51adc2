package crucible.server.cli;

import crucible.exchange.rules.ListedInstrument;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.exchange.venue.VenueHistory;
import crucible.model.Bar;
import crucible.model.InstrumentKind;
import crucible.model.Timeframe;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings a candle file of one symbol up to a time, page by page, and looks whether anything is missing in it. */
final class CandleDownload {
    private static final String HEADER = "open_time_ms,open,high,low,close,volume";
    private static final int PAGE_BARS = 1_000;
    private static final int PROGRESS_CELLS = 30;
    private static final int SHOWN_GAPS = 10;

    private final VenueHistory history;
    private final String symbol;
    private final Timeframe timeframe;
    private final PrintWriter talk;
    private final Path folder;

    /** Bars that are missing between two that are there, both ends included. */
    record Hole(long firstOpenMs, long lastOpenMs) {}

    /** What a file holds in the end. */
    record Result(Path file, long bars, long added, List<Hole> gaps, Optional<String> funding) {
        void print(PrintWriter out) {
            out.println(file + ": " + bars + " bars, " + added + " of them new, " + gaps.size() + " gaps");
            funding.ifPresent(out::println);
            gaps.stream()
                    .limit(SHOWN_GAPS)
                    .forEach(
                            gap -> out.println("  the venue has nothing from " + Instant.ofEpochMilli(gap.firstOpenMs())
                                    + " to " + Instant.ofEpochMilli(gap.lastOpenMs())));
        }
    }

    CandleDownload(VenueHistory history, Path folder, String symbol, Timeframe timeframe, PrintWriter talk) {
        this.history = history;
        this.folder = folder;
        this.symbol = symbol;
        this.timeframe = timeframe;
        this.talk = talk;
    }

    /** Bars that open from {@code fromMs} on and have closed by {@code endMs}. */
    Result run(long fromMs, long endMs) throws IOException {
        final Terms terms = terms();
        final String name = (terms.base() + terms.quote()).toUpperCase(Locale.ROOT);
        CandleRules.put(folder, String.valueOf(folder.getFileName()), name, terms);
        final Path file = folder.resolve(name + "-" + timeframe.label() + ".csv");
        final long intervalMs = timeframe.intervalMs();
        final long firstMs = timeframe.openTimeOf(fromMs + intervalMs - 1);
        final long lastMs = timeframe.openTimeOf(endMs) - intervalMs;
        final List<Bar> present = CandleRows.read(file, HEADER, timeframe);
        if (!present.isEmpty() && present.get(0).openTimeMs() > firstMs && !startsLater(firstMs, present.get(0))) {
            throw new IllegalArgumentException("required: --from is not before " + file + ", which begins at "
                    + Instant.ofEpochMilli(present.get(0).openTimeMs()) + "; another --data-dir takes earlier ones");
        }
        final long added = append(file, present, firstMs, lastMs);
        return check(file, added, funding(terms, name, fromMs, endMs));
    }

    /** What is known of the funding of a perpetual, in words. */
    private Optional<String> funding(Terms terms, String name, long fromMs, long endMs) throws IOException {
        if (terms.kind() != InstrumentKind.PERPETUAL) {
            return Optional.empty();
        }
        return Optional.of(
                history.hasFundings()
                        ? new FundingDownload(history, folder, name, symbol).run(fromMs, endMs)
                        : "no funding of " + symbol + ": settled rates of this venue are not read here");
    }

    /** Whether the venue has nothing before the file's first bar. */
    private boolean startsLater(long firstMs, Bar first) throws IOException {
        return history.bars(symbol, timeframe, firstMs, first.openTimeMs() - timeframe.intervalMs(), Optional.empty())
                .isEmpty();
    }

    private Terms terms() throws IOException {
        final ListedInstrument listed = history.instrument(symbol)
                .orElseThrow(() -> new IllegalArgumentException("required: the venue lists " + symbol));
        return listed.visit(tradable -> tradable.terms(), halted -> halted.terms(), refused -> {
            throw new IllegalArgumentException("required: an instrument that can be traded here, but " + symbol + ": "
                    + refused.reason() + ", " + refused.detail());
        });
    }

    private long append(Path file, List<Bar> present, long firstMs, long lastMs) throws IOException {
        final long intervalMs = timeframe.intervalMs();
        Optional<Bar> before = present.isEmpty() ? Optional.empty() : Optional.of(present.get(present.size() - 1));
        long nextMs = before.map(Bar::closeTimeMs).orElse(firstMs);
        final long startMs = nextMs;
        long added = 0;
        try (BufferedWriter rows = Files.newBufferedWriter(
                file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            if (present.isEmpty() && Files.size(file) == 0) {
                rows.write(HEADER + "\n");
            }
            while (nextMs <= lastMs) {
                final long pageEndMs = Math.min(lastMs, nextMs + (PAGE_BARS - 1) * intervalMs);
                for (Bar bar : history.bars(symbol, timeframe, nextMs, pageEndMs, before)) {
                    rows.write(row(bar));
                    before = Optional.of(bar);
                    added++;
                }
                // A page at a time, so that an interruption costs one page.
                rows.flush();
                nextMs = pageEndMs + intervalMs;
                progress(nextMs - startMs, lastMs + intervalMs - startMs, added);
            }
        }
        return added;
    }

    private static String row(Bar bar) {
        return bar.openTimeMs() + "," + plain(bar.open()) + "," + plain(bar.high()) + "," + plain(bar.low()) + ","
                + plain(bar.close()) + "," + plain(bar.volumeBase()) + "\n";
    }

    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).toPlainString();
    }

    private void progress(long doneMs, long allMs, long added) {
        final int cells = (int) (PROGRESS_CELLS * doneMs / allMs);
        talk.print("\r" + symbol + " " + timeframe.label() + " [" + "#".repeat(cells)
                + ".".repeat(PROGRESS_CELLS - cells) + "] " + 100 * doneMs / allMs + "%, " + added + " bars");
        if (doneMs >= allMs) {
            talk.println();
        }
        talk.flush();
    }

    private Result check(Path file, long added, Optional<String> funding) throws IOException {
        final List<Hole> gaps = new ArrayList<>();
        final List<Bar> bars = CandleRows.read(file, HEADER, timeframe);
        for (int i = 1; i < bars.size(); i++) {
            final long expectedMs = bars.get(i - 1).closeTimeMs();
            if (bars.get(i).openTimeMs() > expectedMs) {
                gaps.add(new Hole(expectedMs, bars.get(i).openTimeMs() - timeframe.intervalMs()));
            }
        }
        return new Result(file, bars.size(), added, gaps, funding);
    }
}
