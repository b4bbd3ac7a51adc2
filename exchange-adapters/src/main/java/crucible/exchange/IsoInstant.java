package crucible.exchange;

/** Times as {@code 2026-09-10T17:32:00.000000000Z}: UTC, with any fraction of a second. */
public final class IsoInstant {
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MAX_CHARS = 40;
    private static final long DAY_MS = 86_400_000L;

    private IsoInstant() {}

    /** Epoch milliseconds of a time from 1970 on; what is finer is cut off. */
    public static long epochMs(String name, String text) throws FrameRefused {
        final int length = text.length();
        if (length <= SHAPE.length() || length > MAX_CHARS || text.charAt(length - 1) != 'Z' || !hasShape(text)) {
            throw refused(name, text);
        }
        long fractionMs = 0;
        if (length > SHAPE.length() + 1) {
            if (text.charAt(SHAPE.length()) != '.' || length == SHAPE.length() + 2) {
                throw refused(name, text);
            }
            for (int i = SHAPE.length() + 1, weight = 100; i < length - 1; i++, weight /= 10) {
                if (!isDigit(text.charAt(i))) {
                    throw refused(name, text);
                }
                fractionMs += (long) weight * (text.charAt(i) - '0');
            }
        }
        final int year = number(text, 0, 4);
        final int month = number(text, 5, 7);
        final int day = number(text, 8, 10);
        final int hour = number(text, 11, 13);
        final int minute = number(text, 14, 16);
        final int second = number(text, 17, 19);
        if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) {
            throw refused(name, text);
        }
        return days(year, month, day) * DAY_MS + ((hour * 60L + minute) * 60 + second) * 1_000 + fractionMs;
    }

    private static FrameRefused refused(String name, String text) {
        return new FrameRefused("bad-time", name + " is a time like 2026-09-10T17:32:00.5Z, but was " + text);
    }

    private static boolean hasShape(String text) {
        for (int i = 0; i < SHAPE.length(); i++) {
            final char wanted = SHAPE.charAt(i);
            final char c = text.charAt(i);
            if (wanted == 'd' ? !isDigit(c) : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    /** Days since 1970 in the Gregorian calendar, whose years begin in March here so that leap days come last. */
    private static long days(int year, int month, int day) {
        final int shifted = month > 2 ? month - 3 : month + 9;
        final long y = month > 2 ? year : year - 1L;
        return y * 365 + y / 4 - y / 100 + y / 400 + (153L * shifted + 2) / 5 + day - 1 - 719_468;
    }
}
