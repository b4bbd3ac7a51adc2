package crucible.model;

/** Hears what became of orders, on the lane's thread, in order. */
public interface OutcomeSink {
    /** An order has filled. The view is valid only inside the call. */
    void onFill(FillView fill);

    /**
     * An order, or what was left of it after partial fills, has ended without a fill.
     *
     * @param neededUsdE8 what it would have taken, in 1e-8 USD (in lots where {@link OrderEnd#isInLots}); 0 if it
     *     does not apply
     * @param haveUsdE8 what there was, in the same unit
     */
    void onOrderEnded(
            int agentId,
            long orderId,
            int instrumentId,
            boolean entry,
            OrderEnd reason,
            long neededUsdE8,
            long haveUsdE8,
            long timeMs);

    /**
     * The books of an agent could not carry an event (an overflow, say). The event left them as they were; from now on
     * the desk does nothing for this agent, and went on with the others.
     */
    void onFailure(int agentId, Throwable failure);
}
