package crucible.server.host;

import crucible.server.arena.StageStandsStill;
import crucible.server.journal.JournalException;
import crucible.server.mode.NoRoom;
import crucible.server.security.Role;
import crucible.server.systemd.ServiceNotifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A server as a process of its own, from its start to its exit code. */
public final class Daemon {
    /** The unit gives it 90 seconds before it kills it. */
    private static final long STOPS_WITHIN_MS = 60_000;

    private Daemon() {}

    /**
     * Runs until a signal comes or the disk is full, then stops in order.
     *
     * @param started is given the server once it runs
     * @param out for people: addresses, the first token, why it stops
     * @return one of {@link ExitCodes}
     * @throws IOException where it cannot start; says what is in the way
     */
    public static int run(HostPlan plan, Consumer<TournamentHost> started, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        final StopSignal stop = StopSignal.listen(STOPS_WITHIN_MS);
        try (TournamentHost host = TournamentHost.start(plan)) {
            out.println("Crucible runs; its page is " + host.url() + "/");
            if (host.hasNoTokens()) {
                out.println("First start: this admin token is shown once, only its hash is kept:");
                out.println("  " + host.createToken(Role.ADMIN));
                out.println("Open " + host.url() + "/ and paste it; make others with: crucible token create");
            }
            out.flush();
            host.onMustStop(stop::ask);
            started.accept(host);
            final Optional<ServiceNotifier> notifier = ServiceNotifier.start(System.getenv(), host.pulse());
            stop.await();
            notifier.ifPresent(ServiceNotifier::close);
            host.mustStop().ifPresent(reason -> out.println("Stopping, because " + reason + "."));
            out.println(
                    "Stopping: feeds first, then the ring drains, then the journal is synced. A second signal ends at once.");
            out.flush();
            return stop(host::stopTrading, host::lacksRoom, host::mustStop, err);
        } catch (NoRoom e) {
            tell(err, e.getMessage());
            return ExitCodes.DISK_FULL;
        }
    }

    /**
     * Stops in order, says what is in the way of that, and answers what the process ends with.
     *
     * @param lacksRoom why the journal cannot be written, where the disk is full
     * @param mustStop why it stops, where nobody asked for it
     */
    static int stop(
            Runnable stop, Supplier<Optional<String>> lacksRoom, Supplier<Optional<String>> mustStop, PrintWriter err) {
        try {
            stop.run();
        } catch (JournalException e) {
            final Optional<String> noRoom = lacksRoom.get();
            tell(
                    err,
                    noRoom.map(reason -> reason + "; make room and start again: ")
                                    .orElse("")
                            + e.getMessage());
            return noRoom.isPresent() ? ExitCodes.DISK_FULL : ExitCodes.JOURNAL_FAILED;
        } catch (StageStandsStill e) {
            tell(err, e.getMessage());
            return ExitCodes.STUCK;
        }
        return mustStop.get().isPresent() ? ExitCodes.DISK_FULL : ExitCodes.DONE;
    }

    private static void tell(PrintWriter err, String what) {
        err.println("crucible: " + what);
        err.flush();
    }
}
