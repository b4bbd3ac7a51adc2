package crucible.server.explain;

import crucible.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict beside what its numbers come to when they are computed again.
 *
 * @param sequence of the verdict's event
 * @param arenaTimeMs when it took effect
 * @param isApplied whether it did: a verdict may come after its agent was ended by somebody else
 * @param verdict the card
 * @param numbers the card's numbers, in its order, then what it should have and has not
 * @param notes what could not be computed, and why
 */
public record Explanation(
        long sequence, long arenaTimeMs, boolean isApplied, Verdict verdict, List<Figure> numbers, List<String> notes) {
    public Explanation {
        numbers = List.copyOf(numbers);
        notes = List.copyOf(notes);
    }

    /** Where a recomputed number comes from. */
    public enum Source {
        /** The kept returns, and those of all competitors. */
        EVIDENCE,
        /** The rules of the tournament, its births, and other numbers of the card. */
        RULES,
        /** A replay of the journal from before the agent's birth. */
        JOURNAL,
        /** Nothing that is left. */
        NOT_COMPUTED
    }

    /**
     * One number, twice.
     *
     * @param onCard NaN where the card leaves it out, because it was undefined
     * @param computed NaN where it is undefined; of no meaning where it was not computed
     */
    public record Figure(String name, double onCard, double computed, Source source) {
        /** Whether both are the same to the last bit, or it was not computed. */
        public boolean agrees() {
            return source == Source.NOT_COMPUTED
                    || Double.doubleToLongBits(onCard) == Double.doubleToLongBits(computed);
        }

        Figure from(double newlyComputed, Source newSource) {
            return new Figure(name, onCard, newlyComputed, newSource);
        }
    }

    /** Names of the numbers that do not agree. */
    public List<String> disagreeing() {
        return numbers.stream()
                .filter(number -> !number.agrees())
                .map(Figure::name)
                .toList();
    }

    /** How many numbers were computed again. */
    public long computed() {
        return numbers.stream()
                .filter(number -> number.source() != Source.NOT_COMPUTED)
                .count();
    }

    Explanation with(List<Figure> newNumbers, String note) {
        final List<String> allNotes = new ArrayList<>(notes);
        if (!note.isEmpty()) {
            allNotes.add(note);
        }
        return new Explanation(sequence, arenaTimeMs, isApplied, verdict, newNumbers, allNotes);
    }
}
