package crucible.server.cli;

import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueStatistics;
import crucible.model.AgentState;
import crucible.model.Timeframe;
import crucible.server.host.StopSignal;
import crucible.server.host.TournamentHost;
import crucible.server.security.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** One demo from the first quote to the summary. Used by one thread; an interrupt of the process ends it in order. */
final class DemoRun {
    private static final long TALK_EVERY_MS = 15_000;
    private static final long READY_WITHIN_MS = 60_000;
    private static final long DRAIN_WITHIN_MS = 60_000;
    private static final long LOOK_EVERY_MS = 50;
    private static final long STOPS_WITHIN_MS = 180_000;

    private final ReplayVenue venue;
    private final TournamentHost host;
    private final Limits limits;
    private final Path directory;
    private final StopSignal interrupted = StopSignal.listen(STOPS_WITHIN_MS);
    private final String viewerToken;
    private final String operatorToken;
    private final String adminToken;

    DemoRun(ReplayVenue venue, TournamentHost host, Limits limits, Path directory) throws IOException {
        this.venue = venue;
        this.host = host;
        this.limits = limits;
        this.directory = directory;
        this.viewerToken = host.createToken(Role.VIEWER);
        this.operatorToken = host.createToken(Role.OPERATOR);
        this.adminToken = host.createToken(Role.ADMIN);
    }

    /** When a demo ends by itself; null for not. */
    record Limits(Duration duration, Long bars) {}

    /** Says where to look and writes the ready file as soon as agents run. */
    void announce(PrintWriter talk, String market, Path readyFile) throws IOException, InterruptedException {
        talk.println("Crucible demo: " + market + ".");
        talk.println("The embedded venue plays it at " + venue.restUrl() + "; agents get $200 each.");
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_WITHIN_MS);
        while (!agentsRun()
                && System.nanoTime() < deadline
                && !interrupted.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
            talk.flush();
        }
        talk.println("Open " + host.url() + "/#t=" + operatorToken);
        talk.println("  viewer token    " + viewerToken);
        talk.println("  operator token  " + operatorToken + "   (may kill and promote)");
        talk.println("  admin token     " + adminToken);
        talk.println("  data            " + directory);
        talk.flush();
        if (readyFile != null) {
            writeReadyFile(readyFile);
        }
    }

    private boolean agentsRun() {
        final Map<AgentState, Integer> agents = host.view().current().agents();
        return agents.getOrDefault(AgentState.INCUBATING, 0) + agents.getOrDefault(AgentState.ACTIVE, 0) > 0;
    }

    private void writeReadyFile(Path file) throws IOException {
        final Map<String, String> content = new LinkedHashMap<>();
        content.put("url", host.url());
        content.put("viewerToken", viewerToken);
        content.put("operatorToken", operatorToken);
        content.put("adminToken", adminToken);
        content.put("dataDir", directory.toAbsolutePath().toString());
        content.put("venueUrl", venue.restUrl());
        final Path whole = file.toAbsolutePath().resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(whole);
        Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(whole, JsonMapper.shared().writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
        Files.move(whole, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Waits for the end, lets everything through that the venue has played, stops trading and sums up. */
    DemoSummary await(PrintWriter talk) throws InterruptedException {
        final long startNanos = System.nanoTime();
        final long endNanos =
                limits.duration() == null ? Long.MAX_VALUE : limits.duration().toNanos();
        long lastTalkNanos = startNanos;
        while (System.nanoTime() - startNanos < endNanos
                && !venue.finished().isDone()
                && host.mustStop().isEmpty()) {
            if (interrupted.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                break;
            }
            if (System.nanoTime() - lastTalkNanos >= TimeUnit.MILLISECONDS.toNanos(TALK_EVERY_MS)) {
                lastTalkNanos = System.nanoTime();
                talk.println(DemoSummary.line(host.view().current()));
                talk.flush();
            }
        }
        venue.halt();
        final VenueStatistics played = venue.statistics();
        awaitArrival(played);
        host.stopTrading();
        return DemoSummary.of(played, host);
    }

    private void awaitArrival(VenueStatistics played) throws InterruptedException {
        final long expected = DemoSummary.barsPlayed(played);
        final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_WITHIN_MS);
        long seen = -1;
        long stillSince = System.nanoTime();
        while (System.nanoTime() < deadline) {
            final long now = host.arena().sequencer().counters().heardBars(Timeframe.M5);
            if (now != seen) {
                seen = now;
                stillSince = System.nanoTime();
            } else if (System.nanoTime() - stillSince > TimeUnit.SECONDS.toNanos(now >= expected ? 1 : 10)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }
}
