package crucible.exchange.replay.market;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketPlayerTest {
    private static final int BARS = 3_000;

    private static MarketPlayer player() {
        return new MarketPlayer(new GeneratedMarket(3, 11, PlantedEdge.planted()), 30, BARS);
    }

    @Test
    void quotesStandAroundThePriceOnTheGridAndOneTickApartAtLeast() {
        try (MarketPlayer player = player()) {
            while (!player.ended()) {
                player.step(new MarketAudience() {
                    @Override
                    public void moved(PlayedSymbol symbol, long timeMs) {
                        final PriceGrid ticks = new PriceGrid(symbol.rules().tickSize());
                        assertThat(symbol.bid()).isLessThanOrEqualTo(symbol.lastPrice());
                        assertThat(symbol.ask()).isGreaterThanOrEqualTo(symbol.lastPrice());
                        assertThat(ticks.nearest(symbol.ask()) - ticks.nearest(symbol.bid()))
                                .isPositive();
                        assertThat(ticks.holds(symbol.bid()) && ticks.holds(symbol.ask()))
                                .isTrue();
                        assertThat(symbol.bidQuantity()).isPositive();
                        assertThat(symbol.askQuantity()).isPositive();
                    }

                    @Override
                    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {}
                });
            }
        }
    }

    @Test
    void theSpreadWidensWithVolatility() {
        final List<double[]> moveAndSpread = new ArrayList<>();
        try (MarketPlayer player = player()) {
            final double[] spread = {0, 0};
            while (!player.ended()) {
                player.step(new MarketAudience() {
                    @Override
                    public void moved(PlayedSymbol symbol, long timeMs) {
                        if (symbol.number() == 0) {
                            spread[0] += (symbol.ask() - symbol.bid()) / symbol.lastPrice();
                            spread[1]++;
                        }
                    }

                    @Override
                    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
                        if (symbol.number() == 0 && timeframe == Timeframe.M5) {
                            moveAndSpread.add(new double[] {Math.log(bar.high() / bar.low()), spread[0] / spread[1]});
                            spread[0] = 0;
                            spread[1] = 0;
                        }
                    }
                });
            }
        }
        moveAndSpread.sort((left, right) -> Double.compare(left[0], right[0]));
        final double calm = moveAndSpread.subList(0, BARS / 4).stream()
                .mapToDouble(pair -> pair[1])
                .average()
                .getAsDouble();
        final double wild = moveAndSpread.subList(BARS * 3 / 4, BARS).stream()
                .mapToDouble(pair -> pair[1])
                .average()
                .getAsDouble();
        assertThat(wild).isGreaterThan(1.2 * calm);
    }

    @Test
    void everyBarFormsAsThePathWentAndEndsExactly() {
        try (MarketPlayer player = player();
                MarketTape tape = new GeneratedMarket(3, 11, PlantedEdge.planted()).open()) {
            for (int i = 0; i < 30; i++) {
                tape.advance();
            }
            final double[] extremes = {0, Double.MAX_VALUE};
            final long[] lastTimeMs = {0};
            while (!player.ended()) {
                player.step(new MarketAudience() {
                    @Override
                    public void moved(PlayedSymbol symbol, long timeMs) {
                        assertThat(timeMs).isGreaterThanOrEqualTo(lastTimeMs[0]);
                        lastTimeMs[0] = timeMs;
                        if (symbol.number() == 0) {
                            extremes[0] = Math.max(extremes[0], symbol.lastPrice());
                            extremes[1] = Math.min(extremes[1], symbol.lastPrice());
                            final PlayedBar bar = symbol.forming(Timeframe.M5);
                            assertThat(bar.close()).isEqualTo(symbol.lastPrice());
                            assertThat(bar.high()).isEqualTo(extremes[0]);
                            assertThat(bar.low()).isEqualTo(extremes[1]);
                            assertThat(timeMs - bar.openTimeMs()).isBetween(1_000L, 298_000L);
                        }
                    }

                    @Override
                    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
                        if (timeframe == Timeframe.M15) {
                            return;
                        }
                        if (symbol.number() == 0) {
                            tape.advance();
                            extremes[0] = 0;
                            extremes[1] = Double.MAX_VALUE;
                        }
                        final Candle candle = tape.candle(symbol.number());
                        assertThat(bar.openTimeMs()).isEqualTo(candle.openTimeMs());
                        assertThat(timeMs).isEqualTo(candle.openTimeMs() + 300_005);
                        assertThat(new double[] {bar.open(), bar.high(), bar.low(), bar.close(), bar.volumeBase()})
                                .containsExactly(
                                        candle.open(),
                                        candle.high(),
                                        candle.low(),
                                        candle.close(),
                                        candle.volumeBase());
                    }
                });
            }
            assertThat(player.boundariesPlayed()).isEqualTo(BARS);
        }
    }

    @Test
    void aQuarterOfAnHourIsThreeFiveMinuteBars() {
        final List<double[]> fives = new ArrayList<>();
        final List<double[]> fifteens = new ArrayList<>();
        try (MarketPlayer player = player()) {
            while (!player.ended()) {
                player.step(new MarketAudience() {
                    @Override
                    public void moved(PlayedSymbol symbol, long timeMs) {}

                    @Override
                    public void closed(PlayedSymbol symbol, Timeframe timeframe, PlayedBar bar, long timeMs) {
                        if (symbol.number() == 1) {
                            (timeframe == Timeframe.M5 ? fives : fifteens).add(new double[] {
                                bar.openTimeMs(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volumeBase()
                            });
                        }
                    }
                });
            }
        }
        assertThat(fifteens).hasSize(fives.size() / 3);
        for (int i = 0; i < fifteens.size(); i++) {
            final double[] a = fives.get(3 * i);
            final double[] b = fives.get(3 * i + 1);
            final double[] c = fives.get(3 * i + 2);
            assertThat(fifteens.get(i))
                    .containsExactly(
                            a[0],
                            a[1],
                            Math.max(a[2], Math.max(b[2], c[2])),
                            Math.min(a[3], Math.min(b[3], c[3])),
                            c[4],
                            a[5] + b[5] + c[5]);
        }
    }
}
