package crucible.runtime.event;

import crucible.model.AgentCommand;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.Exposure;
import crucible.model.FeedStatus;
import crucible.model.Funding;
import crucible.model.Gap;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.runtime.dsl.BlueprintCodec;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the content of rare events: explicit fields in a fixed order; enums by name, decimals as text. */
final class PayloadCodec {
    void write(Genesis genesis, ByteBuffer out) {
        out.putInt(genesis.formatVersion());
        text(genesis.codeVersion(), out);
        out.putLong(genesis.seed()).putLong(genesis.capitalUsdE8()).putInt(genesis.slots());
        out.put((byte) genesis.timeframes().size());
        genesis.timeframes().forEach(timeframe -> text(timeframe.label(), out));
        text(genesis.costDigest(), out);
        text(genesis.configuration(), out);
    }

    Genesis readGenesis(ByteBuffer in) {
        final int formatVersion = in.getInt();
        final String codeVersion = text(in);
        final long seed = in.getLong();
        final long capitalUsdE8 = in.getLong();
        final int slots = in.getInt();
        final List<Timeframe> timeframes = new ArrayList<>();
        for (int left = in.get(); left > 0; left--) {
            timeframes.add(Timeframe.parse(text(in)));
        }
        return new Genesis(formatVersion, codeVersion, seed, capitalUsdE8, slots, timeframes, text(in), text(in));
    }

    void write(Instrument instrument, ByteBuffer out) {
        out.putInt(instrument.id());
        text(instrument.venue(), out);
        text(instrument.symbol(), out);
        text(instrument.base(), out);
        text(instrument.quote(), out);
        text(instrument.kind().name(), out);
        final TradingRules rules = instrument.rules();
        text(rules.tickSize().toPlainString(), out);
        text(rules.stepSize().toPlainString(), out);
        text(rules.minQuantity().toPlainString(), out);
        text(rules.minNotionalUsd().toPlainString(), out);
        out.putLong(rules.effectiveTimeMs());
        final PriceBand band = rules.band();
        if (!band.equals(PriceBand.NONE)) {
            out.putLong(band.bidUpPpm())
                    .putLong(band.bidDownPpm())
                    .putLong(band.askUpPpm())
                    .putLong(band.askDownPpm());
        }
    }

    /** {@code banded} where a price band stands behind the other fields. */
    Instrument readInstrument(ByteBuffer in, boolean banded) {
        final int id = in.getInt();
        final String venue = text(in);
        final String symbol = text(in);
        final String base = text(in);
        final String quote = text(in);
        final InstrumentKind kind = InstrumentKind.valueOf(text(in));
        final TradingRules rules = new TradingRules(
                decimal(in),
                decimal(in),
                decimal(in),
                decimal(in),
                in.getLong(),
                banded ? new PriceBand(in.getLong(), in.getLong(), in.getLong(), in.getLong()) : PriceBand.NONE);
        return new Instrument(id, venue, symbol, base, quote, kind, rules);
    }

    void write(Gap gap, ByteBuffer out) {
        out.putInt(gap.instrumentId());
        text(gap.timeframe().label(), out);
        out.putLong(gap.firstOpenTimeMs()).putLong(gap.lastOpenTimeMs());
        text(gap.reason(), out);
    }

    Gap readGap(ByteBuffer in) {
        return new Gap(in.getInt(), Timeframe.parse(text(in)), in.getLong(), in.getLong(), text(in));
    }

    void write(FeedStatus status, ByteBuffer out) {
        text(status.venue(), out);
        text(status.state().name(), out);
        text(status.detail(), out);
    }

    FeedStatus readFeedStatus(ByteBuffer in) {
        return new FeedStatus(text(in), FeedStatus.State.valueOf(text(in)), text(in));
    }

    void write(AgentCommand command, ByteBuffer out) {
        text(command.requestId(), out);
        text(command.kind().name(), out);
        out.putInt(command.agentId());
        text(command.actor(), out);
        text(command.reason(), out);
        text(command.idempotencyKey(), out);
        text(command.bodyDigest(), out);
    }

    AgentCommand readCommand(ByteBuffer in) {
        return new AgentCommand(
                text(in), AgentCommand.Kind.valueOf(text(in)), in.getInt(), text(in), text(in), text(in), text(in));
    }

    void write(Birth birth, ByteBuffer out) {
        out.putInt(birth.agentId()).putInt(birth.slot());
        text(BlueprintCodec.toJson(birth.blueprint()), out);
        out.putLong(birth.seed())
                .putInt(birth.generation())
                .putInt(birth.parents().size());
        birth.parents().forEach(out::putInt);
        text(birth.origin().name(), out);
        text(birth.actor(), out);
        text(birth.reason(), out);
        if (birth.delayBars() > 0) {
            out.putInt(birth.delayBars());
        }
    }

    /** {@code delayed} where a delay stands behind the other fields. */
    Birth readBirth(ByteBuffer in, boolean delayed) {
        final int agentId = in.getInt();
        final int slot = in.getInt();
        final Blueprint blueprint = BlueprintCodec.parse(text(in));
        final long seed = in.getLong();
        final int generation = in.getInt();
        final List<Integer> parents = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            parents.add(in.getInt());
        }
        final Birth.Origin origin = Birth.Origin.valueOf(text(in));
        final String actor = text(in);
        final String reason = text(in);
        final int delayBars = delayed ? in.getInt() : 0;
        return new Birth(agentId, slot, blueprint, seed, generation, parents, origin, actor, reason, delayBars);
    }

    void write(Verdict verdict, ByteBuffer out) {
        out.putInt(verdict.agentId());
        text(verdict.kind().name(), out);
        text(verdict.cause() == null ? "" : verdict.cause().name(), out);
        text(verdict.authority().name(), out);
        out.putLong(verdict.boundaryTimeMs());
        text(verdict.rule(), out);
        out.putDouble(verdict.threshold())
                .putInt(verdict.look())
                .putInt(verdict.inputs().size());
        for (Verdict.Input input : verdict.inputs()) {
            text(input.name(), out);
            out.putDouble(input.value());
        }
        text(verdict.summary(), out);
    }

    Verdict readVerdict(ByteBuffer in) {
        final int agentId = in.getInt();
        final Verdict.Kind kind = Verdict.Kind.valueOf(text(in));
        final String cause = text(in);
        final Verdict.Authority authority = Verdict.Authority.valueOf(text(in));
        final long boundaryTimeMs = in.getLong();
        final String rule = text(in);
        final double threshold = in.getDouble();
        final int look = in.getInt();
        final List<Verdict.Input> inputs = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            inputs.add(new Verdict.Input(text(in), in.getDouble()));
        }
        return new Verdict(
                agentId,
                kind,
                cause.isEmpty() ? null : DeathCause.valueOf(cause),
                authority,
                boundaryTimeMs,
                rule,
                threshold,
                look,
                inputs,
                text(in));
    }

    void write(Quarantine quarantine, ByteBuffer out) {
        out.putInt(quarantine.agentId());
        text(quarantine.failure(), out);
    }

    Quarantine readQuarantine(ByteBuffer in) {
        return new Quarantine(in.getInt(), text(in));
    }

    void write(ModeChange change, ByteBuffer out) {
        text(change.cause().name(), out);
        out.put((byte) (change.stops() ? 1 : 0));
        text(change.reason(), out);
    }

    ModeChange readModeChange(ByteBuffer in) {
        return new ModeChange(ModeChange.Cause.valueOf(text(in)), in.get() != 0, text(in));
    }

    void write(Funding funding, ByteBuffer out) {
        out.putInt(funding.instrumentId())
                .putLong(funding.fundingTimeMs())
                .putLong(funding.rateE12())
                .putLong(funding.markPriceUsdE12());
    }

    Funding readFunding(ByteBuffer in) {
        return new Funding(in.getInt(), in.getLong(), in.getLong(), in.getLong());
    }

    void write(TrialCount count, ByteBuffer out) {
        text(count.scope().name(), out);
        out.putDouble(count.trials()).putDouble(count.varianceOfT()).putLong(count.countedTimeMs());
        if (count.isGrouped()) {
            out.putLong(count.records()).putLong(count.groups());
        }
    }

    /** {@code grouped} where the numbers of records and groups stand behind the other fields. */
    TrialCount readTrialCount(ByteBuffer in, boolean grouped) {
        return new TrialCount(
                TrialCount.Scope.valueOf(text(in)),
                in.getDouble(),
                in.getDouble(),
                in.getLong(),
                grouped ? in.getLong() : 0,
                grouped ? in.getLong() : 0);
    }

    void write(Exposure exposure, ByteBuffer out) {
        out.putLong(exposure.countedTimeMs()).putLong(exposure.grossUsdE8());
        out.putInt(exposure.instrumentsUsdE8().size());
        exposure.instrumentsUsdE8().forEach(out::putLong);
    }

    Exposure readExposure(ByteBuffer in) {
        final long countedTimeMs = in.getLong();
        final long grossUsdE8 = in.getLong();
        final List<Long> instruments = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            instruments.add(in.getLong());
        }
        return new Exposure(countedTimeMs, grossUsdE8, instruments);
    }

    void write(ListingChange change, ByteBuffer out) {
        text(change.requestId(), out);
        text(change.kind().name(), out);
        out.putInt(change.instrumentId());
        text(change.venue(), out);
        text(change.symbol(), out);
        text(change.actor(), out);
        text(change.reason(), out);
        text(change.idempotencyKey(), out);
        text(change.bodyDigest(), out);
    }

    ListingChange readListingChange(ByteBuffer in) {
        return new ListingChange(
                text(in),
                ListingChange.Kind.valueOf(text(in)),
                in.getInt(),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in),
                text(in));
    }

    private static void text(String value, ByteBuffer out) {
        final byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.putInt(utf8.length).put(utf8);
    }

    private static String text(ByteBuffer in) {
        final int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "required: text length lies in [0, " + in.remaining() + "], but was " + length);
        }
        final byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static BigDecimal decimal(ByteBuffer in) {
        return new BigDecimal(text(in));
    }
}
