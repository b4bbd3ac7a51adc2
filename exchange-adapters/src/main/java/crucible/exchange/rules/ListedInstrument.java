package crucible.exchange.rules;

import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.function.Function;

/** One entry of a venue's instrument document. Immutable; read through {@link #visit}. */
public sealed interface ListedInstrument
        permits ListedInstrument.Tradable, ListedInstrument.Halted, ListedInstrument.Refused {
    /** The venue's symbol. */
    String symbol();

    /** Calls the function that belongs to the kind of entry. */
    <R> R visit(
            Function<? super Tradable, ? extends R> tradable,
            Function<? super Halted, ? extends R> halted,
            Function<? super Refused, ? extends R> refused);

    /**
     * What an instrument is and by which rules it trades.
     *
     * @param sizeUnit what one of the venue's units of quantity is worth in base currency: a contract's, else 1
     */
    record Terms(
            String symbol, String base, String quote, InstrumentKind kind, TradingRules rules, BigDecimal sizeUnit) {
        /** An instrument whose quantities the venue gives in base currency. */
        public Terms(String symbol, String base, String quote, InstrumentKind kind, TradingRules rules) {
            this(symbol, base, quote, kind, rules, BigDecimal.ONE);
        }

        /** The arena's instrument; fails where the rules cannot carry an exact ledger. */
        public Instrument toInstrument(int id, String venue) {
            return new Instrument(id, venue, symbol, base, quote, kind, rules);
        }
    }

    /** A dollar-quoted spot or linear perpetual instrument that trades now. */
    record Tradable(Terms terms) implements ListedInstrument {
        @Override
        public String symbol() {
            return terms.symbol();
        }

        @Override
        public <R> R visit(
                Function<? super Tradable, ? extends R> tradable,
                Function<? super Halted, ? extends R> halted,
                Function<? super Refused, ? extends R> refused) {
            return tradable.apply(this);
        }
    }

    /** The same, but not trading now; {@code status} in the venue's words. */
    record Halted(Terms terms, String status) implements ListedInstrument {
        @Override
        public String symbol() {
            return terms.symbol();
        }

        @Override
        public <R> R visit(
                Function<? super Tradable, ? extends R> tradable,
                Function<? super Halted, ? extends R> halted,
                Function<? super Refused, ? extends R> refused) {
            return halted.apply(this);
        }
    }

    /** Not for this arena; {@code detail} says what was found. */
    record Refused(String symbol, Refusal reason, String detail) implements ListedInstrument {
        @Override
        public <R> R visit(
                Function<? super Tradable, ? extends R> tradable,
                Function<? super Halted, ? extends R> halted,
                Function<? super Refused, ? extends R> refused) {
            return refused.apply(this);
        }
    }
}
