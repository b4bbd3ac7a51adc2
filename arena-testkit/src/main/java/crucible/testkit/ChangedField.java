package crucible.testkit;

import crucible.model.StateForm;
import crucible.model.StateSink;
import java.util.ArrayList;
import java.util.List;

/** Answers a state holder what it shows, but for one whole number: as if a hand had changed it in a file. */
public final class ChangedField implements StateSink {
    private final List<String> places = new ArrayList<>();
    private final String place;
    private final long by;

    private ChangedField(String place, long by) {
        this.place = place;
        this.by = by;
    }

    /** Changes nothing, and tells {@link #places}. */
    public static ChangedField none() {
        return new ChangedField("", 0);
    }

    /** Adds {@code by} to the number at {@code place}, one of {@link #places}. */
    public static ChangedField at(String place, long by) {
        return new ChangedField(place, by);
    }

    /** Where the whole numbers are that were shown: running number, space, name of the field. */
    public List<String> places() {
        return List.copyOf(places);
    }

    /** The first place of this name. */
    public String first(String name) {
        return places.stream()
                .filter(one -> one.endsWith(" " + name))
                .findFirst()
                .orElseThrow();
    }

    /** Name of the field at a place. */
    public static String name(String place) {
        return place.substring(place.indexOf(' ') + 1);
    }

    @Override
    public int begin(String group, int version) {
        return version;
    }

    @Override
    public void end() {
        // groups are of no interest here
    }

    @Override
    public long field(String name, long value) {
        final String here = places.size() + " " + name;
        places.add(here);
        return here.equals(place) ? value + by : value;
    }

    @Override
    public double field(String name, double value) {
        return value;
    }

    @Override
    public String field(String name, String value) {
        return value;
    }

    @Override
    public <E extends Enum<E>> E field(String name, Class<E> type, E value) {
        return value;
    }

    @Override
    public <T> T field(String name, StateForm<T> form, T value) {
        return value;
    }

    @Override
    public double[] field(String name, double[] values, int from, int count) {
        return values;
    }

    @Override
    public long[] field(String name, long[] values, int from, int count) {
        return values;
    }
}
