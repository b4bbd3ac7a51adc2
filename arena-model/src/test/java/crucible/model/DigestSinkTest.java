package crucible.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DigestSinkTest {
    /** SHA-256 of nothing. */
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void nothingHasTheDigestOfNothing() {
        assertThat(DigestSink.of(sink -> {})).isEqualTo(EMPTY);
    }

    @Test
    void theDigestOfAStateIsPinned() {
        assertThat(DigestSink.of(sink -> {
                    sink.begin("agent", 1);
                    sink.field("id", 7L);
                    sink.field("sharpe", 0.25);
                    sink.field("name", "ünï");
                    sink.field("alive", true);
                    sink.end();
                }))
                .isEqualTo("8fae38ef17b94bc11ab93643e5141306738dcdc46f20a9d54f3c1a9fe77e020f");
    }

    /** Against the platform's encoder, over texts of all lengths of encoding, halves of surrogate pairs among them. */
    @Test
    void aTextEntersAsItsUtf8LengthAndBytes() throws Exception {
        final long seed = 3;
        System.out.println("seed " + seed);
        final Random random = new Random(seed);
        final int[] limits = {0x80, 0x800, 0x10000, 0x110000};
        for (int round = 0; round < 500; round++) {
            final StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40) * random.nextInt(400); i > 0; i--) {
                text.appendCodePoint(random.nextInt(limits[random.nextInt(limits.length)]));
            }
            final byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            final MessageDigest plain = MessageDigest.getInstance("SHA-256");
            plain.update(
                    ByteBuffer.allocate(5).put((byte) 3).putInt(utf8.length).array());
            plain.update(utf8);
            assertThat(DigestSink.of(sink -> sink.field("text", text.toString())))
                    .isEqualTo(HexFormat.of().formatHex(plain.digest()));
        }
    }

    @Test
    void aDigestCanBePutIntoAnArray() {
        final DigestSink sink = new DigestSink();
        final byte[] target = new byte[DigestSink.BYTES];
        sink.finish(target);
        assertThat(HexFormat.of().formatHex(target)).isEqualTo(EMPTY);
        assertThatThrownBy(() -> sink.finish(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void differentStatesHaveDifferentDigests() {
        final List<StateHolder> holders = List.of(
                sink -> sink.field("a", 1L),
                sink -> sink.field("a", 2L),
                sink -> sink.field("a", 1.0),
                sink -> sink.field("a", Double.longBitsToDouble(1)),
                sink -> sink.field("a", "1"),
                sink -> sink.field("a", 0.0),
                sink -> sink.field("a", -0.0),
                sink -> sink.field("a", Double.NaN),
                sink -> {
                    sink.begin("a", 1);
                    sink.field("a", 1L);
                    sink.end();
                },
                sink -> {
                    sink.field("a", "ab");
                    sink.field("b", "c");
                },
                sink -> {
                    sink.field("a", "a");
                    sink.field("b", "bc");
                },
                sink -> sink.field("a", new long[] {1, 2}, 1),
                sink -> sink.field("a", new long[] {1, 2}, 2));
        final Set<String> digests = new HashSet<>();
        for (StateHolder holder : holders) {
            assertThat(digests.add(DigestSink.of(holder))).isTrue();
        }
    }

    @Test
    void namesAreNoPartOfItAndAbsentTextIsEmptyText() {
        assertThat(DigestSink.of(sink -> sink.field("a", 1L))).isEqualTo(DigestSink.of(sink -> sink.field("b", 1L)));
        assertThat(DigestSink.of(sink -> sink.field("a", (String) null)))
                .isEqualTo(DigestSink.of(sink -> sink.field("a", "")));
        assertThat(DigestSink.of(sink -> sink.field("a", true))).isEqualTo(DigestSink.of(sink -> sink.field("a", 1L)));
    }

    @Test
    void startsAnewAfterItHasFinished() {
        final DigestSink sink = new DigestSink();
        sink.field("a", 1L);
        final String first = sink.finishHex();
        sink.field("a", 1L);
        assertThat(sink.finishHex()).isEqualTo(first);
        assertThat(sink.finishHex()).isEqualTo(EMPTY);
    }

    @Test
    void longStatesAndLongTextsDoNotOverflowTheBuffer() {
        final String text = "x".repeat(100_000);
        final StateHolder holder = sink -> {
            for (long i = 0; i < 10_000; i++) {
                sink.field("i", i);
            }
            sink.field("text", text);
            sink.field("digest", 1L);
        };
        assertThat(DigestSink.of(holder)).isEqualTo(DigestSink.of(holder)).hasSize(64);
    }

    @Test
    void anotherDigestIsPartOfIt() {
        final DigestSink sink = new DigestSink();
        sink.digest(new byte[32]);
        final String zeros = sink.finishHex();
        final byte[] ones = new byte[32];
        java.util.Arrays.fill(ones, (byte) 1);
        sink.digest(ones);
        assertThat(sink.finishHex()).isNotEqualTo(zeros).isNotEqualTo(EMPTY);
    }
}
