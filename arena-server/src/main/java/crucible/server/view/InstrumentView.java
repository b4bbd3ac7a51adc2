package crucible.server.view;

import crucible.model.BarView;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.Provenance;
import crucible.model.QuoteView;
import crucible.model.Require;
import crucible.model.Timeframe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An instrument with its order rules and its market as last seen.
 *
 * @param rules symbol, units and order rules; the same object as long as they hold
 * @param lastBars newest closed bar per timeframe
 * @param quote last quote
 * @param volatility as of the newest boundary; absent before the first bar
 * @param volumeUse what all agents together filled in the newest complete bar of each timeframe, as of the newest boundary
 * @param following whether it is traded here
 */
public record InstrumentView(
        Rules rules,
        List<LastBar> lastBars,
        Optional<LastQuote> quote,
        Optional<VolatilityView> volatility,
        List<VolumeShare> volumeUse,
        Following following) {
    /** One that the configuration names, of which nothing more is known. */
    public InstrumentView(
            Rules rules,
            List<LastBar> lastBars,
            Optional<LastQuote> quote,
            Optional<VolatilityView> volatility,
            List<VolumeShare> volumeUse) {
        this(rules, lastBars, quote, volatility, volumeUse, Following.CONFIGURED);
    }

    public InstrumentView {
        Require.present("rules", rules);
        lastBars = List.copyOf(lastBars);
        Require.present("quote", quote);
        Require.present("volatility", volatility);
        volumeUse = List.copyOf(volumeUse);
        Require.present("following", following);
    }

    /**
     * Whether it is traded here, and by whose will.
     *
     * @param state CONFIGURED, ADDED or REMOVED
     * @param sinceTimeMs arena time since when; absent where that was before what is known
     * @param actor who took it in or out
     * @param reason why
     */
    public record Following(State state, OptionalLong sinceTimeMs, Optional<String> actor, Optional<String> reason) {
        static final Following CONFIGURED =
                new Following(State.CONFIGURED, OptionalLong.empty(), Optional.empty(), Optional.empty());

        /** Whether it is traded. */
        public enum State {
            /** Named by the configuration. */
            CONFIGURED,
            /** Taken in by an operator. */
            ADDED,
            /** Taken out by an operator. */
            REMOVED
        }
    }

    /** Whether it is traded here. */
    public boolean isFollowed() {
        return following.state() != Following.State.REMOVED;
    }

    /**
     * Identity and order rules of an instrument; decimals are exact.
     *
     * @param lotMultiple how many of the venue's steps make one lot of the ledger
     * @param rulesEffectiveTimeMs from when these rules hold, which is their version
     * @param priceBand how far from the market an order's price may lie; absent where the venue publishes nothing
     */
    public record Rules(
            int id,
            String venue,
            String symbol,
            String base,
            String quoteCurrency,
            InstrumentKind kind,
            BigDecimal tickSize,
            BigDecimal stepSize,
            BigDecimal minQuantity,
            long minNotionalUsdE8,
            long lotMultiple,
            long rulesEffectiveTimeMs,
            Optional<Band> priceBand)
            implements Inlined {
        /** What {@code instrument} says of itself. */
        public static Rules of(Instrument instrument) {
            return new Rules(
                    instrument.id(),
                    instrument.venue(),
                    instrument.symbol(),
                    instrument.base(),
                    instrument.quote(),
                    instrument.kind(),
                    instrument.rules().tickSize(),
                    instrument.rules().stepSize(),
                    instrument.rules().minQuantity(),
                    instrument.minNotionalUsdE8(),
                    instrument.lotMultiple(),
                    instrument.rules().effectiveTimeMs(),
                    Band.of(instrument.rules().band()));
        }
    }

    /**
     * Bounds of an order's price as multiples of the market's, in parts per million; absent where there is no such bound.
     *
     * @param bidUpPpm highest price of a buy
     * @param bidDownPpm lowest price of a buy
     * @param askUpPpm highest price of a sale
     * @param askDownPpm lowest price of a sale
     */
    public record Band(OptionalLong bidUpPpm, OptionalLong bidDownPpm, OptionalLong askUpPpm, OptionalLong askDownPpm) {
        /** What {@code band} says; empty where it bounds nothing. */
        public static Optional<Band> of(PriceBand band) {
            return band.equals(PriceBand.NONE)
                    ? Optional.empty()
                    : Optional.of(new Band(
                            bound(band.bidUpPpm()),
                            bound(band.bidDownPpm()),
                            bound(band.askUpPpm()),
                            bound(band.askDownPpm())));
        }

        private static OptionalLong bound(long ppm) {
            return ppm == 0 ? OptionalLong.empty() : OptionalLong.of(ppm);
        }
    }

    /** The newest closed bar of one timeframe; prices in quote currency, volume in base currency. */
    public record LastBar(
            Timeframe timeframe,
            long openTimeMs,
            long closeTimeMs,
            double open,
            double high,
            double low,
            double close,
            double volumeBase,
            Provenance provenance) {
        /** What {@code bar} shows now. */
        public static LastBar of(BarView bar) {
            return new LastBar(
                    bar.timeframe(),
                    bar.openTimeMs(),
                    bar.closeTimeMs(),
                    bar.open(),
                    bar.high(),
                    bar.low(),
                    bar.close(),
                    bar.volumeBase(),
                    bar.provenance());
        }
    }

    /**
     * What all agents together filled in a bar.
     *
     * @param filledBase quantity in base currency
     * @param ratio the same over the bar's volume; absent where nothing traded
     */
    public record VolumeShare(Timeframe timeframe, long openTimeMs, double filledBase, OptionalDouble ratio) {}

    /** The last quote; prices in quote currency. */
    public record LastQuote(long timeMs, double bid, double ask, double spreadBps) {
        /** What {@code quote} shows now; the spread is relative to the mid price. */
        public static LastQuote of(Instrument instrument, QuoteView quote) {
            return new LastQuote(
                    quote.timeMs(),
                    instrument.price(quote.bidTicks()),
                    instrument.price(quote.askTicks()),
                    2e4 * quote.spreadTicks() / (quote.bidTicks() + quote.askTicks()));
        }
    }
}
