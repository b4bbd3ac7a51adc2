package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CopyDigestTest {
    /** An immutable value, which counts how often it is shown. */
    private record Name(String text, int[] shown) {
        static final StateForm<Name> FORM = new StateForm<>() {
            @Override
            public void show(Name value, StateSink sink) {
                value.shown[0]++;
                sink.field("text", value.text);
            }

            @Override
            public Name read(StateSink sink) {
                return new Name(sink.field("text", ""), new int[1]);
            }
        };

        static final StateForm<Name> BACKWARDS = new StateForm<>() {
            @Override
            public void show(Name value, StateSink sink) {
                sink.field("text", new StringBuilder(value.text).reverse().toString());
            }

            @Override
            public Name read(StateSink sink) {
                return FORM.read(sink);
            }
        };

        static Name of(String text) {
            return new Name(text, new int[1]);
        }
    }

    private static SnapshotWriter copy(StateHolder holder) {
        final SnapshotWriter writer = new SnapshotWriter();
        holder.visit(writer);
        return writer;
    }

    private static String digest(StateHolder holder) {
        return new CopyDigest().add(copy(holder)).finishHex();
    }

    @Test
    void equalStatesHaveEqualDigestsAndAnyOtherValueAnother() {
        final Set<String> digests = new HashSet<>();
        final List<StateHolder> different = List.of(
                sink -> sink.field("a", 1L),
                sink -> sink.field("a", 2L),
                sink -> sink.field("b", 1L),
                sink -> sink.field("a", 1.0),
                sink -> sink.field("a", "1"),
                sink -> sink.field("a", Side.class, Side.BUY),
                sink -> sink.field("a", Side.class, Side.SELL),
                sink -> sink.field("a", Name.FORM, null),
                sink -> sink.field("a", Name.FORM, Name.of("1")),
                sink -> sink.field("a", Name.FORM, Name.of("2")),
                sink -> sink.field("a", new long[] {1, 2}, 2),
                sink -> sink.field("a", new long[] {1, 2}, 1),
                sink -> {
                    sink.begin("a", 1);
                    sink.end();
                });
        for (StateHolder holder : different) {
            assertThat(digests.add(digest(holder))).isTrue();
            assertThat(digest(holder)).isEqualTo(digest(holder)).hasSize(64);
        }
    }

    @Test
    void aValueIsWrittenOutOnceForAsLongAsItIsPartOfTheCopies() {
        final CopyDigest digest = new CopyDigest();
        final Name name = Name.of("long ago");
        final SnapshotWriter with = copy(sink -> sink.field("name", Name.FORM, name));
        final SnapshotWriter without = copy(sink -> sink.field("name", Name.FORM, null));
        final String first = digest.add(with).finishHex();
        for (int i = 0; i < 5; i++) {
            assertThat(digest.add(with).finishHex()).isEqualTo(first);
        }
        assertThat(name.shown[0]).isEqualTo(1);
        assertThat(digest.add(without).finishHex()).isNotEqualTo(first);
        assertThat(digest.add(with).finishHex()).isEqualTo(first);
        assertThat(name.shown[0]).as("forgotten in between").isEqualTo(2);
    }

    @Test
    void oneValueInTwoFormsIsTwoThings() {
        final Name name = Name.of("ab");
        final CopyDigest digest = new CopyDigest();
        final String forwards =
                digest.add(copy(sink -> sink.field("name", Name.FORM, name))).finishHex();
        final String backwards = digest.add(copy(sink -> sink.field("name", Name.BACKWARDS, name)))
                .finishHex();
        assertThat(backwards).isNotEqualTo(forwards);
        assertThat(backwards).isEqualTo(digest(sink -> sink.field("name", Name.FORM, Name.of("ba"))));
    }

    @Test
    void recordsInOrderAreTheWhole() {
        final Random random = new Random(5);
        final long[] numbers = random.longs(30).toArray();
        final SnapshotWriter writer = new SnapshotWriter();
        for (int i = 0; i < numbers.length; i++) {
            writer.beginRecord(i);
            writer.field("number", numbers[i]);
            writer.field("name", Name.FORM, Name.of("n" + i));
            writer.field("text", "t" + i);
        }
        writer.endRecords();
        final CopyDigest digest = new CopyDigest();
        final String whole = digest.add(4).add(writer).finishHex();
        digest.add(4);
        for (int i = 0; i < writer.records(); i++) {
            digest.addRecord(writer, i);
        }
        assertThat(digest.finishHex()).isEqualTo(whole);
        assertThat(digest.add(5).add(writer).finishHex()).isNotEqualTo(whole);
    }
}
