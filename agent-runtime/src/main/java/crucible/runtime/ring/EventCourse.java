package crucible.runtime.ring;

import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.model.Provenance;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.Listings;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.TradingStops;

/**
 * How far the total order has come, as a function of its events: the next place in it, arena time, which bars are due,
 * what stops trading, which funding is known, and which instruments an operator took in or out.
 * The sequencer keeps one, ahead of the ring; the arbiter keeps another, behind it, which is what a snapshot stores and
 * what a sequencer starts from after a recovery.
 */
final class EventCourse implements StateHolder {
    final BoundaryClock clock = new BoundaryClock();
    final TradingStops stops = new TradingStops();
    final FundingTimes fundings = new FundingTimes();
    final Listings listings = new Listings();
    private long nextSequence;
    private long arenaTimeMs;
    private long boundaries;

    /** Takes one event, in order. */
    void observe(ArenaEvent event) {
        nextSequence = event.sequence() + 1;
        arenaTimeMs = event.arenaTimeMs();
        switch (event.kind()) {
            case INSTRUMENT ->
                clock.onInstrument(event.payload(Instrument.class).id());
            case BAR -> {
                if (event.provenance() != Provenance.REVISED) {
                    clock.arrived(event.instrumentId(), event.timeframe(), event.closeTimeMs());
                }
            }
            case GAP -> {
                final Gap gap = event.payload(Gap.class);
                final long closeMs = gap.lastOpenTimeMs() + gap.timeframe().intervalMs();
                if (clock.isNew(gap.instrumentId(), gap.timeframe(), closeMs)) {
                    clock.arrived(gap.instrumentId(), gap.timeframe(), closeMs);
                }
            }
            case BOUNDARY -> {
                // The one that ends a run has no bars of its own: what is awaited is awaited after the next start.
                if (event.isDueAtAll()) {
                    clock.closedAt(event.boundaryTimeMs());
                    boundaries++;
                }
            }
            case MARK -> fundings.announced(event);
            case FUNDING -> fundings.settled(event.payload(Funding.class));
            case LISTING -> {
                final ListingChange change = event.payload(ListingChange.class);
                clock.onListing(change.instrumentId(), change.removes());
                listings.apply(change, event.arenaTimeMs());
            }
            case MODE -> stops.apply(event.payload(ModeChange.class));
            default -> {
                // no other kind changes what is due
            }
        }
    }

    /** Place of the next event in the total order. */
    long nextSequence() {
        return nextSequence;
    }

    /** Running maximum of event times. */
    long arenaTimeMs() {
        return arenaTimeMs;
    }

    /** Boundaries at which bars closed. */
    long boundaries() {
        return boundaries;
    }

    @Override
    public void visit(StateSink sink) {
        // Without an operator's change the state is what it was before there were any, digest and all.
        final int version = sink.begin("course", sink.isRestoring() || !listings.isEmpty() ? 4 : 3);
        nextSequence = sink.field("nextSequence", nextSequence);
        arenaTimeMs = sink.field("arenaTimeMs", arenaTimeMs);
        boundaries = sink.field("boundaries", boundaries);
        clock.visit(sink);
        if (version >= 2) {
            stops.visit(sink);
        }
        if (version >= 3) {
            fundings.visit(sink);
        }
        if (version >= 4) {
            listings.visit(sink);
        }
        sink.end();
    }
}
