package crucible.exchange;

import java.util.List;
import java.util.Random;

/** Texts of a format, spoilt: some stay of the format and have other values, others are broken anywhere. */
public final class MutatedTexts {
    private static final String BITS = "{}[]\":,.-+eE0123456789truefalsn\\u \u0000\u00e9\ud83d";

    private MutatedTexts() {}

    /** A text like {@code text}, with parts of {@code others} in it now and then. */
    public static String mutate(String text, Random random, List<String> others) {
        final StringBuilder mutated = new StringBuilder(text);
        if (random.nextBoolean()) {
            return changeDigitsAndCase(mutated, random);
        }
        for (int edits = 1 + random.nextInt(3); edits > 0 && mutated.length() > 0; edits--) {
            final int at = random.nextInt(mutated.length());
            final int to = Math.min(mutated.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(7)) {
                case 0 -> mutated.setCharAt(at, BITS.charAt(random.nextInt(BITS.length())));
                case 1 -> mutated.delete(at, to);
                case 2 -> mutated.insert(at, BITS.charAt(random.nextInt(BITS.length())));
                case 3 -> mutated.insert(at, mutated.substring(at, to).repeat(1 + random.nextInt(40)));
                case 4 -> mutated.setLength(at);
                case 5 -> mutated.append(any(others, random));
                default -> {
                    final String other = any(others, random);
                    mutated.replace(at, to, other.substring(random.nextInt(Math.max(1, other.length()))));
                }
            }
        }
        return mutated.toString();
    }

    private static String any(List<String> texts, Random random) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** Keeps the form whole, so that the checks of fields and values are reached. */
    private static String changeDigitsAndCase(StringBuilder mutated, Random random) {
        for (int edits = 1 + random.nextInt(3), tries = 1_000;
                edits > 0 && tries > 0 && mutated.length() > 0;
                tries--) {
            final int at = random.nextInt(mutated.length());
            final char c = mutated.charAt(at);
            if (Character.isDigit(c)) {
                mutated.setCharAt(at, (char) ('0' + random.nextInt(10)));
                edits--;
            } else if (Character.isUpperCase(c)) {
                mutated.setCharAt(at, Character.toLowerCase(c));
                edits--;
            }
        }
        return mutated.toString();
    }
}
