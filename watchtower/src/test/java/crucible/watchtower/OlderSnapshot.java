package crucible.watchtower;

import crucible.model.SnapshotReader;
import crucible.model.SnapshotWriter;
import crucible.model.StateForm;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Map;
import java.util.Set;

/** Writes what earlier software wrote: groups in their earlier version, without the groups and fields that came later. */
final class OlderSnapshot implements StateSink {
    private final SnapshotWriter writer = new SnapshotWriter();
    private final Map<String, Integer> versions;
    private final Set<String> unknown;
    private final Set<String> unknownFields;
    private int depthInUnknown;

    private OlderSnapshot(Map<String, Integer> versions, Set<String> unknown, Set<String> unknownFields) {
        this.versions = versions;
        this.unknown = unknown;
        this.unknownFields = unknownFields;
    }

    /** Restores {@code fresh} from what earlier software would have stored of {@code original}. */
    static <T extends StateHolder> T into(
            T fresh,
            StateHolder original,
            Map<String, Integer> versions,
            Set<String> unknown,
            Set<String> unknownFields) {
        final OlderSnapshot older = new OlderSnapshot(versions, unknown, unknownFields);
        original.visit(older);
        final SnapshotReader reader = new SnapshotReader(older.writer.toBytes());
        fresh.visit(reader);
        reader.requireEnd();
        return fresh;
    }

    @Override
    public int begin(String group, int version) {
        if (depthInUnknown > 0 || unknown.contains(group)) {
            depthInUnknown++;
        } else {
            writer.begin(group, versions.getOrDefault(group, version));
        }
        return version;
    }

    @Override
    public void end() {
        if (depthInUnknown > 0) {
            depthInUnknown--;
        } else {
            writer.end();
        }
    }

    private boolean isKnown(String field) {
        return depthInUnknown == 0 && !unknownFields.contains(field);
    }

    @Override
    public long field(String name, long value) {
        return isKnown(name) ? writer.field(name, value) : value;
    }

    @Override
    public double field(String name, double value) {
        return isKnown(name) ? writer.field(name, value) : value;
    }

    @Override
    public String field(String name, String value) {
        return isKnown(name) ? writer.field(name, value) : value;
    }

    @Override
    public <E extends Enum<E>> E field(String name, Class<E> type, E value) {
        return isKnown(name) ? writer.field(name, type, value) : value;
    }

    @Override
    public <T> T field(String name, StateForm<T> form, T value) {
        return isKnown(name) ? writer.field(name, form, value) : value;
    }

    @Override
    public double[] field(String name, double[] values, int from, int count) {
        return isKnown(name) ? writer.field(name, values, from, count) : values;
    }

    @Override
    public long[] field(String name, long[] values, int from, int count) {
        return isKnown(name) ? writer.field(name, values, from, count) : values;
    }
}
