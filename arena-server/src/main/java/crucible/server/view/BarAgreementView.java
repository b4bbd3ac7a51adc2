package crucible.server.view;

import crucible.model.Timeframe;
import java.util.Optional;

/**
 * How a venue's closed bars of one instrument and timeframe agree with its trades, since the start of the process.
 *
 * @param agreed bars that are what their trades say
 * @param disagreed bars that differ, in one field or several
 * @param notCompared bars of which not all trades are known
 * @param fields in how many bars each field differs
 * @param newest the newest difference; absent before the first
 */
public record BarAgreementView(
        String venue,
        String instrument,
        Timeframe timeframe,
        long agreed,
        long disagreed,
        long notCompared,
        Fields fields,
        Optional<Difference> newest) {
    /** In how many bars each field differs. */
    public record Fields(long open, long high, long low, long close, long volume) {}

    /** A field of a bar that differs; prices in quote currency, volume in base currency. */
    public record Difference(long openTimeMs, String field, double venueSays, double tradesSay) {}
}
