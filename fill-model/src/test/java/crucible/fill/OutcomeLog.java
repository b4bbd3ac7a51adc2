package crucible.fill;

import crucible.model.FillView;
import crucible.model.OrderEnd;
import crucible.model.OutcomeSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps outcomes as text, with every field. */
class OutcomeLog implements OutcomeSink {
    final List<String> lines = new ArrayList<>();
    int fills;
    int ends;
    int failures;

    @Override
    public void onFill(FillView fill) {
        fills++;
        lines.add("agent " + fill.agentId() + " order " + fill.orderId() + " fill " + fill.instrumentId() + " "
                + fill.side() + " " + fill.entry() + " " + fill.exitReason() + " touch " + fill.touchTicks() + " lots "
                + fill.quantityLots() + " value " + fill.notionalUsdE8() + " slippage " + fill.slippageUsdE8() + " fee "
                + fill.feeUsdE8() + " realised " + fill.realisedUsdE8() + " decided " + fill.decidedTimeMs() + " at "
                + fill.timeMs() + " quote " + fill.bidTicks() + " " + fill.askTicks() + " " + fill.quoteTimeMs()
                + " after " + fill.positionLotsAfter() + " net " + fill.tradeNetUsdE8() + " gross "
                + fill.tradeGrossUsdE8() + " written off " + fill.writtenOffUsdE8() + " rates "
                + fill.inputs().slippagePpm() + " " + fill.inputs().feePpm() + " impact "
                + fill.inputs().impactPpb() + " " + fill.inputs().impactUsdE8() + " latency "
                + fill.inputs().latencyMs());
    }

    @Override
    public void onOrderEnded(
            int agentId,
            long orderId,
            int instrumentId,
            boolean entry,
            OrderEnd reason,
            long neededUsdE8,
            long haveUsdE8,
            long timeMs) {
        ends++;
        lines.add("agent " + agentId + " order " + orderId + " end " + instrumentId + " " + entry + " " + reason
                + " need " + neededUsdE8 + " have " + haveUsdE8 + " at " + timeMs);
    }

    @Override
    public void onFailure(int agentId, Throwable failure) {
        failures++;
        lines.add("agent " + agentId + " failure " + failure);
    }

    /** What came since the last call, in an order that does not depend on who was served first. */
    List<String> take() {
        final List<String> sorted = lines.stream().sorted().toList();
        lines.clear();
        return sorted;
    }
}
