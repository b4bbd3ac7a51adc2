package crucible.exchange;

/** How far two words are apart: letters to put in, take out or change (Levenshtein 1966). */
public final class EditDistance {
    private EditDistance() {}

    /** From 0 for equal words to the length of the longer one; capitals differ from small letters. */
    public static int of(String left, String right) {
        int[] before = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            final int[] row = new int[right.length() + 1];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                final int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + change, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[right.length()];
    }
}
