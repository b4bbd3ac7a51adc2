package crucible.server.cli;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.exchange.replay.fault.FaultScript;
import crucible.exchange.replay.market.FileMarket;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.MarketSource;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.exchange.venue.Venue;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code crucible venue}: the replay venue alone, for any client. */
@Command(
        name = "venue",
        description = "The replay venue: an exchange in the process.",
        subcommands = VenueCommand.Serve.class,
        mixinStandardHelpOptions = true)
public final class VenueCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what the venue shall do: crucible venue serve");
    }

    /** {@code crucible venue serve}: plays a market until it is interrupted. */
    @Command(
            name = "serve",
            description = "Plays recorded or generated candles as an exchange would, until interrupted.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example:",
                "  crucible venue serve --generate --symbols 9 --seed 42 --speed 1000 --port 9443",
                "  crucible venue serve --data ./candles --speed max",
                "  crucible venue serve --speed 1000 --faults ops/faults/bad-day.txt"
            })
    static final class Serve implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--data",
                paramLabel = "DIR|FILE",
                description = "folder with SYMBOL-5m.csv or .csv.gz files, or one of them")
        private Path data;

        @Option(names = "--generate", description = "a generated market (the default without --data)")
        private boolean generate;

        @Option(
                names = "--symbols",
                paramLabel = "N",
                description = "symbols of a generated market (default: ${DEFAULT-VALUE})")
        private int symbols = GeneratedMarket.DEFAULT_SYMBOLS;

        @Option(names = "--seed", description = "seed of a generated market (default: ${DEFAULT-VALUE})")
        private long seed = 42;

        @Option(
                names = "--edge",
                paramLabel = "planted|none",
                description = "whether a generated market holds its one inefficiency (default: ${DEFAULT-VALUE})")
        private String edge = "planted";

        @Option(
                names = "--dialect",
                paramLabel = "NAME",
                description = "protocol whose addresses are shown, such as bybit-linear; all are spoken (default: all)")
        private String dialect = "all";

        @Option(
                names = "--speed",
                paramLabel = "N|max",
                description = "market time per real time, or max: as fast as clients read (default: ${DEFAULT-VALUE})")
        private String speed = "1";

        @Option(
                names = "--faults",
                paramLabel = "FILE",
                description = "what goes wrong, line by line, such as: at 2h cut (grammar: docs/venues.md)")
        private Path faults;

        @Option(names = "--port", description = "port on the loopback interface, 0 for any (default: ${DEFAULT-VALUE})")
        private int port = 0;

        @Override
        public Integer call() {
            final PrintWriter out = spec.commandLine().getOut();
            final VenueOptions options = options(out);
            final CompletableFuture<Void> interrupted = new CompletableFuture<>();
            try (ReplayVenue venue = ReplayVenue.start(options)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted.complete(null), "venue-stop"));
                announce(out, venue, options);
                final CompletableFuture<Void> finished = venue.finished();
                CompletableFuture.anyOf(finished, interrupted).join();
                if (finished.isDone()) {
                    out.println("The market has ended. Connections stay open; interrupt to stop.");
                    out.flush();
                }
                interrupted.join();
            }
            return 0;
        }

        private void announce(PrintWriter out, ReplayVenue venue, VenueOptions options) {
            out.println("Playing " + options.market().description() + ".");
            if (faults != null) {
                out.println("Faults: " + options.faults().name() + ", from the start of the clock.");
            }
            out.println("Speed: "
                    + (Double.isInfinite(options.speed()) ? "as fast as clients read" : speed + " times real time")
                    + ". The clock starts when the first client's subscriptions are acknowledged.");
            venue.entrances().forEach((name, paths) -> {
                if (dialect.equals("all") || dialect.startsWith(name)) {
                    final String sockets = paths.stream()
                            .skip(1)
                            .map(path -> venue.wsUrl() + path)
                            .collect(Collectors.joining(" and "));
                    out.println(name + ": REST " + venue.restUrl() + paths.get(0) + ", WebSocket " + sockets);
                }
            });
            out.flush();
        }

        private VenueOptions options(PrintWriter out) {
            if (!dialect.equals("all") && Venue.of(dialect).isEmpty()) {
                throw wrong("--dialect is all or one of " + String.join(", ", Venue.labels()) + ", but was " + dialect);
            }
            if (generate && data != null) {
                throw wrong("--data and --generate exclude each other");
            }
            try {
                final FaultScript script = faults == null ? FaultScript.none() : FaultScript.read(faults);
                return VenueOptions.of(market(out))
                        .withSpeed(speedFactor())
                        .withPort(port)
                        .withFaults(script);
            } catch (IllegalArgumentException refused) {
                throw wrong(refused.getMessage());
            }
        }

        private MarketSource market(PrintWriter out) {
            if (data == null) {
                return new GeneratedMarket(symbols, seed, edge());
            }
            final FileMarket market = FileMarket.open(data);
            market.refused().forEach(reason -> out.println("Refused: " + reason));
            market.notes().forEach(note -> out.println("Note: " + note));
            return market;
        }

        private PlantedEdge edge() {
            return switch (edge.toLowerCase(Locale.ROOT)) {
                case "planted" -> PlantedEdge.planted();
                case "none" -> PlantedEdge.none();
                default -> throw wrong("--edge is planted or none, but was " + edge);
            };
        }

        private double speedFactor() {
            if (speed.equals("max")) {
                return VenueOptions.MAX_SPEED;
            }
            try {
                return Double.parseDouble(speed);
            } catch (NumberFormatException notANumber) {
                throw wrong("--speed is a number above 0 or max, but was " + speed);
            }
        }

        private ParameterException wrong(String message) {
            return new ParameterException(spec.commandLine(), message);
        }
    }
}
