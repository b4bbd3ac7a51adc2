package crucible.server.cli;

import crucible.exchange.venue.Venue;
import crucible.exchange.venue.VenueHistory;
import crucible.model.Timeframe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crucible data download}: a venue's closed candles, into the lake. */
@Command(
        name = "download",
        description = {
            "Downloads closed candles of a venue into the lake.",
            "They come to lake/candles/VENUE below the data directory, with the order rules beside them: files that",
            "backtest, demo and venue serve take with --data; with perpetuals also their settled",
            "funding rates (SYMBOL-funding.csv). What is there already is not asked for again, so it may be",
            "interrupted. Ends with 1 where bars are missing that the venue does not have."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crucible data download --venue binance-spot --instruments BTCUSDT,ETHUSDT --timeframe 5m \\",
            "      --from 2026-01-01 --to 2026-02-01",
            "  crucible backtest --blueprint trend.yaml --data ./data/lake/candles/binance-spot"
        })
final class DataDownloadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--venue", required = true, paramLabel = "NAME", description = "such as binance-spot or kraken")
    private String venueName;

    @Option(
            names = "--instruments",
            required = true,
            split = ",",
            paramLabel = "SYMBOL",
            description = "the venue's symbols, such as BTCUSDT,ETHUSDT")
    private List<String> symbols;

    @Option(
            names = "--timeframe",
            paramLabel = "5m|15m",
            description = "length of the candles (default: ${DEFAULT-VALUE})")
    private String timeframe = "5m";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            converter = TimePoints.class,
            description = "opening of the first candle, such as 2026-01-01")
    private Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimePoints.class,
            description = "end of the last candle (default: now, by the venue's clock)")
    private Instant to;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "the data directory (default: ${DEFAULT-VALUE})")
    private Path dataDirectory = Path.of("data");

    @Option(
            names = "--rest-url",
            paramLabel = "URL",
            description = "where to ask instead of the venue itself, such as crucible venue serve")
    private String restUrl;

    @Override
    public Integer call() throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter talk = spec.commandLine().getErr();
        final Venue venue = Venue.of(venueName)
                .orElseThrow(() ->
                        wrong("--venue is one of " + String.join(", ", Venue.labels()) + ", but was " + venueName));
        final Timeframe interval = timeframe();
        final Path folder = dataDirectory.resolve("lake").resolve("candles").resolve(venue.label());
        Files.createDirectories(folder);
        boolean isWhole = true;
        try (VenueHistory history = new VenueHistory(
                venue,
                restUrl == null ? venue.restUrl() : restUrl,
                (at, reason, detail) -> talk.println(at + ": " + reason + ": " + detail))) {
            final long nowMs = history.serverTimeMs();
            final long endMs = to == null ? nowMs : Math.min(nowMs, to.toEpochMilli());
            if (from.toEpochMilli() >= interval.openTimeOf(endMs)) {
                throw wrong("--from is before --to and before now, but was " + from + " and "
                        + Instant.ofEpochMilli(endMs));
            }
            for (String symbol : symbols) {
                final CandleDownload download = new CandleDownload(history, folder, symbol, interval, talk);
                final CandleDownload.Result result = download.run(from.toEpochMilli(), endMs);
                result.print(out);
                isWhole &= result.gaps().isEmpty();
            }
        } catch (IllegalArgumentException refused) {
            throw wrong(refused.getMessage());
        }
        out.flush();
        return isWhole ? 0 : 1;
    }

    private Timeframe timeframe() {
        try {
            return Timeframe.parse(timeframe);
        } catch (IllegalArgumentException refused) {
            throw wrong("--timeframe: " + refused.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
