package crucible.exchange.feed;

import java.util.Arrays;

/**
 * Tells a trade that has come before from a new one, among the newest of one symbol. Numbers that go up by one are known
 * exactly, other names by a hash among the newest few. For one thread at a time.
 */
final class TradeIds {
    /** A number so far below the highest counts as one that has come. */
    static final int WINDOW = 4_096;

    private static final int NAMES = 256;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private long highest = StreamTrade.NONE;
    private final long[] names = new long[NAMES];
    private int nextName;

    /** Whether the trade has not come before; remembers it. One without id is always new. */
    boolean isNew(StreamTrade trade) {
        if (trade.isNumbered()) {
            return isNewNumber(trade.id());
        }
        return trade.id() == StreamTrade.NONE || isNewName(trade.id());
    }

    private boolean isNewNumber(long number) {
        if (number > highest) {
            if (highest == StreamTrade.NONE || number - highest >= WINDOW) {
                Arrays.fill(seen, 0);
            } else {
                for (long passed = highest + 1; passed < number; passed++) {
                    seen[word(passed)] &= ~bit(passed);
                }
            }
            highest = number;
        } else if (highest - number >= WINDOW || (seen[word(number)] & bit(number)) != 0) {
            return false;
        }
        seen[word(number)] |= bit(number);
        return true;
    }

    private static int word(long number) {
        return (int) (number % WINDOW) / Long.SIZE;
    }

    private static long bit(long number) {
        return 1L << number % Long.SIZE;
    }

    private boolean isNewName(long hash) {
        for (int i = 1; i <= NAMES; i++) {
            if (names[nextName - i & NAMES - 1] == hash) {
                return false;
            }
        }
        names[nextName++ & NAMES - 1] = hash;
        return true;
    }
}
