package crucible.server.host;

import crucible.exchange.Listing;
import crucible.exchange.feed.FeedSettings;
import crucible.exchange.venue.VenueAdapter;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.Listings;
import crucible.server.arena.Arena;
import crucible.server.view.ArenaSnapshot;
import crucible.server.view.CommandResult;
import crucible.server.view.InstrumentControl;
import crucible.server.view.InstrumentView;
import crucible.server.view.ListingRequest;
import crucible.server.view.VenueSilent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which instruments the feed follows: those of the configuration, and those that operators took in, but for those that they
 * took out. What was taken out is followed until nobody holds anything in it. Orders are carried out one by one on a thread
 * of its own, named {@code arena-instruments}.
 */
final class FollowedInstruments implements InstrumentControl, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedInstruments.class);
    private static final long LOOK_MS = 500;
    private static final long END_WITHIN_MS = 5_000;

    private final String venue;
    private final Arena arena;
    private final List<Listing> followed = new ArrayList<>();
    private final List<Leaving> leaving = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        final Thread named = new Thread(work, "arena-instruments");
        named.setDaemon(true);
        return named;
    });
    private int nextId;
    private volatile VenueAdapter feed;

    /** Taken out at the boundary {@code sinceMs} or after it, and perhaps still held. */
    private record Leaving(Listing listing, long sinceMs) {}

    /**
     * As of the start.
     *
     * @throws IllegalArgumentException where operators took out all that the configuration names
     */
    FollowedInstruments(FeedSettings settings, Arena arena) {
        this.venue = settings.venue();
        this.arena = arena;
        final List<ListingChange> changes = arena.sequencer().listings().stream()
                .map(Listings.Entry::change)
                .filter(change -> change.venue().equals(venue))
                .toList();
        final List<InstrumentView> known = arena.view().current().instruments();
        known.forEach(one -> nextId = Math.max(nextId, one.rules().id() + 1));
        arena.sequencer()
                .listings()
                .forEach(entry -> nextId = Math.max(nextId, entry.change().instrumentId() + 1));
        for (Listing configured : settings.listings()) {
            final Optional<ListingChange> change = changes.stream()
                    .filter(one -> one.symbol().equals(configured.symbol()))
                    .findFirst();
            if (change.filter(ListingChange::removes).isPresent()) {
                LOG.info(
                        "{} is configured, but an operator took it out: {}",
                        configured.symbol(),
                        change.get().reason());
            } else {
                final int id = change.map(ListingChange::instrumentId)
                        .orElseGet(() -> idOf(known, configured.symbol()).orElseGet(() -> nextId++));
                followed.add(new Listing(id, configured.symbol()));
            }
        }
        for (ListingChange change : changes) {
            if (!change.removes() && !isFollowed(change.symbol())) {
                followed.add(new Listing(change.instrumentId(), change.symbol()));
            }
        }
        if (followed.isEmpty()) {
            throw new IllegalArgumentException(
                    "operators took out all instruments that the configuration names; add another one to venues");
        }
        // Who holds what is shown as of the newest boundary; of what was taken out since then, somebody may hold
        // something.
        arena.sequencer().listings().stream()
                .filter(entry ->
                        entry.change().removes() && entry.change().venue().equals(venue))
                .filter(entry ->
                        entry.timeMs() >= boundaryMs() || isHeld(entry.change().symbol()))
                .forEach(entry -> leave(new Listing(
                        entry.change().instrumentId(), entry.change().symbol())));
    }

    private Optional<Integer> idOf(List<InstrumentView> known, String symbol) {
        return known.stream()
                .filter(one -> one.rules().venue().equals(venue)
                        && one.rules().symbol().equals(symbol))
                .map(one -> one.rules().id())
                .findFirst();
    }

    private boolean isFollowed(String symbol) {
        return followed.stream().anyMatch(listing -> listing.symbol().equals(symbol));
    }

    private void leave(Listing listing) {
        leaving.add(new Leaving(listing, boundaryMs()));
    }

    private long boundaryMs() {
        return arena.view().current().progress().boundaryTimeMs().orElse(Long.MIN_VALUE);
    }

    /** What to follow from the start on: also what is still held though it was taken out. */
    List<Listing> listings() {
        final List<Listing> all = new ArrayList<>(followed);
        leaving.forEach(one -> all.add(one.listing()));
        return all;
    }

    /** The feed that follows them, once it has started. */
    void feed(VenueAdapter started) {
        feed = started;
        final var unused = thread.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<CommandResult> list(ListingRequest request) {
        final CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                final CommandResult result =
                        request.kind() == ListingChange.Kind.ADDED ? add(request) : remove(request);
                answer.complete(result);
            } catch (IOException silent) {
                LOG.warn("{} cannot be asked about {}: {}", venue, request.symbol(), silent.toString());
                answer.completeExceptionally(new VenueSilent(venue + " cannot be asked now: " + silent.getMessage()));
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                answer.completeExceptionally(new IllegalStateException("the arena has stopped", stopped));
            }
        });
        return answer;
    }

    private CommandResult add(ListingRequest request) throws IOException, InterruptedException {
        if (!request.venue().equals(venue)) {
            return new CommandResult.Refused(
                    "other-venue",
                    "this server listens to " + venue + ", but venue was " + request.venue(),
                    List.of(venue));
        }
        final String symbol = request.symbol();
        if (isFollowed(symbol)) {
            return new CommandResult.Conflict(symbol + " is followed already");
        }
        if (feed == null) {
            throw new IOException("the feed has not started yet");
        }
        final VenueAdapter.Known known = feed.ask(symbol);
        if (!known.tradable()) {
            return new CommandResult.Refused(
                    "unknown-instrument",
                    symbol + " cannot be traded at " + venue + ": " + known.detail(),
                    known.near());
        }
        final Listing listing = new Listing(idFor(symbol), symbol);
        final CommandResult result = journaled(request.change(listing.instrumentId(), venue, symbol));
        followed.add(listing);
        final boolean wasLeaving = leaving.removeIf(one -> one.listing().equals(listing));
        if (!wasLeaving) {
            feed.add(listing);
        }
        return result;
    }

    /** The id that the journal knows it by, or the next one. */
    private int idFor(String symbol) {
        return arena.sequencer().listings().stream()
                .map(Listings.Entry::change)
                .filter(change ->
                        change.venue().equals(venue) && change.symbol().equals(symbol))
                .map(ListingChange::instrumentId)
                .findFirst()
                .or(() -> idOf(arena.view().current().instruments(), symbol))
                .orElseGet(() -> nextId++);
    }

    private CommandResult remove(ListingRequest request) throws InterruptedException {
        final Optional<Listing> found = followed.stream()
                .filter(listing -> listing.symbol().equals(request.symbol())
                        || Integer.toString(listing.instrumentId()).equals(request.symbol()))
                .findFirst();
        if (found.isEmpty()) {
            return new CommandResult.NotFound();
        }
        final Listing listing = found.get();
        if (followed.size() == 1) {
            return new CommandResult.Conflict(listing.symbol() + " is the last instrument; take another one in before");
        }
        final CommandResult result = journaled(request.change(listing.instrumentId(), venue, listing.symbol()));
        followed.remove(listing);
        leave(listing);
        return result;
    }

    /** What is journaled and applied is answered; whatever follows from it, follows from the journal after a crash, too. */
    private CommandResult journaled(ListingChange change) throws InterruptedException {
        try {
            return arena.list(change).get();
        } catch (ExecutionException stopped) {
            throw new IllegalStateException("the arena takes no change of instruments", stopped.getCause());
        }
    }

    /** Lets go of what nobody holds any more. */
    private void look() {
        final long nowMs = boundaryMs();
        final List<Leaving> free = leaving.stream()
                .filter(one -> nowMs > one.sinceMs() && !isHeld(one.listing().symbol()))
                .toList();
        for (Leaving one : free) {
            leaving.remove(one);
            feed.remove(one.listing().symbol());
            LOG.info(
                    "nobody holds {} any more; the feed lets go of it",
                    one.listing().symbol());
        }
    }

    /** As of the newest boundary. An agent with several positions shows one alone, so any that has several may hold it. */
    private boolean isHeld(String symbol) {
        final ArenaSnapshot now = arena.view().current();
        return now.rows().stream()
                .anyMatch(row -> row.standing().openPositions() > 1
                        || row.position()
                                .filter(position -> position.instrument().equals(symbol))
                                .isPresent());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_WITHIN_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("a change of instruments still waits for the venue after {} ms", END_WITHIN_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
