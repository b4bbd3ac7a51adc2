package crucible.server.cli;

import crucible.exchange.replay.market.QuoteReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The quotes of one instrument as they were recorded, in the order of their files.
 *
 * @param venue venue name; empty where the file's name does not say
 * @param symbol the venue's symbol
 * @param rows the quotes
 */
record RecordedQuotes(String venue, String symbol, List<QuoteReader.Row> rows) {
    private static final Pattern NAME = Pattern.compile(
            "(?:([a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*)-)?([A-Z0-9]{3,30}|[0-9]+symbols)-.+\\.csv(\\.gz)?");
    private static final int MOST_DECIMALS = 18;

    /** {@code venue:symbol}, or the symbol alone. */
    String key() {
        return venue.isEmpty() ? symbol : venue + ":" + symbol;
    }

    /** The largest price step of which every price is a multiple. */
    double tickSize() {
        int decimals = 0;
        for (QuoteReader.Row row : rows) {
            decimals = Math.max(decimals, Math.max(decimals(row.bid()), decimals(row.ask())));
        }
        BigInteger step = BigInteger.ZERO;
        for (QuoteReader.Row row : rows) {
            step = step.gcd(row.bid().movePointRight(decimals).toBigInteger())
                    .gcd(row.ask().movePointRight(decimals).toBigInteger());
        }
        return new BigDecimal(step, decimals).doubleValue();
    }

    private static int decimals(BigDecimal price) {
        return Math.min(MOST_DECIMALS, Math.max(0, price.stripTrailingZeros().scale()));
    }

    /**
     * Reads a folder's files, or one file, named {@code VENUE-SYMBOL-anything.csv[.gz]} or {@code SYMBOL-anything.csv[.gz]},
     * in the order of the instruments' keys.
     *
     * @param notes is told of files that are left out, and why
     */
    static List<RecordedQuotes> read(Path path, List<String> notes) throws IOException {
        final Map<String, RecordedQuotes> byKey = new TreeMap<>();
        for (Path file : files(path)) {
            if (String.valueOf(file.getFileName()).contains("-trades")) {
                // Trades may lie beside the quotes; they are read by those who compare them.
                continue;
            }
            final Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            if (!name.matches()) {
                notes.add(file.getFileName() + " is left out: quotes are in VENUE-SYMBOL-….csv or .csv.gz");
                continue;
            }
            final String venue = name.group(1) == null ? "" : name.group(1);
            try (QuoteReader reader = new QuoteReader(file)) {
                for (QuoteReader.Row row = reader.next(); row != null; row = reader.next()) {
                    final RecordedQuotes of = new RecordedQuotes(
                            venue, row.symbol().isEmpty() ? name.group(2) : row.symbol(), new ArrayList<>());
                    byKey.computeIfAbsent(of.key(), key -> of).rows().add(row);
                }
            } catch (IllegalArgumentException refused) {
                notes.add(refused.getMessage());
            }
        }
        return List.copyOf(byKey.values());
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
