package crucible.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    private final JsonText json = new JsonText(10_000);
    private final JsonField price = new JsonField("p", "k.p");
    private final JsonField size = new JsonField("q");
    private final JsonFields fields = new JsonFields(price, size);

    @Test
    void readsTheFieldsWantedAndSkipsTheOthers() throws FrameRefused {
        json.read("{\"x\":{\"p\":\"9\"},\"q\":\"2\",\"y\":[[1]],\"p\":\"1\"}", fields::readObject);
        assertThat(price.text()).isEqualTo("1");
        assertThat(size.text()).isEqualTo("2");
        json.read("{}", fields::readObject);
        assertThat(price.isPresent()).isFalse();
        assertThatThrownBy(price::text).hasMessageContaining("k.p is present");
    }

    @Test
    void findsEachOfManyKeysAndNoOther() {
        // Aa and BB have one hash.
        final String[] keys = IntStream.range(0, 200)
                .mapToObj(i -> Integer.toString(i, 3) + (i % 2 == 0 ? "Aa" : "BB"))
                .toArray(String[]::new);
        final JsonField[] many = new JsonField[keys.length];
        for (int i = 0; i < keys.length; i++) {
            many[i] = new JsonField(keys[i]);
        }
        final JsonFields all = new JsonFields(many);
        for (int i = 0; i < keys.length; i++) {
            assertThat(all.find(keys[i])).isSameAs(many[i]);
            assertThat(all.find(keys[i] + "x")).isNull();
        }
        assertThat(new JsonFields().find("p")).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonFields(price, new JsonField("p")))
                .withMessageContaining("distinct");
    }

    @Test
    void takesExponentsOfUsualSize() throws FrameRefused {
        json.read("{\"p\":1.25e-08,\"q\":1E3}", fields::readObject);
        assertThat(price.decimal()).isEqualTo("0.0000000125");
        assertThat(size.decimal()).isEqualTo("1000");
        for (String wild : List.of("1e31", "1e-40", "22.47162e9999999998", "1E-2147483648")) {
            json.read("{\"p\":" + wild + "}", fields::readObject);
            assertThatThrownBy(price::decimal).isInstanceOf(FrameRefused.class).hasMessageContaining("usual size");
        }
    }

    @Test
    void readsRowsByPosition() throws FrameRefused {
        json.read(
                "[\"1\",\"2\",[3]]",
                parser -> assertThat(fields.readRow(parser)).isEqualTo(3));
        assertThat(size.text()).isEqualTo("2");
        json.read("[\"1\"]", parser -> assertThat(fields.readRow(parser)).isEqualTo(1));
        assertThat(size.isPresent()).isFalse();
    }

    @Test
    void refusesElementsOneByOneWhateverIsWrongWithThem() throws FrameRefused {
        final List<String> taken = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        json.read(
                "[{\"p\":\"1\"},5,[[{}]],{\"p\":\"2\",\"z\":{},\"p\":\"3\",\"w\":[{}]},{\"q\":\"4\"},{\"p\":\"5\"}]",
                parser -> JsonRows.each(
                        parser,
                        fields::readObject,
                        () -> taken.add(price.text()),
                        reason -> refused.add(reason.reason())));
        assertThat(taken).containsExactly("1", "5");
        assertThat(refused).containsExactly("wrong-type", "wrong-type", "duplicate-field", "missing-field");
    }

    @Test
    void readsABodyThatStandsBeforeWhatItNeeds() throws FrameRefused {
        final List<String> bodies = new ArrayList<>();
        final JsonEnvelope envelope = new JsonEnvelope(
                10_000,
                "data",
                fields::readValue,
                all -> price.isPresent(),
                parser -> bodies.add(price.text() + parser.getString()));
        for (String text :
                List.of("{\"p\":\"a\",\"data\":\"1\"}", "{\"data\":\"2\",\"p\":\"b\"}", "{\"data\":\"3\"}")) {
            fields.clear();
            envelope.read(text);
        }
        assertThat(bodies).containsExactly("a1", "b2");
    }
}
