package crucible.server.host;

import crucible.server.mode.NoRoom;
import crucible.server.security.Role;
import crucible.server.systemd.ServiceNotifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;

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
            return host.mustStop().isPresent() ? ExitCodes.DISK_FULL : ExitCodes.DONE;
        } catch (NoRoom e) {
            err.println("crucible: " + e.getMessage());
            err.flush();
            return ExitCodes.DISK_FULL;
        }
    }
}
