package crucible.exchange.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.exchange.rules.ListedInstrument.Halted;
import crucible.exchange.rules.ListedInstrument.Refused;
import crucible.exchange.rules.ListedInstrument.Terms;
import crucible.exchange.rules.ListedInstrument.Tradable;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.TradingRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleReadersTest {
    private static final String SPOT = """
            {"symbols":[
             {"symbol":"AAAUSDT","status":"TRADING","baseAsset":"AAA","quoteAsset":"USDT","filters":[
              {"filterType":"PRICE_FILTER","tickSize":"0.0100"},
              {"filterType":"LOT_SIZE","minQty":"0.5","stepSize":"0.10000000"},
              {"filterType":"NOTIONAL","minNotional":"5.0"}]},
             {"symbol":"BBBUSDT","status":"BREAK","baseAsset":"BBB","quoteAsset":"USDT","filters":[
              {"filterType":"PRICE_FILTER","tickSize":"0.01"},{"filterType":"LOT_SIZE","stepSize":"1"}]},
             {"symbol":"AAABTC","status":"TRADING","baseAsset":"AAA","quoteAsset":"BTC","filters":[]},
             {"symbol":"CCCUSDT","status":"TRADING","baseAsset":"CCC","quoteAsset":"USDT","filters":[
              {"filterType":"PRICE_FILTER","tickSize":"0.00000000"},{"filterType":"LOT_SIZE","stepSize":"1"}]},
             {"symbol":"DDDUSDT","status":"TRADING","baseAsset":"DDD","quoteAsset":"USDT"}]}""";

    private static TradingRules rules(String tick, String step, String minQuantity, String minNotional) {
        return new TradingRules(
                new BigDecimal(tick),
                new BigDecimal(step),
                new BigDecimal(minQuantity),
                new BigDecimal(minNotional),
                7L);
    }

    private static Tradable spot(String symbol, String base, String quote, TradingRules rules) {
        return new Tradable(new Terms(symbol, base, quote, InstrumentKind.SPOT, rules));
    }

    private static Tradable perpetual(String symbol, String base, String quote, TradingRules rules) {
        return new Tradable(new Terms(symbol, base, quote, InstrumentKind.PERPETUAL, rules));
    }

    private static Refusal refusal(ListedInstrument listed) {
        return ((Refused) listed).reason();
    }

    @Test
    void readsBinanceSpot() {
        final List<ListedInstrument> listed = BinanceRules.readSpot(SPOT, 7);
        assertThat(listed).hasSize(5);
        assertThat(listed.get(0)).isEqualTo(spot("AAAUSDT", "AAA", "USDT", rules("0.01", "0.1", "0.5", "5")));
        assertThat(((Halted) listed.get(1)).status()).isEqualTo("BREAK");
        assertThat(refusal(listed.get(2))).isEqualTo(Refusal.NOT_DOLLAR_QUOTED);
        assertThat(refusal(listed.get(3))).isEqualTo(Refusal.BAD_RULES);
        assertThat(((Refused) listed.get(3)).detail()).contains("tickSize is above 0");
        assertThat(refusal(listed.get(4))).isEqualTo(Refusal.BAD_RULES);
    }

    @Test
    void readsBinanceUsdm() {
        final List<ListedInstrument> listed = BinanceRules.readUsdm("""
                {"symbols":[
                 {"symbol":"AAAUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"AAA","quoteAsset":"USDT",
                  "marginAsset":"USDT","pricePrecision":9,"filters":[{"filterType":"PRICE_FILTER","tickSize":"0.1"},
                  {"filterType":"LOT_SIZE","minQty":"0.001","stepSize":"0.001"},
                  {"filterType":"MIN_NOTIONAL","notional":"100"}]},
                 {"symbol":"AAAUSDT_260327","contractType":"CURRENT_QUARTER","status":"TRADING","baseAsset":"AAA",
                  "quoteAsset":"USDT","marginAsset":"USDT","filters":[]}]}""", 7);
        assertThat(listed.get(0)).isEqualTo(perpetual("AAAUSDT", "AAA", "USDT", rules("0.1", "0.001", "0.001", "100")));
        assertThat(refusal(listed.get(1))).isEqualTo(Refusal.NOT_PERPETUAL);
    }

    private static PriceBand band(ListedInstrument listed) {
        return ((Tradable) listed).terms().rules().band();
    }

    @Test
    void readsThePriceBandsOfBinance() {
        final String bySide = SPOT.replace("{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.0100\"}", """
                {"filterType":"PRICE_FILTER","tickSize":"0.0100"},{"filterType":"PERCENT_PRICE_BY_SIDE",
                 "bidMultiplierUp":"1.5","bidMultiplierDown":"0.2","askMultiplierUp":"5","askMultiplierDown":"0.80000019",
                 "avgPriceMins":5}""");
        assertThat(band(BinanceRules.readSpot(bySide, 7).get(0)))
                .isEqualTo(new PriceBand(1_500_000, 200_000, 5_000_000, 800_001));
        final String both = SPOT.replace("{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.0100\"}", """
                {"filterType":"PRICE_FILTER","tickSize":"0.0100"},{"filterType":"PERCENT_PRICE","multiplierUp":"5",
                 "multiplierDown":"0.2","avgPriceMins":5}""");
        assertThat(band(BinanceRules.readSpot(both, 7).get(0)))
                .isEqualTo(new PriceBand(5_000_000, 200_000, 5_000_000, 200_000));
        final List<ListedInstrument> usdm = BinanceRules.readUsdm("""
                {"symbols":[
                 {"symbol":"AAAUSDT","contractType":"PERPETUAL","status":"TRADING","baseAsset":"AAA","quoteAsset":"USDT",
                  "marginAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.1"},
                  {"filterType":"LOT_SIZE","minQty":"0.001","stepSize":"0.001"},
                  {"filterType":"PERCENT_PRICE","multiplierUp":"1.1000","multiplierDown":"0.5454"}]}]}""", 7);
        assertThat(band(usdm.get(0))).isEqualTo(new PriceBand(1_100_000, 0, 0, 545_400));
    }

    @Test
    void aNegativeMultipleIsABadRule() {
        final String spot = SPOT.replace("{\"filterType\":\"PRICE_FILTER\",\"tickSize\":\"0.0100\"}", """
                {"filterType":"PRICE_FILTER","tickSize":"0.0100"},{"filterType":"PERCENT_PRICE","multiplierUp":"-5"}""");
        assertThat(refusal(BinanceRules.readSpot(spot, 7).get(0))).isEqualTo(Refusal.BAD_RULES);
    }

    @Test
    void readsTheNarrowerPriceLimitOfBybitsLinearContracts() {
        final List<ListedInstrument> linear = BybitRules.readLinear("""
                {"retCode":0,"result":{"category":"linear","list":[
                 {"symbol":"AAAPERP","contractType":"LinearPerpetual","status":"Trading","baseCoin":"AAA","quoteCoin":"USDC",
                  "priceFilter":{"tickSize":"0.5"},"lotSizeFilter":{"qtyStep":"0.01","minOrderQty":"0.01"},
                  "riskParameters":{"priceLimitRatioX":"0.01","priceLimitRatioY":"0.02"}}]}}""", 7);
        assertThat(band(linear.get(0))).isEqualTo(new PriceBand(1_010_000, 0, 0, 990_000));
    }

    @Test
    void readsBybitSpotAndLinear() {
        final List<ListedInstrument> spot = BybitRules.readSpot("""
                {"retCode":0,"result":{"category":"spot","list":[
                 {"symbol":"AAAUSDT","baseCoin":"AAA","quoteCoin":"USDT","status":"Trading","priceFilter":{"tickSize":"0.1"},
                  "lotSizeFilter":{"basePrecision":"0.000001","minOrderQty":"0.00001","minOrderAmt":"5"}}]}}""", 7);
        assertThat(spot).containsExactly(spot("AAAUSDT", "AAA", "USDT", rules("0.1", "0.000001", "0.00001", "5")));
        final List<ListedInstrument> linear = BybitRules.readLinear("""
                {"retCode":0,"result":{"category":"linear","list":[
                 {"symbol":"AAAPERP","contractType":"LinearPerpetual","status":"PreLaunch","baseCoin":"AAA","quoteCoin":"USDC",
                  "priceFilter":{"tickSize":"0.5"},"lotSizeFilter":{"qtyStep":"0.01","minOrderQty":"0.01",
                  "minNotionalValue":""}},
                 {"symbol":"AAAUSDH27","contractType":"LinearFutures","status":"Trading","baseCoin":"AAA","quoteCoin":"USDT"},
                 {"symbol":"AAAUSD","contractType":"InversePerpetual","status":"Trading","baseCoin":"AAA","quoteCoin":"USD"}
                ]}}""", 7);
        assertThat(linear.get(0))
                .isEqualTo(new Halted(
                        new Terms(
                                "AAAPERP", "AAA", "USDC", InstrumentKind.PERPETUAL, rules("0.5", "0.01", "0.01", "0")),
                        "PreLaunch"));
        assertThat(refusal(linear.get(1))).isEqualTo(Refusal.NOT_PERPETUAL);
        assertThat(refusal(linear.get(2))).isEqualTo(Refusal.NOT_LINEAR);
    }

    @Test
    void readsOkxAndCountsSwapsInBaseCurrency() {
        final List<ListedInstrument> listed = OkxRules.read("""
                {"code":"0","data":[
                 {"instId":"AAA-USDT","instType":"SPOT","baseCcy":"AAA","quoteCcy":"USDT","tickSz":"0.1",
                  "lotSz":"0.00000001","minSz":"0.00001","state":"live"},
                 {"instId":"AAA-USDT-SWAP","instType":"SWAP","ctType":"linear","ctVal":"0.01","ctMult":"2","ctValCcy":"AAA",
                  "uly":"AAA-USDT","tickSz":"0.1","lotSz":"0.5","minSz":"1","state":"live"},
                 {"instId":"AAA-USD-SWAP","instType":"SWAP","ctType":"inverse","ctVal":"100","ctMult":"1","ctValCcy":"USD",
                  "uly":"AAA-USD","tickSz":"0.1","lotSz":"1","minSz":"1","state":"live"}]}""", 7);
        assertThat(listed.get(0))
                .isEqualTo(spot("AAA-USDT", "AAA", "USDT", rules("0.1", "0.00000001", "0.00001", "0")));
        assertThat(listed.get(1))
                .isEqualTo(new Tradable(new Terms(
                        "AAA-USDT-SWAP",
                        "AAA",
                        "USDT",
                        InstrumentKind.PERPETUAL,
                        rules("0.1", "0.01", "0.02", "0"),
                        new BigDecimal("0.02"))));
        assertThat(refusal(listed.get(2))).isEqualTo(Refusal.NOT_LINEAR);
        assertThat(((Tradable) listed.get(0))
                        .terms()
                        .toInstrument(0, "okx-spot")
                        .lotMultiple())
                .isEqualTo(10);
    }

    @Test
    void readsKrakenUnderTheNamesOfItsStreams() {
        final List<ListedInstrument> listed = KrakenRules.read("""
                {"error":[],"result":{
                 "XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,
                  "lot_decimals":8,"ordermin":"0.0001","costmin":"0.5","tick_size":"0.1","status":"online"},
                 "XDGUSD":{"altname":"XDGUSD","wsname":"XDG/USD","pair_decimals":7,"lot_decimals":8,"status":"post_only"},
                 "XXBTZEUR":{"altname":"XBTEUR","wsname":"XBT/EUR","pair_decimals":1,"lot_decimals":8},
                 "XXBTZUSD.d":{"altname":"XBTUSD.d","pair_decimals":1,"lot_decimals":8}}}""", 7);
        assertThat(listed.get(0)).isEqualTo(spot("BTC/USD", "BTC", "USD", rules("0.1", "0.00000001", "0.0001", "0.5")));
        assertThat(listed.get(1).symbol()).isEqualTo("DOGE/USD");
        assertThat(((Halted) listed.get(1)).status()).isEqualTo("post_only");
        assertThat(refusal(listed.get(2))).isEqualTo(Refusal.NOT_DOLLAR_QUOTED);
        assertThat(refusal(listed.get(3))).isEqualTo(Refusal.NOT_PUBLIC);
    }

    @Test
    void readsCoinbase() {
        final List<ListedInstrument> listed = CoinbaseRules.read("""
                {"products":[
                 {"product_id":"AAA-USD","product_type":"SPOT","status":"online","base_currency_id":"AAA",
                  "quote_currency_id":"USD","price_increment":"0.01","base_increment":"0.001","base_min_size":"0.01",
                  "quote_min_size":"1","limit_only":false},
                 {"product_id":"BBB-USD","product_type":"SPOT","status":"online","base_currency_id":"BBB",
                  "quote_currency_id":"USD","price_increment":"0.01","base_increment":"0.001","limit_only":true},
                 {"product_id":"AAA-27MAR26-CDE","product_type":"FUTURE","status":"online"}]}""", 7);
        assertThat(listed.get(0)).isEqualTo(spot("AAA-USD", "AAA", "USD", rules("0.01", "0.001", "0.01", "1")));
        assertThat(((Halted) listed.get(1)).status()).isEqualTo("limit_only");
        assertThat(refusal(listed.get(2))).isEqualTo(Refusal.NOT_PERPETUAL);
    }

    @Test
    void refusesATextThatIsNoDocument() {
        for (String text : List.of("", "{}", "[]", "{\"symbols\":5}", "<html>", SPOT.substring(0, 200))) {
            assertThatThrownBy(() -> BinanceRules.readSpot(text, 7))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("required:");
        }
    }

    @Test
    void survivesAnyChangeOfADocument() {
        final long seed = 20_260_303;
        System.out.println("RuleReadersTest seed " + seed);
        final Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder text = new StringBuilder(SPOT);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                final int at = random.nextInt(text.length() - 12);
                if (random.nextBoolean()) {
                    text.setCharAt(at, "0123456789-.eE\"{}[],:".charAt(random.nextInt(21)));
                } else {
                    text.replace(
                            at,
                            at + random.nextInt(12),
                            List.of("null", "{}", "[]", "5", "\"\"").get(random.nextInt(5)));
                }
            }
            try {
                BinanceRules.readSpot(text.toString(), 7)
                        .forEach(listed -> listed.visit(Tradable::terms, Halted::terms, refused -> null));
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).startsWith("required:");
            }
        }
    }
}
