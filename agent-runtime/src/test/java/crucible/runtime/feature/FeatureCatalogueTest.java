package crucible.runtime.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.model.Bar;
import crucible.model.Operand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureCatalogueTest {
    private static final Path DOCUMENTATION = Path.of("../docs/dsl.md");

    @Test
    void everyFeatureOfTheCatalogueCanBeComputed() {
        final FeatureSeries series = new FeatureSeries(1_500);
        for (FeatureDefinition definition : FeatureCatalogue.all()) {
            series.index(definition.withUsualParameters());
            assertThat(FeatureCatalogue.find(definition.name())).contains(definition);
        }
        Walks.random(1, 100).forEach(series::onBar);
        for (int i = 0; i < series.count(); i++) {
            assertThat(series.current(i))
                    .as(FeatureCatalogue.all().get(i).signature())
                    .isNotNaN();
        }
    }

    @Test
    void theSmallestHistoryHoldsTheLongestWindows() {
        final List<Operand.FeatureRef> longest = FeatureCatalogue.all().stream()
                .map(definition -> new Operand.FeatureRef(
                        definition.name(),
                        definition.parameters().stream()
                                .map(FeatureParameter::high)
                                .toList()))
                .toList();
        final List<Bar> bars = Walks.random(13, 2_000);
        final FeatureSeries small = new FeatureSeries(FeatureSeries.SMALLEST_HISTORY_BARS);
        longest.forEach(small::index);
        bars.forEach(small::onBar);
        final PlainFeatures plain = new PlainFeatures(bars);
        for (int i = 0; i < longest.size(); i++) {
            final double expected = plain.value(longest.get(i));
            assertThat(Math.abs(small.current(i) - expected))
                    .as(longest.get(i).toString())
                    .isLessThanOrEqualTo(1e-9 * Math.max(Math.abs(expected), 1e-2));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close|close",
                " ema( 12 ) |ema(12)",
                "bollinger_upper(20, 2.50)|bollinger_upper(20,2.5)",
                "macd_signal(12,26,9.0)|macd_signal(12,26,9)"
            })
    void readsFeatures(String text, String canonical) {
        assertThat(FeatureCatalogue.parse(text)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clse|unknown feature \"clse\"; the nearest is close",
                "bolinger_upper(20,2)|unknown feature \"bolinger_upper\"; the nearest is bollinger_upper(n,k)",
                "ema|ema(n) takes 1 number, found 0",
                "ema()|a feature looks like close, ema(12) or bollinger_upper(20,2.5), found \"ema()\"",
                "ema(12,)|a parameter is a number such as 20 or 2.5, found \"\" in \"ema(12,)\"",
                "ema(1e9)|a feature looks like close, ema(12) or bollinger_upper(20,2.5), found \"ema(1e9)\"",
                "ema(501)|in ema(n) n is a whole number in [2, 500], found 501",
                "bollinger_upper(20,0.05)|in bollinger_upper(n,k) k is a number in [0.1, 10], found 0.05",
                "macd(12,12)|in macd(f,s) f is below s, found 12 and 12"
            })
    void refusesWithTheValueAndWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> FeatureCatalogue.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theDocumentationListsEveryFeature() throws IOException {
        final String text = Files.readString(DOCUMENTATION);
        assertThat(FeatureCatalogue.all().stream().map(FeatureCatalogueTest::row))
                .allSatisfy(row -> assertThat(text).contains(row));
    }

    private static String row(FeatureDefinition definition) {
        final String parameters = definition.parameters().stream()
                .map(parameter -> parameter.name() + " " + FeatureParameter.number(parameter.low()) + "–"
                        + FeatureParameter.number(parameter.high()) + " (" + FeatureParameter.number(parameter.usual())
                        + ")")
                .collect(Collectors.joining(", "));
        final List<Double> usual = definition.withUsualParameters().parameters();
        final int first = definition.firstValueBars(usual);
        final int settled = definition.settledBars(usual);
        return "| `" + definition.signature() + "` | " + definition.formula().replace("|", "\\|") + " | " + parameters
                + " | " + first + (settled == first ? "" : ", " + settled) + " | " + definition.source() + " |";
    }
}
