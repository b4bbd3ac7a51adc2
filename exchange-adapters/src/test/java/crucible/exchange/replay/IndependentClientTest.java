package crucible.exchange.replay;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.Listing;
import crucible.exchange.RecordingSink;
import crucible.exchange.replay.market.GeneratedMarket;
import crucible.exchange.replay.market.PlantedEdge;
import crucible.exchange.venue.Venue;
import crucible.exchange.venue.VenueAdapter;
import crucible.model.Bar;
import crucible.model.Timeframe;
import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.binance.KlineSubscription;
import info.bitrich.xchangestream.core.ProductSubscription;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
    void agreesWithOurFeedOnEveryCandle() {
        final RecordingSink sink = new RecordingSink();
        try (ReplayVenue venue = venue()) {
            final AtTheVenue exchange = new AtTheVenue(venue, false);
            connect(exchange);
            try (VenueAdapter feed = new VenueAdapter(
                    Venue.BINANCE_SPOT
                            .settings(List.of(new Listing(0, "BTCUSDT")))
                            .withUrls(venue.wsUrl(), venue.restUrl()),
                    sink,
                    sink)) {
                feed.start();
                final List<BinanceKline> candles = exchange.getStreamingMarketDataService()
                        .getKlines(BTC, KlineInterval.m5)
                        .filter(BinanceKline::isClosed)
                        .take(12)
                        .timeout(60, TimeUnit.SECONDS)
                        .toList()
                        .blockingGet();
                final long lastMs = candles.get(candles.size() - 1).getOpenTime();
                sink.await(
                        s -> s.all(Bar.class).stream()
                                .anyMatch(bar -> bar.timeframe() == Timeframe.M5 && bar.openTimeMs() == lastMs),
                        "the last candle");
                final Map<Long, Bar> bars = sink.all(Bar.class).stream()
                        .filter(bar -> bar.timeframe() == Timeframe.M5)
                        .collect(Collectors.toMap(Bar::openTimeMs, bar -> bar));
                for (BinanceKline candle : candles) {
                    final Bar bar = bars.get(candle.getOpenTime());
                    assertThat(List.of(bar.open(), bar.high(), bar.low(), bar.close(), bar.volumeBase()))
                            .isEqualTo(List.of(
                                    candle.getOpen().doubleValue(),
                                    candle.getHigh().doubleValue(),
                                    candle.getLow().doubleValue(),
                                    candle.getClose().doubleValue(),
                                    candle.getVolume().doubleValue()));
                }
            }
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
