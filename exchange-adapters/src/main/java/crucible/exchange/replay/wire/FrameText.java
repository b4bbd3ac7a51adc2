package crucible.exchange.replay.wire;

import crucible.exchange.replay.market.PlayedBar;
import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** A reused buffer in which JSON is written as UTF-8, without objects in between. Not thread-safe. */
public final class FrameText {
    private static final int PLACES = 8;
    private static final double MAX_EXACT = 0x1p53;
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

    private byte[] bytes = new byte[1024];
    private int length;

    public FrameText clear() {
        length = 0;
        return this;
    }

    /** Appends text as it is. */
    public FrameText text(String text) {
        final int size = text.length();
        reserve(size * 3);
        for (int i = 0; i < size; i++) {
            final char c = text.charAt(i);
            if (c > 127) {
                return raw(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    public FrameText raw(byte[] encoded) {
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    public FrameText number(long value) {
        if (value < 0) {
            return value == Long.MIN_VALUE
                    ? text(Long.toString(value))
                    : text("-").number(-value);
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /**
     * Appends {@code value} in quotes so that it parses back to the same double: with eight decimals where they suffice,
     * as exchanges write it, else with all the digits it needs. Finite values of 0 or more.
     */
    public FrameText decimal(double value) {
        return text("\"").digits(value, true).text("\"");
    }

    /** Appends {@code value} in quotes, rounded to eight decimals. Finite values of 0 or more. */
    public FrameText rounded(double value) {
        return text("\"").digits(value, false).text("\"");
    }

    /** Like {@link #rounded}, without the quotes. */
    public FrameText unquoted(double value) {
        return digits(value, false);
    }

    /** Appends {@code value} rounded to four decimals, without quotes. Finite; may be below 0. */
    public FrameText change(double value) {
        final long scaled = Math.round(value * 1e4);
        return (scaled < 0 ? text("-") : this).digits(Math.abs(scaled) / 1e4, false);
    }

    /** Like {@link #decimal}, without the quotes. */
    public FrameText plain(double value) {
        return digits(value, true);
    }

    /** Appends a bar's prices in quotes: open, high, low and close, with commas between them. */
    public FrameText ohlc(PlayedBar bar) {
        return decimal(bar.open())
                .text(",")
                .decimal(bar.high())
                .text(",")
                .decimal(bar.low())
                .text(",")
                .decimal(bar.close());
    }

    /** Appends a time as {@code 2026-09-10T17:32:00.005Z}. */
    public FrameText time(long epochMs) {
        return text(Instant.ofEpochMilli(epochMs).toString());
    }

    private FrameText digits(double value, boolean exact) {
        for (int places = PLACES; places >= 0; places--) {
            final double scaled = value * POWERS[places];
            if (scaled < MAX_EXACT) {
                final long whole = Math.round(scaled);
                if (!exact || whole / POWERS[places] == value) {
                    fixed(whole, places);
                    return this;
                }
            }
        }
        return text(BigDecimal.valueOf(value).toPlainString());
    }

    private void fixed(long whole, int places) {
        final long power = (long) POWERS[places];
        number(whole / power);
        reserve(PLACES + 1);
        bytes[length++] = '.';
        long rest = whole % power;
        for (int at = length + places - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        Arrays.fill(bytes, length + places, length + PLACES, (byte) '0');
        length += PLACES;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    int length() {
        return length;
    }

    void writeTo(ByteBuf buffer) {
        buffer.writeBytes(bytes, 0, length);
    }

    /** Writes an object without its first brace. */
    void writeTailTo(ByteBuf buffer) {
        buffer.writeBytes(bytes, 1, length - 1);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
