package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private static final long MINUTE = 60_000_000_000L;

    private double used;
    private int collections;
    private final MemoryWatch watch = new MemoryWatch(0.9, () -> used, () -> collections++);

    @Test
    void aHeapThatIsNearlyUsedUpIsToldUntilThereIsSomeRoomAgain() {
        used = 0.9;
        assertThat(watch.look(0)).isEmpty();
        used = 0.934;
        final String reason = watch.look(0).orElseThrow();
        assertThat(reason).contains("93 % of the heap are in use").contains("limits.maxHeapRatio is 90 %");
        used = 0.86;
        assertThat(watch.look(0)).contains(reason);
        used = 0.84;
        assertThat(watch.look(0)).isEmpty();
    }

    @Test
    void asksForACollectionWhereNoneComes() {
        used = 0.95;
        watch.look(0);
        watch.look(9 * MINUTE);
        assertThat(collections).isZero();
        watch.look(10 * MINUTE);
        watch.look(11 * MINUTE);
        assertThat(collections).isEqualTo(1);
    }

    @Test
    void thisJvmHasAnOldGeneration() {
        System.gc();
        assertThat(MemoryWatch.ofThisJvm(1e-9).look(0)).isPresent();
        assertThat(MemoryWatch.ofThisJvm(1).look(0)).isEmpty();
    }
}
