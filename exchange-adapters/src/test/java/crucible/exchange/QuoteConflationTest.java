package crucible.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Quote;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteConflationTest {
    private final RecordingSink sink = new RecordingSink();
    private final QuoteConflation quotes = new QuoteConflation(sink, 0, 1_000, 250);

    private void quote(long timeMs, long bid) {
        quotes.onQuote(timeMs, bid, bid + 1, 1, 1);
    }

    private List<String> handedOn() {
        return sink.all(Quote.class).stream()
                .map(quote -> quote.bidTicks() + "@" + quote.timeMs())
                .toList();
    }

    @Test
    void handsOnTheFirstAndThenOneAnIntervalOnChange() {
        quote(10_000, 5);
        quote(10_100, 6);
        quote(11_000, 6);
        quote(12_000, 6);
        quote(12_500, 7);
        assertThat(handedOn()).containsExactly("5@10000", "6@11000", "7@12500");
    }

    @Test
    void handsOnWhatAnIntervalHeldBackOnceTimeShowsThatItIsOver() {
        quote(10_000, 5);
        quote(10_100, 6);
        quote(10_200, 7);
        quotes.onTime(10_900);
        quotes.onTime(11_000);
        quotes.onTime(20_000);
        assertThat(handedOn()).containsExactly("5@10000", "7@10200");
    }

    @Test
    void forgetsWhatWasHeldBackWhereThePriceCameBackOrTheConnectionWent() {
        quote(10_000, 5);
        quote(10_100, 6);
        quote(10_200, 5);
        quotes.onTime(11_000);
        quote(12_000, 6);
        quote(12_100, 7);
        quotes.onDisconnected();
        quotes.onTime(14_000);
        assertThat(handedOn()).containsExactly("5@10000", "6@12000");
    }

    @Test
    void alwaysHandsOnTheFirstAfterACloseAndTheLatency() {
        quote(299_900, 5);
        quotes.onBarClosed(300_000);
        quote(300_005, 5);
        quote(300_249, 6);
        quote(300_250, 5);
        quote(300_260, 6);
        quote(300_300, 5);
        quotes.onBarClosed(300_000);
        quote(300_400, 5);
        assertThat(handedOn()).containsExactly("5@299900", "5@300250");
    }
}
