package crucible.exchange.replay.market;

import crucible.model.InstrumentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A market of recorded candles: the files {@code SYMBOL-5m.csv} or {@code SYMBOL-5m.csv.gz} of a folder, or one such
 * file. Each file is read through and checked when the market is opened and read again, row by row, when it is played,
 * so the memory needed does not depend on its length. Files may cover different spans; the union is played, and a symbol
 * is quiet where it has no bar. Funding of perpetuals is recorded beside them, see {@link FundingSchedule}. Immutable.
 */
public final class FileMarket implements MarketSource {
    private static final Pattern FUNDING_NAME = Pattern.compile("[\\p{L}\\p{N}_.]{2,40}-funding\\.csv(\\.gz)?");
    private static final Pattern NAME = Pattern.compile("([\\p{L}\\p{N}_.]{2,40})-5m\\.csv(\\.gz)?");

    /**
     * One file that is played.
     *
     * @param file where it is
     * @param rules the symbol with a tick that all its prices are multiples of
     * @param firstOpenTimeMs open time of the first bar
     * @param lastOpenTimeMs open time of the last bar
     * @param bars rows
     */
    record Recording(Path file, SymbolRules rules, long firstOpenTimeMs, long lastOpenTimeMs, long bars) {}

    private final List<Recording> recordings;
    private final List<FundingSchedule> fundings;
    private final List<InstrumentKind> kinds;
    private final Map<String, String> venues;
    private final List<SymbolRules> symbols;
    private final List<String> refused;
    private final List<String> notes;

    private FileMarket(
            List<Recording> recordings,
            List<FundingSchedule> fundings,
            Set<String> perpetuals,
            Map<String, String> venues,
            List<String> refused,
            List<String> notes) {
        this.recordings = List.copyOf(recordings);
        this.fundings = List.copyOf(fundings);
        final List<InstrumentKind> all = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            final boolean isPerpetual = fundings.get(i).isRecorded()
                    || perpetuals.contains(recordings.get(i).rules().symbol());
            all.add(isPerpetual ? InstrumentKind.PERPETUAL : InstrumentKind.SPOT);
        }
        this.kinds = List.copyOf(all);
        this.venues = venues;
        this.symbols = recordings.stream().map(Recording::rules).toList();
        this.refused = List.copyOf(refused);
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens a folder or one file. Files that cannot be played are listed in {@link #refused()}; where none can, this
     * fails with all the reasons.
     */
    public static FileMarket open(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("market data " + path + " does not exist");
        }
        final List<Path> files = files(path);
        final Path folder = Files.isDirectory(path)
                ? path
                : path.toAbsolutePath().normalize().getParent();
        final Map<String, SymbolRules> own = InstrumentsFile.read(folder);
        final List<Recording> recordings = new ArrayList<>();
        final List<FundingSchedule> fundings = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        for (Path file : files) {
            final String name = String.valueOf(file.getFileName());
            final Matcher matcher = NAME.matcher(name);
            if (FUNDING_NAME.matcher(name).matches()) {
                // Read with the candles of its symbol.
                continue;
            }
            if (!matcher.matches()) {
                if (!name.equals(InstrumentsFile.NAME)) {
                    notes.add(name + " is not played: only SYMBOL-5m.csv and SYMBOL-5m.csv.gz are");
                }
                continue;
            }
            try {
                final Recording recording = examine(file, matcher.group(1), own, recordings, notes);
                fundings.add(FundingSchedule.beside(file, matcher.group(1), recordings.size()));
                recordings.add(recording);
            } catch (IllegalArgumentException reason) {
                refused.add(reason.getMessage());
            }
        }
        if (recordings.isEmpty()) {
            final List<String> reasons = new ArrayList<>(refused);
            reasons.addAll(notes);
            throw new IllegalArgumentException("no playable 5m candles in " + path
                    + (reasons.isEmpty() ? ": there is no SYMBOL-5m.csv or SYMBOL-5m.csv.gz" : ":")
                    + reasons.stream().map(reason -> "\n  " + reason).reduce("", String::concat));
        }
        return new FileMarket(
                recordings,
                fundings,
                InstrumentsFile.perpetuals(folder),
                InstrumentsFile.venues(folder),
                refused,
                notes);
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Recording examine(
            Path file, String symbol, Map<String, SymbolRules> own, List<Recording> earlier, List<String> notes) {
        final String name = String.valueOf(file.getFileName());
        if (earlier.stream().anyMatch(other -> other.rules().symbol().equals(symbol))) {
            throw new IllegalArgumentException(name + ": " + symbol + " has another file that is played");
        }
        final boolean mayRefine = !own.containsKey(symbol);
        final SymbolRules rules = mayRefine ? KnownSymbols.rules(symbol) : own.get(symbol);
        if (rules == null) {
            throw new IllegalArgumentException(name + ": no trading rules are known for " + symbol + "; write "
                    + InstrumentsFile.NAME + " beside it with [" + InstrumentsFile.example(symbol) + "]");
        }
        BigDecimal tick = rules.tickSize();
        PriceGrid grid = new PriceGrid(tick);
        final Candle cell = new Candle();
        long first = 0;
        long bars = 0;
        try (CandleReader reader = new CandleReader(file)) {
            while (reader.next(cell)) {
                first = bars == 0 ? cell.openTimeMs : first;
                bars++;
                final double odd = offGrid(cell, grid);
                if (!Double.isNaN(odd)) {
                    final BigDecimal finer = mayRefine ? PriceGrid.finerTick(tick, odd) : null;
                    if (finer == null) {
                        throw reader.refused("price " + odd + " is not a multiple of the tick " + tick.toPlainString()
                                + "; correct tickSize of " + symbol + " in " + InstrumentsFile.NAME);
                    }
                    tick = finer;
                    grid = new PriceGrid(tick);
                }
            }
        }
        if (bars == 0) {
            throw new IllegalArgumentException(name + ": there are no candles");
        }
        if (tick.compareTo(rules.tickSize()) != 0) {
            notes.add(symbol + " is played with the tick " + tick.toPlainString() + ": its prices are finer than "
                    + rules.tickSize().toPlainString());
        }
        return new Recording(file, rules.withTickSize(tick), first, cell.openTimeMs, bars);
    }

    private static double offGrid(Candle cell, PriceGrid grid) {
        if (!grid.holds(cell.open)) {
            return cell.open;
        }
        if (!grid.holds(cell.high)) {
            return cell.high;
        }
        if (!grid.holds(cell.low)) {
            return cell.low;
        }
        return grid.holds(cell.close) ? Double.NaN : cell.close;
    }

    /** Why candle files are not played, one text per file with file, line and reason; empty where all are. */
    public List<String> refused() {
        return refused;
    }

    /** What else a user should know: files of other kinds, refined ticks. */
    public List<String> notes() {
        return notes;
    }

    /** Rows in a symbol's file. */
    public long bars(int symbol) {
        return recordings.get(symbol).bars();
    }

    @Override
    public List<SymbolRules> symbols() {
        return symbols;
    }

    @Override
    public long firstOpenTimeMs(int symbol) {
        return recordings.get(symbol).firstOpenTimeMs();
    }

    @Override
    public long lastOpenTimeMs(int symbol) {
        return recordings.get(symbol).lastOpenTimeMs();
    }

    @Override
    public FundingSchedule fundings(int symbol) {
        return fundings.get(symbol);
    }

    @Override
    public String venue(int symbol) {
        final String named = venues.get(recordings.get(symbol).rules().symbol());
        return named == null ? MarketSource.super.venue(symbol) : named;
    }

    /** A perpetual where a funding file lies beside it, or {@code instruments.json} says so. */
    @Override
    public InstrumentKind kind(int symbol) {
        return kinds.get(symbol);
    }

    @Override
    public String description() {
        final long first =
                recordings.stream().mapToLong(Recording::firstOpenTimeMs).min().getAsLong();
        final long last =
                recordings.stream().mapToLong(Recording::lastOpenTimeMs).max().getAsLong();
        return "recorded candles of " + symbols.size() + " symbols, " + Instant.ofEpochMilli(first) + " to "
                + Instant.ofEpochMilli(last + Candle.INTERVAL_MS) + ", "
                + recordings.stream().mapToLong(Recording::bars).sum() + " bars";
    }

    @Override
    public MarketTape open() {
        return new FileTape(recordings);
    }
}
