package crucible.testkit;

import crucible.model.Require;
import java.math.BigDecimal;
import java.util.List;

/** The words of one line, read from left to right. */
final class ScenarioLine {
    /** 2024-01-01T00:00:00Z. */
    private static final long DAY_MS = 1_704_067_200_000L;

    private final List<String> words;
    private int next;

    ScenarioLine(List<String> words) {
        this.words = words;
    }

    boolean hasMore() {
        return next < words.size();
    }

    String word(String what) {
        Require.that(hasMore(), what + " follows", "the end of the line");
        next++;
        return words.get(next - 1);
    }

    BigDecimal number(String what) {
        final String word = word(what);
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("required: " + what + " is a number, but was " + word, e);
        }
    }

    /** The next word must be this one. */
    ScenarioLine keyword(String keyword) {
        final String word = word(keyword);
        Require.that(word.equals(keyword), "the word " + keyword, word);
        return this;
    }

    /** Takes the next word if it is this one. */
    boolean takes(String keyword) {
        if (hasMore() && words.get(next).equals(keyword)) {
            next++;
            return true;
        }
        return false;
    }

    /** A time of day such as {@code 00:05} or {@code 00:05:00.250}, as epoch milliseconds. */
    long timeMs() {
        final String word = word("time");
        Require.that(word.matches("\\d\\d:\\d\\d(:\\d\\d(\\.\\d\\d\\d)?)?"), "time is HH:MM[:SS[.mmm]]", word);
        final String digits = (word + "00:00:00.000".substring(word.length())).replaceAll("\\D", "");
        final long hours = Long.parseLong(digits.substring(0, 2));
        final long minutes = Long.parseLong(digits.substring(2, 4));
        final long seconds = Long.parseLong(digits.substring(4, 6));
        return DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000 + Long.parseLong(digits.substring(6, 9));
    }

    static String timeText(long timeMs) {
        final long ms = timeMs - DAY_MS;
        final String seconds = String.format("%02d:%02d:%02d", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
        return ms % 1000 == 0 ? seconds : seconds + String.format(".%03d", ms % 1000);
    }
}
