package crucible.exchange.rules;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.SharedFiles;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.model.Instrument;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every dollar-quoted linear instrument of real documents of six venues becomes an instrument with an exact ledger. */
class RealInstrumentsTest {
    private interface Reader {
        List<ListedInstrument> read(String document, long effectiveTimeMs);
    }

    private static final Map<String, Reader> READERS = readers();

    private static Map<String, Reader> readers() {
        final Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put("binance-spot-exchangeInfo-20211012", BinanceRules::readSpot);
        readers.put("binance-usdm-exchangeInfo-20210722", BinanceRules::readUsdm);
        readers.put("bybit-spot-instruments-20260809", BybitRules::readSpot);
        readers.put("bybit-linear-instruments-20260809", BybitRules::readLinear);
        readers.put("okx-spot-instruments-20220513", OkxRules::read);
        readers.put("okx-swap-instruments-20220513", OkxRules::read);
        readers.put("kraken-AssetPairs-20210417", KrakenRules::read);
        readers.put("coinbase-products-20260809", CoinbaseRules::read);
        return readers;
    }

    @Test
    void everyDollarInstrumentHasAnExactLedger() throws IOException {
        final Path folder = SharedFiles.find("market/frames/rest");
        int instruments = 0;
        int multiples = 0;
        for (Map.Entry<String, Reader> entry : READERS.entrySet()) {
            final String document = SharedFiles.gunzip(folder.resolve(entry.getKey() + ".json.gz"));
            final List<ListedInstrument> listed = entry.getValue().read(document, 1L);
            final List<Terms> terms = new ArrayList<>();
            final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
            for (ListedInstrument instrument : listed) {
                terms(instrument, refusals).ifPresent(terms::add);
            }
            int needMultiple = 0;
            for (int id = 0; id < terms.size(); id++) {
                final Instrument instrument = terms.get(id).toInstrument(id, "venue");
                assertExact(instrument);
                needMultiple += instrument.lotMultiple() > 1 ? 1 : 0;
            }
            System.out.printf(
                    "%s: %d entries, %d dollar instruments, %d with m > 1, refused %s%n",
                    entry.getKey(), listed.size(), terms.size(), needMultiple, refusals);
            assertThat(terms).as(entry.getKey()).isNotEmpty();
            assertThat(refusals).as(entry.getKey()).doesNotContainKey(Refusal.BAD_RULES);
            instruments += terms.size();
            multiples += needMultiple;
        }
        System.out.printf("all: %d dollar instruments, %d with m > 1%n", instruments, multiples);
    }

    private static Optional<Terms> terms(ListedInstrument listed, Map<Refusal, Integer> refusals) {
        return listed.visit(
                tradable -> Optional.of(tradable.terms()), halted -> Optional.of(halted.terms()), refused -> {
                    refusals.merge(refused.reason(), 1, Integer::sum);
                    return Optional.empty();
                });
    }

    private static void assertExact(Instrument instrument) {
        final BigDecimal exact = instrument
                .rules()
                .tickSize()
                .multiply(instrument.rules().stepSize())
                .multiply(BigDecimal.valueOf(instrument.lotMultiple()))
                .movePointRight(8);
        assertThat(exact.stripTrailingZeros().scale()).as(instrument.key()).isLessThanOrEqualTo(0);
        assertThat(instrument.notionalUsdE8(1, 1)).as(instrument.key()).isEqualTo(exact.longValueExact());
    }
}
