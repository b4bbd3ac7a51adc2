package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotTest {
    /** A holder with a field of every kind. */
    private static final class Everything implements StateHolder {
        private long whole;
        private int small;
        private double number;
        private boolean truth;
        private String text = "";
        private Side side;
        private Note note;
        private double[] numbers = new double[2];
        private int count;
        private long[] ring = new long[8];
        private final List<Note> notes = new ArrayList<>();
        private final List<Everything> children = new ArrayList<>();

        @Override
        public void visit(StateSink sink) {
            sink.begin("everything", 1);
            whole = sink.field("whole", whole);
            small = sink.field("small", small);
            number = sink.field("number", number);
            truth = sink.field("truth", truth);
            text = sink.field("text", text);
            side = sink.field("side", Side.class, side);
            note = sink.field("note", Note.FORM, note);
            count = sink.field("count", count);
            numbers = sink.field("numbers", numbers, count);
            ring = sink.field("ring", ring, 3, 4);
            sink.each("notes", Note.FORM, notes, notes::add);
            final int size = sink.field("children", children.size());
            for (int i = 0; i < size; i++) {
                if (i == children.size()) {
                    children.add(new Everything());
                }
                children.get(i).visit(sink);
            }
            sink.end();
        }

        static Everything random(Random random, int depth) {
            final Everything one = new Everything();
            one.whole = random.nextLong();
            one.small = random.nextInt();
            one.number = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
            one.truth = random.nextBoolean();
            one.text = "ünï" + random.nextInt();
            one.side = random.nextBoolean() ? null : Side.SELL;
            one.note = random.nextBoolean() ? null : Note.random(random, 2);
            one.count = random.nextInt(50);
            one.numbers = random.doubles(one.count + 3).toArray();
            one.ring = random.longs(8).toArray();
            for (int left = random.nextInt(5); left > 0; left--) {
                one.notes.add(Note.random(random, 1));
            }
            for (int left = depth == 0 ? 0 : random.nextInt(4); left > 0; left--) {
                one.children.add(random(random, depth - 1));
            }
            return one;
        }
    }

    /** An immutable value inside another. */
    private record Note(String words, double weight, Note inner) {
        static final StateForm<Note> FORM = new StateForm<>() {
            @Override
            public void show(Note value, StateSink sink) {
                sink.field("words", value.words);
                sink.field("weight", value.weight);
                sink.field("inner", this, value.inner);
            }

            @Override
            public Note read(StateSink sink) {
                return new Note(sink.field("words", ""), sink.field("weight", 0.0), sink.field("inner", this, null));
            }
        };

        static Note random(Random random, int depth) {
            return new Note(
                    "note " + random.nextInt(),
                    random.nextGaussian(),
                    depth == 0 || random.nextBoolean() ? null : random(random, depth - 1));
        }
    }

    private static byte[] bytes(StateHolder holder) {
        final SnapshotWriter writer = new SnapshotWriter();
        holder.visit(writer);
        assertThat(writer.isWhole()).isTrue();
        return writer.toBytes();
    }

    private static <T extends StateHolder> T restored(byte[] stored, T fresh) {
        final SnapshotReader reader = new SnapshotReader(stored);
        fresh.visit(reader);
        reader.requireEnd();
        return fresh;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 20_240_229})
    void whatWasWrittenIsReadBackToTheLastBit(long seed) {
        final Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            final Everything one = Everything.random(random, 3);
            final byte[] stored = bytes(one);
            final Everything back = restored(stored, new Everything());
            assertThat(DigestSink.of(back)).as("seed %d, state %d", seed, i).isEqualTo(DigestSink.of(one));
            assertThat(bytes(back)).isEqualTo(stored);
        }
    }

    @Test
    void aWriterIsReusedAndForgetsWhatWasBefore() {
        final SnapshotWriter writer = new SnapshotWriter();
        final Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            final Everything one = Everything.random(random, 2);
            writer.reset();
            one.visit(writer);
            assertThat(writer.toBytes()).isEqualTo(bytes(one));
        }
        writer.reset();
        assertThat(writer.isWhole()).isFalse();
        writer.begin("half", 1);
        assertThat(writer.isWhole()).isFalse();
    }

    @Test
    void recordsAreWrittenOneByOne() {
        final Random random = new Random(11);
        final List<Everything> all = new ArrayList<>();
        final SnapshotWriter writer = new SnapshotWriter();
        for (int round = 0; round < 2; round++) {
            all.clear();
            writer.reset();
            writer.begin("all", 1);
            for (int i = 0; i < 40; i++) {
                all.add(Everything.random(random, 1));
                writer.beginRecord(7L * i);
                all.get(i).visit(writer);
                assertThat(writer.isWhole()).isFalse();
            }
            writer.endRecords();
            writer.end();
            assertThat(writer.isWhole()).isTrue();
            assertThat(writer.records()).isEqualTo(40);
            for (int i = 0; i < 40; i++) {
                final ByteArrayOutputStream out = new ByteArrayOutputStream();
                writer.writeRecordTo(out, i);
                assertThat(writer.recordKey(i)).isEqualTo(7L * i);
                assertThat(out.toByteArray()).isEqualTo(bytes(all.get(i)));
            }
        }
    }

    /** Processors and compilers make NaNs of different bits, which mean the same. */
    @Test
    void everyNaNIsStoredAsTheSameBits() {
        final double[] made = {
            Double.longBitsToDouble(0xFFF8_0000_0000_0000L), Double.longBitsToDouble(0x7FF0_0000_0000_DEADL)
        };
        for (double nan : made) {
            assertThat(bytes(sink -> sink.field("a", nan))).isEqualTo(bytes(sink -> sink.field("a", Double.NaN)));
            assertThat(bytes(sink -> sink.field("a", new double[] {nan}, 1)))
                    .isEqualTo(bytes(sink -> sink.field("a", new double[] {Double.NaN}, 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 99})
    void aCutIsFoundAtEveryByte(long seed) {
        final byte[] stored = bytes(Everything.random(new Random(seed), 2));
        for (int length = 0; length < stored.length; length++) {
            final byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> restored(cut, new Everything()))
                    .as("seed %d, cut after %d bytes", seed, length)
                    .isInstanceOf(SnapshotRefused.class);
        }
    }

    @Test
    void aFieldThatIsNotThereIsNamedWithItsPath() {
        final byte[] stored = bytes(sink -> {
            sink.begin("lane", 1);
            for (int i = 0; i < 3; i++) {
                sink.begin("agent", 1);
                sink.field("id", i);
                sink.field(i == 2 ? "cash" : "cashUsdE8", 5L);
                sink.end();
            }
            sink.end();
        });
        assertThatThrownBy(() -> restored(stored, sink -> {
                    sink.begin("lane", 1);
                    for (int i = 0; i < 3; i++) {
                        sink.begin("agent", 1);
                        sink.field("id", i);
                        sink.field("cashUsdE8", 5L);
                        sink.end();
                    }
                    sink.end();
                }))
                .isInstanceOf(SnapshotRefused.class)
                .hasMessageContaining("whole number lane#1/agent#3/cashUsdE8");
    }

    @Test
    void refusesOtherKindsOrdersAndNumbersOfFields() {
        final byte[] stored = bytes(sink -> {
            sink.field("a", 1L);
            sink.field("b", 2L);
        });
        refuses(stored, sink -> sink.field("a", 1.0), "number a");
        refuses(stored, sink -> sink.field("a", ""), "text a");
        refuses(stored, sink -> sink.field("b", 1L), "whole number b");
        refuses(stored, sink -> sink.field("a", 1L), "12 bytes are left");
        refuses(stored, sink -> sink.begin("a", 1), "group a");
        refuses(stored, sink -> sink.field("a", Side.class, null), "Side a");
        refuses(bytes(sink -> sink.field("a", new long[3], 3)), sink -> sink.field("a", new long[2], 2), "2 elements");
    }

    @Test
    void aGroupTellsTheVersionInWhichItIsStored() {
        final byte[] stored = bytes(sink -> {
            sink.begin("agent", 2);
            sink.field("id", 1L);
            sink.end();
        });
        final int[] version = new int[1];
        restored(stored, sink -> {
            version[0] = sink.begin("agent", 3);
            sink.field("id", 1L);
            sink.end();
        });
        assertThat(version[0]).isEqualTo(2);
        refuses(stored, sink -> sink.begin("agent", 1), "group agent#1 has a version from 1 to 1, but was 2");
    }

    @Test
    void aConstantIsStoredByItsNameAndAnUnknownOneIsRefused() {
        final byte[] stored = bytes(sink -> sink.field("a", Side.class, Side.SELL));
        refuses(stored, sink -> sink.field("a", Direction.class, null), "a is one of [LONG, SHORT]");
    }

    private static void refuses(byte[] stored, StateHolder holder, String message) {
        assertThatThrownBy(() -> restored(stored, holder))
                .isInstanceOf(SnapshotRefused.class)
                .hasMessageContaining(message);
    }

    @Test
    void aGroupOfAnEarlierVersionIsNoticed() {
        final SnapshotWriter writer = new SnapshotWriter();
        for (int version = 1; version <= 2; version++) {
            writer.begin("group", version);
            writer.end();
        }
        final SnapshotReader reader = new SnapshotReader(writer.toBytes());
        assertThat(reader.begin("group", 1)).isEqualTo(1);
        reader.end();
        assertThat(reader.isOlder()).isFalse();
        assertThat(reader.begin("group", 3)).isEqualTo(2);
        reader.end();
        assertThat(reader.isOlder()).isTrue();
    }
}
