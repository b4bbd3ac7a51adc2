package crucible.server.parity;

import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Instrument;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;

/** Compares what the arena was fed with what the lake holds of it. */
final class FedInputs {
    private FedInputs() {}

    /** Whether the same was journaled and kept, bit for bit. */
    static boolean same(ArenaEvent journaled, ArenaEvent kept) {
        if (journaled.kind() != kept.kind()
                || journaled.eventTimeMs() != kept.eventTimeMs()
                || journaled.arenaTimeMs() != kept.arenaTimeMs()) {
            return false;
        }
        return switch (journaled.kind()) {
            case BAR -> journaled.toBar().equals(kept.toBar());
            case QUOTE -> journaled.toQuote().equals(kept.toQuote());
            case MARK -> journaled.toMark().equals(kept.toMark());
            case INSTRUMENT -> same(journaled.payload(Instrument.class), kept.payload(Instrument.class));
            case TICK -> true;
            default -> journaled.payload(Object.class).equals(kept.payload(Object.class));
        };
    }

    private static boolean same(Instrument one, Instrument other) {
        return one.id() == other.id()
                && one.venue().equals(other.venue())
                && one.symbol().equals(other.symbol())
                && one.base().equals(other.base())
                && one.quote().equals(other.quote())
                && one.kind() == other.kind()
                && one.rules().equals(other.rules());
    }

    /** What a difference in an input of this kind is called. */
    static Cause cause(EventKind kind, boolean isFed, boolean isKept) {
        return switch (kind) {
            case BAR -> isKept ? isFed ? Cause.DIFFERENT_BAR : Cause.SURPLUS_BAR : Cause.MISSING_BAR;
            case QUOTE -> isKept ? isFed ? Cause.DIFFERENT_QUOTE : Cause.SURPLUS_QUOTE : Cause.MISSING_QUOTE;
            case MARK, FUNDING -> Cause.DIFFERENT_FUNDING;
            case INSTRUMENT -> Cause.DIFFERENT_RULES;
            case BIRTH -> Cause.DIFFERENT_BIRTH;
            case GENESIS -> Cause.DIFFERENT_SETTINGS;
            default -> Cause.DIFFERENT_CLOCK;
        };
    }

    /** The instrument that an input is about; −1 where it is about none. */
    static int instrumentOf(ArenaEvent event) {
        return switch (event.kind()) {
            case BAR, QUOTE, MARK -> event.instrumentId();
            case FUNDING -> event.payload(Funding.class).instrumentId();
            case INSTRUMENT -> event.payload(Instrument.class).id();
            case GAP -> event.payload(Gap.class).instrumentId();
            default -> -1;
        };
    }

    /** An input in words. */
    static String words(ArenaEvent event) {
        return switch (event.kind()) {
            case BAR -> event.toBar().toString();
            case QUOTE -> event.toQuote().toString();
            case MARK -> event.toMark().toString();
            case TICK -> "a tick at " + event.eventTimeMs();
            case INSTRUMENT ->
                event.payload(Instrument.class) + " "
                        + event.payload(Instrument.class).rules();
            default -> event.payload(Object.class).toString();
        };
    }
}
