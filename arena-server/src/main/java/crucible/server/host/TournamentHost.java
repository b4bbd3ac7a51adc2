package crucible.server.host;

import crucible.exchange.FeedStats;
import crucible.exchange.venue.VenueAdapter;
import crucible.runtime.event.ArenaEvent;
import crucible.server.arena.Arena;
import crucible.server.config.ParitySettings;
import crucible.server.metrics.ArenaMetrics;
import crucible.server.mode.InputGate;
import crucible.server.mode.ModeKeeper;
import crucible.server.parity.NightlyParity;
import crucible.server.rest.HttpFace;
import crucible.server.rest.Idempotency;
import crucible.server.security.Role;
import crucible.server.security.TokenStore;
import crucible.server.systemd.Pulse;
import crucible.server.trials.TrialRegistry;
import crucible.server.trials.WatchedRegistry;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.RunInfo;
import crucible.server.view.RunMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tournament with everything around it. Started from the end of the flow to its source, stopped the other way round:
 * feeds first, then the arena, then the face.
 */
public final class TournamentHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TournamentHost.class);

    private final HostMeters meters;
    private final ModeKeeper modes;
    private final Arena arena;
    private final HttpFace face;
    private final TokenStore tokens;
    private final Feeding feeding;
    private NightlyParity nightly;
    private boolean fed = true;
    private boolean closed;

    private TournamentHost(
            HostMeters meters, ModeKeeper modes, Arena arena, HttpFace face, TokenStore tokens, Feeding feeding) {
        this.meters = meters;
        this.modes = modes;
        this.arena = arena;
        this.face = face;
        this.tokens = tokens;
        this.feeding = feeding;
    }

    /** What moves event time, and the gate that it goes through. */
    private record Feeding(InputGate gate, VenueAdapter feed, IdleClock idleClock, FollowedInstruments followed) {
        void end() {
            followed.close();
            gate.shut();
            idleClock.close();
            feed.close();
        }
    }

    /** Starts the arena, then the face, then the feed; fails with what is in the way and leaves nothing running. */
    public static TournamentHost start(HostPlan plan) throws IOException, InterruptedException {
        final boolean live = plan.mode() == RunMode.LIVE;
        final ModeKeeper modes = ModeKeeper.open(plan.modes(), plan.dataDirectory(), live);
        final VenueTime time = new VenueTime(System::currentTimeMillis);
        final ArenaMetrics metrics = new ArenaMetrics(plan.admin().metricsAgents());
        final HostMeters meters = new HostMeters(
                metrics,
                live ? bar -> time.nowMs() : ArenaEvent::arenaTimeMs,
                modes.journal(),
                modes::lacksRoom,
                code -> Runtime.getRuntime().halt(code));
        meters.shows(NightlyParity.last(plan.dataDirectory()));
        final FeedAgreement agreement = new FeedAgreement();
        final Arena arena = Arena.start(
                plan.rules(),
                plan.engine(),
                runInfo(plan),
                plan.beginMs(),
                new Arena.Ears(
                        meters,
                        meters,
                        meters::framesRejected,
                        meters::timed,
                        modes.room(),
                        new Arena.Around(
                                modes::modes, meters::newestNight, agreement::views, backtests(plan), time::nowMs)));
        try {
            meters.started();
            metrics.zeroCost(plan.rules().costs().zeroCost());
            modes.watch(arena.sequencer());
            metrics.watch(arena.view()::modes, modes::freeDiskBytes);
            metrics.watchFundings(arena.sequencer().counters()::missingFundings);
            metrics.watchKept(arena::snapshots, arena::newestSnapshot, arena::record);
            final TokenStore tokens = TokenStore.open(tokensFile(plan));
            final FollowedInstruments followed = new FollowedInstruments(plan.feed(), arena);
            final HttpFace face = HttpFace.start(
                    plan.admin(),
                    new HttpFace.Parts(
                            arena.view(),
                            arena.control(),
                            metrics::scrape,
                            tokens,
                            answers(arena, live),
                            InstantSource.system(),
                            followed));
            final InputGate gate = modes.gate(arena.sequencer());
            final VenueAdapter feed = new VenueAdapter(plan.feed().withListings(followed.listings()), gate, meters);
            time.measuredBy(() -> feed.stats().clockOffsetMs());
            metrics.watchFeed(plan.feed().venue(), feed);
            agreement.watch(plan.feed().venue(), feed.agreements());
            feed.start();
            followed.feed(feed);
            final IdleClock idleClock = live
                    ? IdleClock.start(
                            arena.sequencer(), time, () -> feed.stats().connects() > 0 && modes.mayMoveTime())
                    : IdleClock.none();
            return new TournamentHost(meters, modes, arena, face, tokens, new Feeding(gate, feed, idleClock, followed));
        } catch (IOException | RuntimeException e) {
            modes.close();
            arena.close();
            throw e;
        }
    }

    /**
     * First answers to operators' commands, with those from before a restart. Where event time is not the clock's they are
     * as old as the start.
     */
    private static Idempotency answers(Arena arena, boolean live) {
        final Idempotency answers = new Idempotency(InstantSource.system());
        final long nowMs = System.currentTimeMillis();
        for (Arena.Answered answered : arena.answered()) {
            answers.load(
                    answered.requestId(),
                    answered.idempotencyKey(),
                    answered.bodyDigest(),
                    live ? answered.eventTimeMs() : nowMs,
                    answered.result());
        }
        return answers;
    }

    private static WatchedRegistry backtests(HostPlan plan) {
        return new WatchedRegistry(new TrialRegistry(plan.dataDirectory().resolve(TrialRegistry.FOLDER)));
    }

    private static RunInfo runInfo(HostPlan plan) {
        return new RunInfo(
                plan.mode(),
                SoftwareVersion.current(),
                System.currentTimeMillis(),
                plan.rules().seed(),
                plan.rules().slots(),
                plan.rules().capitalUsdE8(),
                plan.rules().timeframes(),
                plan.rules().costs().digest(),
                plan.note());
    }

    private static Path tokensFile(HostPlan plan) {
        return plan.admin().tokensFile().orElse(plan.dataDirectory().resolve("tokens"));
    }

    /** The face's address. */
    public String url() {
        return face.url();
    }

    /** A new token of this role; only its hash is kept. */
    public String createToken(Role role) throws IOException {
        return tokens.create(role, tokens.freeName(role));
    }

    /** Whether no token exists yet: the first start in a data directory. */
    public boolean hasNoTokens() {
        return tokens.isEmpty();
    }

    /** What the arena shows. */
    public ArenaReadModel view() {
        return arena.view();
    }

    /** The arena. */
    public Arena arena() {
        return arena;
    }

    /** What the feed has done so far. */
    public FeedStats feedStats() {
        return feeding.feed().stats();
    }

    /** Time from a bar's publication to the last agent's decision on it, in nanoseconds. */
    public Histogram barToDecisionNanos() {
        return meters.barToDecision();
    }

    /** How often a stage has thrown. */
    public long stageFailures() {
        return meters.stageFailures();
    }

    /** Why the server has to stop by itself: room on the disk is running out; empty while it has not. */
    public Optional<String> mustStop() {
        return modes.mustStop();
    }

    /** Why the journal cannot be written, where the disk is full; asks the disk. */
    public Optional<String> lacksRoom() {
        return modes.lacksRoom();
    }

    /** Runs {@code stop} when the server has to stop by itself; it must not block. */
    public void onMustStop(Runnable stop) {
        modes.onMustStop(stop);
    }

    /** From now on compares each night with a backtest what the arena did, where {@code settings} say so. */
    public void compareNightly(Path dataDirectory, ParitySettings settings) {
        settings.time()
                .ifPresent(at -> nightly = NightlyParity.start(
                        dataDirectory,
                        at,
                        settings.heapMegabytes(),
                        new NightlyParity.Surroundings(() -> !view().modes().isEmpty(), meters.nights())));
    }

    /** How it is, for a service manager. */
    public Pulse pulse() {
        return new HostPulse(meters, modes, arena);
    }

    /** Ends the feed and the arena; the face goes on showing what they came to. */
    public void stopTrading() {
        if (fed) {
            fed = false;
            if (nightly != null) {
                nightly.close();
            }
            modes.close();
            feeding.end();
            arena.close();
            LOG.info("the arena has stopped; its journal is complete");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stopTrading();
            face.close();
        }
    }
}
