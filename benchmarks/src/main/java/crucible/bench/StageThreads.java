package crucible.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Bytes that each of a ring's threads has allocated so far; readable from any thread. */
final class StageThreads {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Long> ids = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** The live threads whose names begin with {@code prefix}, in the order of their ids. */
    StageThreads(String prefix) {
        for (long id : threads.getAllThreadIds()) {
            final java.lang.management.ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith(prefix)) {
                int at = 0;
                while (at < ids.size() && ids.get(at) < id) {
                    at++;
                }
                ids.add(at, id);
                names.add(at, info.getThreadName());
            }
        }
    }

    List<String> names() {
        return names;
    }

    /** In the order of {@link #names}. */
    long[] allocatedBytes() {
        return ids.stream().mapToLong(threads::getThreadAllocatedBytes).toArray();
    }

    /** Processor time in nanoseconds, in the order of {@link #names}. */
    long[] cpuNanos() {
        return ids.stream().mapToLong(threads::getThreadCpuTime).toArray();
    }
}
