package crucible.server.cli;

import crucible.model.AgentCommand;
import crucible.model.Birth;
import crucible.model.Exposure;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.PriceBand;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.model.TrialCount;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.model.VolatilityFit;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ListingChange;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.Quarantine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every field of an event under a name, in a fixed order; 64-bit seeds and dollar amounts as text, for JSON's numbers are
 * exact only up to 2^53. Knows the symbols of the instruments that it has seen. One thread.
 */
final class EventFields {
    static final String CSV_HEADER = "sequence,kind,eventTimeMs,eventTime,instrumentId,symbol,timeframe,openTimeMs,"
            + "open,high,low,close,volumeBase,provenance,bidTicks,askTicks,bidSizeBase,askSizeBase";

    /** How many fields every event has. */
    static final int COMMON = 6;

    private final Map<Integer, String> symbols = new HashMap<>();

    /** Takes notice of instruments. */
    void observe(ArenaEvent event) {
        if (event.kind() == EventKind.INSTRUMENT) {
            final Instrument instrument = event.payload(Instrument.class);
            symbols.put(instrument.id(), instrument.symbol());
        }
    }

    /** All fields; the first {@link #COMMON} are those of every event. */
    Map<String, Object> of(ArenaEvent event) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequence", event.sequence());
        fields.put("kind", event.kind().name());
        time(fields, "event", event.eventTimeMs());
        time(fields, "arena", event.arenaTimeMs());
        switch (event.kind()) {
            case GENESIS -> genesis(fields, event.payload(Genesis.class));
            case INSTRUMENT -> instrument(fields, event.payload(Instrument.class));
            case BAR -> bar(fields, event);
            case QUOTE -> quote(fields, event);
            case GAP -> gap(fields, event.payload(Gap.class));
            case FEED -> feed(fields, event.payload(FeedStatus.class));
            case TICK -> {
                // its time is all there is
            }
            case BOUNDARY -> boundary(fields, event);
            case COMMAND -> command(fields, event.payload(AgentCommand.class));
            case BIRTH -> birth(fields, event.payload(Birth.class));
            case VERDICT -> verdict(fields, event.payload(Verdict.class));
            case QUARANTINE -> quarantine(fields, event.payload(Quarantine.class));
            case MODE -> mode(fields, event.payload(ModeChange.class));
            case VOLATILITY -> volatility(fields, event.payload(VolatilityFit.class));
            case MARK -> mark(fields, event);
            case FUNDING -> funding(fields, event.payload(Funding.class));
            case TRIALS -> trials(fields, event.payload(TrialCount.class));
            case LISTING -> listing(fields, event.payload(ListingChange.class));
            case EXPOSURE -> exposure(fields, event.payload(Exposure.class));
        }
        return fields;
    }

    /** A line of CSV for a bar or a quote; null for another kind. */
    String csv(ArenaEvent event) {
        final String common = event.sequence() + "," + event.kind() + "," + event.eventTimeMs() + ","
                + Instant.ofEpochMilli(event.eventTimeMs()) + "," + event.instrumentId() + ","
                + symbols.getOrDefault(event.instrumentId(), "");
        return switch (event.kind()) {
            case BAR ->
                common + "," + event.timeframe().label() + "," + event.openTimeMs() + "," + event.open() + ","
                        + event.high() + "," + event.low() + "," + event.close() + "," + event.volumeBase() + ","
                        + event.provenance() + ",,,,";
            case QUOTE ->
                common + ",,,,,,,,," + event.bidTicks() + "," + event.askTicks() + "," + event.bidSizeBase() + ","
                        + event.askSizeBase();
            default -> null;
        };
    }

    /** Symbol of an instrument that was seen; null for any other. */
    String symbol(int instrumentId) {
        return symbols.get(instrumentId);
    }

    private static void trials(Map<String, Object> fields, TrialCount count) {
        fields.put("scope", count.scope().name());
        fields.put("trials", count.trials());
        if (count.isGrouped()) {
            fields.put("records", count.records());
            fields.put("groups", count.groups());
        }
        fields.put("varianceOfT", count.varianceOfT());
        time(fields, "counted", count.countedTimeMs());
    }

    private static void exposure(Map<String, Object> fields, Exposure exposure) {
        time(fields, "counted", exposure.countedTimeMs());
        fields.put("grossUsd", UsdE8.format(exposure.grossUsdE8()));
        fields.put(
                "instrumentsUsd",
                exposure.instrumentsUsdE8().stream().map(UsdE8::format).toList());
    }

    private static void time(Map<String, Object> fields, String name, long timeMs) {
        fields.put(name + "TimeMs", timeMs);
        fields.put(name + "Time", Instant.ofEpochMilli(timeMs).toString());
    }

    private void instrumentOf(Map<String, Object> fields, int instrumentId) {
        fields.put("instrumentId", instrumentId);
        fields.put("symbol", symbols.get(instrumentId));
    }

    private static void genesis(Map<String, Object> fields, Genesis genesis) {
        fields.put("formatVersion", genesis.formatVersion());
        fields.put("codeVersion", genesis.codeVersion());
        fields.put("seed", Long.toString(genesis.seed()));
        fields.put("capitalUsd", UsdE8.format(genesis.capitalUsdE8()));
        fields.put("slots", genesis.slots());
        fields.put(
                "timeframes",
                genesis.timeframes().stream().map(Timeframe::label).toList());
        fields.put("costDigest", genesis.costDigest());
        fields.put("configuration", genesis.configuration());
    }

    private static void instrument(Map<String, Object> fields, Instrument instrument) {
        fields.put("instrumentId", instrument.id());
        fields.put("symbol", instrument.symbol());
        fields.put("venue", instrument.venue());
        fields.put("base", instrument.base());
        fields.put("quote", instrument.quote());
        fields.put("instrumentKind", instrument.kind().name());
        final TradingRules rules = instrument.rules();
        fields.put("tickSize", rules.tickSize().toPlainString());
        fields.put("stepSize", rules.stepSize().toPlainString());
        fields.put("minQuantity", rules.minQuantity().toPlainString());
        fields.put("minNotionalUsd", rules.minNotionalUsd().toPlainString());
        time(fields, "effective", rules.effectiveTimeMs());
        final PriceBand band = rules.band();
        if (!band.equals(PriceBand.NONE)) {
            fields.put("bidUpPpm", band.bidUpPpm());
            fields.put("bidDownPpm", band.bidDownPpm());
            fields.put("askUpPpm", band.askUpPpm());
            fields.put("askDownPpm", band.askDownPpm());
        }
    }

    private void bar(Map<String, Object> fields, ArenaEvent bar) {
        instrumentOf(fields, bar.instrumentId());
        fields.put("timeframe", bar.timeframe().label());
        time(fields, "open", bar.openTimeMs());
        fields.put("open", bar.open());
        fields.put("high", bar.high());
        fields.put("low", bar.low());
        fields.put("close", bar.close());
        fields.put("volumeBase", bar.volumeBase());
        fields.put("provenance", bar.provenance().name());
    }

    private void quote(Map<String, Object> fields, ArenaEvent quote) {
        instrumentOf(fields, quote.instrumentId());
        fields.put("bidTicks", quote.bidTicks());
        fields.put("askTicks", quote.askTicks());
        fields.put("bidSizeBase", quote.bidSizeBase());
        fields.put("askSizeBase", quote.askSizeBase());
    }

    private void gap(Map<String, Object> fields, Gap gap) {
        instrumentOf(fields, gap.instrumentId());
        fields.put("timeframe", gap.timeframe().label());
        time(fields, "firstOpen", gap.firstOpenTimeMs());
        time(fields, "lastOpen", gap.lastOpenTimeMs());
        fields.put("reason", gap.reason());
    }

    private static void feed(Map<String, Object> fields, FeedStatus status) {
        fields.put("venue", status.venue());
        fields.put("state", status.state().name());
        fields.put("detail", status.detail());
    }

    private static void boundary(Map<String, Object> fields, ArenaEvent boundary) {
        time(fields, "boundary", boundary.boundaryTimeMs());
        fields.put(
                "due",
                Stream.of(Timeframe.values())
                        .filter(boundary::isDue)
                        .map(Timeframe::label)
                        .toList());
        fields.put("missingBars", boundary.missingBars());
        fields.put("checkpoint", boundary.isCheckpoint());
    }

    private static void command(Map<String, Object> fields, AgentCommand command) {
        fields.put("requestId", command.requestId());
        fields.put("command", command.kind().name());
        fields.put("agentId", command.agentId());
        fields.put("actor", command.actor());
        fields.put("reason", command.reason());
        fields.put("idempotencyKey", command.idempotencyKey());
        fields.put("bodyDigest", command.bodyDigest());
    }

    private static void birth(Map<String, Object> fields, Birth birth) {
        fields.put("agentId", birth.agentId());
        fields.put("slot", birth.slot());
        fields.put("blueprint", JsonMapper.shared().readTree(BlueprintCodec.toJson(birth.blueprint())));
        fields.put("seed", Long.toString(birth.seed()));
        fields.put("generation", birth.generation());
        fields.put("parents", birth.parents());
        fields.put("origin", birth.origin().name());
        fields.put("actor", birth.actor());
        fields.put("reason", birth.reason());
        if (birth.delayBars() > 0) {
            fields.put("delayBars", birth.delayBars());
        }
    }

    private static void verdict(Map<String, Object> fields, Verdict verdict) {
        fields.put("agentId", verdict.agentId());
        fields.put("verdict", verdict.kind().name());
        fields.put("cause", verdict.cause() == null ? null : verdict.cause().name());
        fields.put("authority", verdict.authority().name());
        time(fields, "boundary", verdict.boundaryTimeMs());
        fields.put("rule", verdict.rule());
        fields.put("threshold", verdict.threshold());
        fields.put("look", verdict.look());
        fields.put("inputs", inputs(verdict.inputs()));
        fields.put("summary", verdict.summary());
    }

    private static Map<String, Double> inputs(List<Verdict.Input> inputs) {
        final Map<String, Double> named = new LinkedHashMap<>();
        inputs.forEach(input -> named.put(input.name(), input.value()));
        return named;
    }

    private static void mode(Map<String, Object> fields, ModeChange change) {
        fields.put("cause", change.cause().name());
        fields.put("tradingStops", change.stops());
        fields.put("reason", change.reason());
    }

    private static void listing(Map<String, Object> fields, ListingChange change) {
        fields.put("change", change.kind().name());
        fields.put("instrumentId", change.instrumentId());
        fields.put("venue", change.venue());
        fields.put("symbol", change.symbol());
        fields.put("actor", change.actor());
        fields.put("reason", change.reason());
    }

    private void mark(Map<String, Object> fields, ArenaEvent mark) {
        instrumentOf(fields, mark.instrumentId());
        fields.put("markPriceUsd", decimal(mark.markPriceUsdE12()));
        if (mark.nextFundingTimeMs() > 0) {
            time(fields, "nextFunding", mark.nextFundingTimeMs());
        }
    }

    private void funding(Map<String, Object> fields, Funding funding) {
        instrumentOf(fields, funding.instrumentId());
        time(fields, "funding", funding.fundingTimeMs());
        fields.put("rate", decimal(funding.rateE12()));
        fields.put("markPriceUsd", funding.markPriceUsdE12() == 0 ? null : decimal(funding.markPriceUsdE12()));
    }

    private static String decimal(long e12) {
        return e12 == 0 ? "0" : BigDecimal.valueOf(e12, 12).stripTrailingZeros().toPlainString();
    }

    private void volatility(Map<String, Object> fields, VolatilityFit fit) {
        instrumentOf(fields, fit.instrumentId());
        fields.put("timeframe", fit.timeframe().label());
        time(fields, "computedFrom", fit.computedFromMs());
        time(fields, "holdsFrom", fit.holdsFromMs());
        fields.put("returns", fit.stamp());
        if (fit.model() == null) {
            fields.put("fallBack", fit.fallBack());
            return;
        }
        fields.put("mu", fit.model().mu());
        fields.put("omega", fit.model().omega());
        fields.put("alpha", fit.model().alpha());
        fields.put("gamma", fit.model().gamma());
        fields.put("beta", fit.model().beta());
        fields.put(
                "nu", Double.isInfinite(fit.model().nu()) ? null : fit.model().nu());
        fields.put("kappa", fit.model().kappa());
        fields.put("nextLogVariance", fit.model().nextLogVariance());
        fields.put("logLikelihood", fit.model().logLikelihood());
    }

    private static void quarantine(Map<String, Object> fields, Quarantine quarantine) {
        fields.put("agentId", quarantine.agentId());
        fields.put("failure", quarantine.failure());
    }
}
