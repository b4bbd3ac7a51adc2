package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.PlantedEdge;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.binance.KlineSubscription;
import info.bitrich.xchangestream.core.ProductSubscription;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.dto.marketdata.BinanceKline;
import org.knowm.xchange.binance.dto.marketdata.KlineInterval;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.dto.marketdata.Trade;
import org.knowm.xchange.instrument.Instrument;

/** XChange, written by others for the exchange itself, gets its data from the venue; only the address is changed. */
class IndependentClientTest {
    private static final Instrument BTC = CurrencyPair.BTC_USDT;

    /** XChange with the venue's address. */
    private static final class AtTheVenue extends BinanceStreamingExchange {
        private final String address;

        AtTheVenue(ReplayVenue venue, boolean bookTicker) {
            address = venue.wsUrl() + "/";
            final ExchangeSpecification specification = getDefaultExchangeSpecification();
            specification.setSslUri(venue.restUrl());
            specification.setExchangeSpecificParametersItem(USE_REALTIME_BOOK_TICKER, bookTicker);
            applySpecification(specification);
        }

        @Override
        protected String getStreamingBaseUri() {
            return address;
        }
    }

    private static ReplayVenue venue() {
        return ReplayVenue.start(VenueOptions.of(new GeneratedMarket(2, 3, PlantedEdge.planted()))
                .withSpeed(2_000));
    }

    private static void connect(AtTheVenue exchange) {
        final boolean connected = exchange.connect(
                        new KlineSubscription(Map.of(BTC, Set.of(KlineInterval.m5))),
                        ProductSubscription.create()
                                .addTicker(BTC)
                                .addTrades(BTC)
                                .build())
                .blockingAwait(60, TimeUnit.SECONDS);
        assertThat(connected).isTrue();
    }

    @Test
    void receivesCandlesTradesAndTickers() {
        try (ReplayVenue venue = venue()) {
            final AtTheVenue exchange = new AtTheVenue(venue, false);
            connect(exchange);
            final List<BinanceKline> candles = exchange.getStreamingMarketDataService()
                    .getKlines(BTC, KlineInterval.m5)
                    .take(20)
                    .timeout(60, TimeUnit.SECONDS)
                    .toList()
                    .blockingGet();
            assertThat(candles)
                    .hasSize(20)
                    .allSatisfy(candle -> assertThat(candle.getLow()).isLessThanOrEqualTo(candle.getHigh()));
            assertThat(candles.stream().filter(BinanceKline::isClosed)).isNotEmpty();
            final List<Trade> trades = exchange.getStreamingMarketDataService()
                    .getTrades(BTC)
                    .take(10)
                    .timeout(60, TimeUnit.SECONDS)
                    .toList()
                    .blockingGet();
            assertThat(trades).allSatisfy(trade -> assertThat(trade.getPrice()).isPositive());
            final Ticker ticker = exchange.getStreamingMarketDataService()
                    .getTicker(BTC)
                    .timeout(60, TimeUnit.SECONDS)
                    .blockingFirst();
            assertThat(ticker.getBid()).isLessThan(ticker.getAsk());
            assertThat(exchange.disconnect().blockingAwait(60, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void receivesQuotes() {
        try (ReplayVenue venue = venue()) {
            final AtTheVenue exchange = new AtTheVenue(venue, true);
            connect(exchange);
            final Ticker quote = exchange.getStreamingMarketDataService()
                    .getTicker(BTC)
                    .timeout(60, TimeUnit.SECONDS)
                    .blockingFirst();
            assertThat(quote.getBid()).isLessThan(quote.getAsk());
            assertThat(exchange.disconnect().blockingAwait(60, TimeUnit.SECONDS))
                    .isTrue();
        }
    }
}
