package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.replay.ReplayVenue;
import crucible.exchange.replay.VenueOptions;
import crucible.model.Instrument;
import crucible.runtime.event.EventKind;
import crucible.server.host.HostPlan;
import crucible.server.host.TournamentHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration whose symbols change between two starts: each keeps the number that the journal knows it by. */
class NumberedListingsTest {
    @TempDir
    private Path directory;

    private HostPlan plan(ReplayVenue venue, String... symbols) {
        final HostPlan all = Rehearsal.plan(venue, directory, 1);
        final List<Listing> listings = new ArrayList<>();
        for (String symbol : symbols) {
            listings.add(new Listing(listings.size(), symbol));
        }
        return new HostPlan(
                all.rules(),
                all.engine(),
                all.feed().withListings(listings),
                all.admin(),
                all.dataDirectory(),
                all.mode(),
                all.beginMs(),
                all.note());
    }

    private void run(HostPlan plan, long boundaries) throws Exception {
        try (TournamentHost host = TournamentHost.start(plan)) {
            Rehearsal.awaitCount(host, boundaries);
            host.stopTrading();
            assertThat(host.stageFailures()).isZero();
        }
    }

    @Test
    void symbolsKeepTheirNumbersInAnotherOrderAndNewOnesGetNewNumbers() throws Exception {
        try (ReplayVenue venue = Rehearsal.venue(VenueOptions.MAX_SPEED, Long.MAX_VALUE)) {
            run(plan(venue, "BTCUSDT", "ETHUSDT", "BNBUSDT"), 600);
            run(plan(venue, "SOLUSDT", "BNBUSDT", "XRPUSDT", "BTCUSDT"), 50);
            run(plan(venue, "XRPUSDT", "ETHUSDT"), 50);
        }
        final Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Journal.Entry<Instrument> entry : Journal.rare(directory, EventKind.INSTRUMENT, Instrument.class)) {
            final Instrument instrument = entry.content();
            assertThat(numbers.getOrDefault(instrument.symbol(), instrument.id()))
                    .as("number of %s", instrument.symbol())
                    .isEqualTo(instrument.id());
            numbers.put(instrument.symbol(), instrument.id());
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("BTCUSDT", 0, "ETHUSDT", 1, "BNBUSDT", 2, "SOLUSDT", 3, "XRPUSDT", 4));
        Journal.everyBarIsThereOnceOrAGap(directory, numbers.size());
        assertThat(Rehearsal.replay(directory, 2).entries()).isNotEmpty();
    }
}
