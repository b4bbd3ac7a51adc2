package crucible.server.cli;

import crucible.fill.FillFacts;
import crucible.model.Side;
import crucible.model.UsdE8;
import crucible.model.VolatilityRung;
import crucible.server.rest.RecordJson;
import crucible.server.view.FillExplanation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An explained fill for people, and as JSON in the form of the REST interface. */
final class FillText {
    private FillText() {}

    static String json(FillExplanation explanation) {
        return RecordJson.text(explanation);
    }

    /** The fill of an answer of the REST interface, computed again here; whether it was crowded is as told. */
    static FillExplanation parse(String answer) {
        final JsonNode explanation = JsonMapper.shared().readTree(answer);
        final JsonNode crowded = explanation.path("crowded");
        return FillExplanation.of(
                facts(explanation.get("fill")),
                crowded.isBoolean() ? Optional.of(crowded.asBoolean()) : Optional.empty());
    }

    private static FillFacts facts(JsonNode fill) {
        return new FillFacts(
                fill.get("id").asString(),
                fill.get("agentId").asInt(),
                fill.get("sequence").asLong(),
                fill.get("orderId").asLong(),
                fill.get("venue").asString(),
                fill.get("instrument").asString(),
                Side.valueOf(fill.get("side").asString()),
                fill.get("entry").asBoolean(),
                fill.get("exitReason").isNull() ? "" : fill.get("exitReason").asString(),
                fill.get("decidedTimeMs").asLong(),
                fill.get("timeMs").asLong(),
                new BigDecimal(fill.get("tickSize").asString()),
                usdE8(fill, "tickLot"),
                fill.get("lotSizeBase").asDouble(),
                fill.get("touchTicks").asLong(),
                fill.get("triggerTicks").asLong(),
                fill.get("spreadTicks").asLong(),
                fill.get("bidTicks").asLong(),
                fill.get("askTicks").asLong(),
                fill.get("quoteTimeMs").asLong(),
                fill.get("latencyMs").asLong(),
                fill.get("sigmaFrac").asDouble(),
                fill.get("usualSigmaFrac").asDouble(),
                VolatilityRung.valueOf(fill.get("rung").asString()),
                fill.get("barCloseTimeMs").asLong(),
                fill.get("barVolumeBase").asDouble(),
                fill.get("baseSlippagePpm").asInt(),
                fill.get("mostVolatilityFactor").asInt(),
                fill.get("coefficientPpm").asInt(),
                fill.get("slippagePpm").asLong(),
                fill.get("impactPpb").asLong(),
                fill.get("feePpm").asLong(),
                fill.get("quantityLots").asLong(),
                usdE8(fill, "notional"),
                usdE8(fill, "impact"),
                usdE8(fill, "slippage"),
                usdE8(fill, "fee"));
    }

    private static long usdE8(JsonNode fill, String name) {
        return UsdE8.parse(fill.get(name).asString());
    }

    static String of(FillExplanation explanation) {
        final FillFacts fill = explanation.fill();
        final StringBuilder text = new StringBuilder();
        line(
                text,
                "Fill %s: order %d of agent %d, %s %s %s at %s",
                fill.id(),
                fill.orderId(),
                fill.agentId(),
                fill.side().name().toLowerCase(Locale.ROOT),
                BigDecimal.valueOf(fill.quantityLots())
                        .multiply(BigDecimal.valueOf(fill.lotSizeBase()))
                        .toPlainString(),
                fill.instrument(),
                price(fill, fill.touchTicks()));
        line(
                text,
                "When:       %s, decided %s%s",
                Instant.ofEpochMilli(fill.timeMs()),
                Instant.ofEpochMilli(fill.decidedTimeMs()),
                fill.triggerTicks() == 0 ? ", latency " + fill.latencyMs() + " ms" : "");
        line(
                text,
                "Price:      %s",
                fill.triggerTicks() == 0
                        ? "the " + (fill.side() == Side.BUY ? "ask" : "bid") + " of the quote "
                                + price(fill, fill.bidTicks()) + " / " + price(fill, fill.askTicks()) + ", "
                                + fill.quoteAgeMs() + " ms old"
                        : "a trade at " + price(fill, fill.triggerTicks()) + ", " + fill.spreadTicks()
                                + " ticks of spread away");
        line(
                text,
                "Volatility: %.6f a bar, usual %.6f (%s): slippage %d ppm instead of %d",
                fill.sigmaFrac(),
                fill.usualSigmaFrac(),
                fill.rung(),
                fill.slippagePpm(),
                fill.baseSlippagePpm());
        line(
                text,
                "Size:       %s of the newest bar's volume: impact %d ppb",
                explanation.participation().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.6f", explanation.participation().getAsDouble())
                        : "nothing known",
                fill.impactPpb());
        line(
                text,
                "Money:      value $%s, slippage $%s (of it impact $%s), fee $%s (%d ppm)",
                UsdE8.format(fill.notionalUsdE8()),
                UsdE8.format(fill.slippageUsdE8()),
                UsdE8.format(fill.impactUsdE8()),
                UsdE8.format(fill.feeUsdE8()),
                fill.feePpm());
        line(text, "Crowd:      %s", crowd(explanation.crowded()));
        line(
                text,
                "Computed again: %s",
                explanation.agrees() ? "the same, to the last unit" : String.join("; ", explanation.differences()));
        return text.toString();
    }

    private static String crowd(Optional<Boolean> crowded) {
        return crowded.map(beyond -> beyond
                        ? "crowded: all agents together had more than the bar's volume"
                        : "all agents together had no more than the bar's volume")
                .orElse("not known");
    }

    private static String price(FillFacts fill, long ticks) {
        return fill.tickSize().multiply(BigDecimal.valueOf(ticks)).toPlainString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
