package crucible.server.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the day before with a backtest on it, once a day. A thread of its own waits for the time and for the process
 * that does the work; nothing of it is on the ring. While the server is in trouble it waits; days that were missed are made
 * up for. The newest result lies in {@code parity/last.json} of the data directory.
 */
public final class NightlyParity implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyParity.class);
    private static final long LOOK_EVERY_NANOS = 20_000_000_000L;

    /** Days that are made up for at most. */
    private static final int MOST_DAYS = 30;

    private final Path dataDirectory;
    private final LocalTime at;
    private final Worker worker;
    private final InstantSource clock;
    private final Surroundings surroundings;
    private final Thread thread = new Thread(this::run, "parity-nightly");
    private volatile boolean closed;
    private LocalDate lastRun;

    /** Does the work. */
    interface Worker extends AutoCloseable {
        /** Compares a span; waits until it is done. */
        ParityNight run(Instant from, Instant to);

        /** Ends what is being done. */
        @Override
        void close();
    }

    /**
     * What there is around it; called on its thread.
     *
     * @param inTrouble whether the server has less room or memory than it needs itself
     * @param done is told of each result
     */
    public record Surroundings(BooleanSupplier inTrouble, Consumer<ParityNight> done) {}

    NightlyParity(Path dataDirectory, LocalTime at, Worker worker, InstantSource clock, Surroundings surroundings) {
        this.dataDirectory = dataDirectory;
        this.at = at;
        this.worker = worker;
        this.clock = clock;
        this.surroundings = surroundings;
        final LocalDate today = today();
        lastRun = clock.instant().isBefore(dueOn(today)) ? today.minusDays(1) : today;
    }

    /**
     * Begins to wait for the time.
     *
     * @param at time of day in UTC
     * @param heapMegabytes heap of the process that does the work
     */
    public static NightlyParity start(Path dataDirectory, LocalTime at, int heapMegabytes, Surroundings surroundings) {
        final NightlyParity nightly = new NightlyParity(
                dataDirectory,
                at,
                new ParityProcess(dataDirectory, heapMegabytes),
                InstantSource.system(),
                surroundings);
        nightly.thread.setDaemon(true);
        nightly.thread.start();
        return nightly;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            if (!closed) {
                runIfDue();
            }
        }
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Instant dueOn(LocalDate day) {
        return day.atTime(at).toInstant(ZoneOffset.UTC);
    }

    /** Compares where it is time to. */
    void runIfDue() {
        final LocalDate today = today();
        if (!today.isAfter(lastRun)
                || clock.instant().isBefore(dueOn(today))
                || surroundings.inTrouble().getAsBoolean()) {
            return;
        }
        lastRun = today;
        try {
            final Instant to = today.atStartOfDay().toInstant(ZoneOffset.UTC);
            final ParityNight night = worker.run(from(today), to);
            tell(night);
            keep(night);
            surroundings.done().accept(night);
        } catch (IOException | RuntimeException e) {
            LOG.error("the nightly comparison failed", e);
        }
    }

    /** Behind the last day that was compared, at most some days ago; else yesterday. */
    private Instant from(LocalDate today) {
        final Instant yesterday = today.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        final ParityNight last = last(dataDirectory);
        if (last == null || last.result() == ParityNight.Result.FAILED) {
            return yesterday;
        }
        final Instant earliest = today.minusDays(MOST_DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
        final Instant behind = Instant.ofEpochMilli(last.toMs());
        return behind.isAfter(yesterday) ? yesterday : behind.isBefore(earliest) ? earliest : behind;
    }

    private static void tell(ParityNight night) {
        switch (night.result()) {
            case SAME -> LOG.info("the backtest does what the arena did: {}", night.words());
            case DIFFERENT ->
                LOG.error("the backtest does not do what the arena did: {}; {}", night.differences(), night.words());
            case FAILED -> LOG.warn("the backtest could not be compared with what the arena did: {}", night.words());
        }
    }

    private static Path file(Path dataDirectory) {
        return dataDirectory.resolve("parity").resolve("last.json");
    }

    private void keep(ParityNight night) throws IOException {
        final Path file = file(dataDirectory);
        Files.createDirectories(file.getParent());
        final Path unfinished = file.resolveSibling("last.json.unfinished");
        Files.writeString(unfinished, JsonMapper.shared().writeValueAsString(night) + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The newest result in a data directory; null where there is none that can be read. */
    public static ParityNight last(Path dataDirectory) {
        try {
            return JsonMapper.shared().readValue(Files.readString(file(dataDirectory)), ParityNight.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read: {}", file(dataDirectory), e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.close();
        LockSupport.unpark(thread);
    }
}
