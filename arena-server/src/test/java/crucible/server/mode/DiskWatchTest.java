package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.server.journal.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
    private static final long MIB = 1 << 20;
    private static final DiskLimits LIMITS = new DiskLimits(40 * MIB, MIB);

    @TempDir
    private Path directory;

    private long freeBytes;
    private IOException failure;
    private int wakes;
    private DiskWatch watch;

    @BeforeEach
    void watchADisk() {
        watch = watch(LIMITS);
    }

    private DiskWatch watch(DiskLimits limits) {
        return new DiskWatch(
                limits, this::free, new Reserve(directory, limits.reserveBytes(), FileLayer.DISK), () -> wakes++);
    }

    private long free() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return freeBytes;
    }

    private DiskWatch.Level at(long mib) {
        freeBytes = mib * MIB;
        watch.look();
        return watch.level();
    }

    @Test
    void stepsBackOneByOneAndForwardOnlyWithAQuarterMoreRoom() {
        assertThat(at(40)).isEqualTo(DiskWatch.Level.ROOM);
        assertThat(watch.look()).isEmpty();
        assertThat(at(39)).isEqualTo(DiskWatch.Level.NO_ENTRIES);
        assertThat(at(20)).isEqualTo(DiskWatch.Level.NO_ENTRIES);
        assertThat(at(19)).isEqualTo(DiskWatch.Level.NO_INPUT);
        assertThat(at(24)).isEqualTo(DiskWatch.Level.NO_INPUT);
        assertThat(at(25)).isEqualTo(DiskWatch.Level.NO_ENTRIES);
        assertThat(at(49)).isEqualTo(DiskWatch.Level.NO_ENTRIES);
        assertThat(at(50)).isEqualTo(DiskWatch.Level.ROOM);
        assertThat(at(12)).isEqualTo(DiskWatch.Level.NO_INPUT);
        assertThat(at(9)).isEqualTo(DiskWatch.Level.STOP);
    }

    @Test
    void aStopIsFinal() {
        assertThat(at(9)).isEqualTo(DiskWatch.Level.STOP);
        assertThat(at(4000)).isEqualTo(DiskWatch.Level.STOP);
    }

    @Test
    void saysTheSameUntilTheLevelChanges() {
        at(30);
        final String first = watch.look().orElseThrow();
        assertThat(first)
                .isEqualTo("the disk is nearly full, no agent enters: 30.0 MiB are free, arena.minFreeBytes asks for"
                        + " 40.0 MiB");
        at(29);
        assertThat(watch.look()).contains(first);
        at(15);
        assertThat(watch.look().orElseThrow()).contains("no input is taken in").contains("15.0 MiB are free");
    }

    @Test
    void keepsAReserveWhileThereIsRoomAndGivesItUpForTheStop() {
        final Path reserve = directory.resolve("reserve");
        at(40);
        assertThat(reserve).doesNotExist();
        at(41);
        assertThat(reserve).hasSize(MIB);
        at(10);
        assertThat(reserve).hasSize(MIB);
        at(9);
        assertThat(reserve).doesNotExist();
    }

    @Test
    void aFullDiskIsPaidForByTheReserveOnce() throws IOException {
        at(100);
        freeBytes = 0;
        assertThat(watch.release()).isTrue();
        assertThat(wakes).isEqualTo(1);
        assertThat(directory.resolve("reserve")).doesNotExist();
        assertThat(watch.release()).isFalse();
        assertThat(at(100)).isEqualTo(DiskWatch.Level.STOP);
        assertThat(watch.look().orElseThrow()).contains("the disk is full, the server stops");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aReserveThatALookGaveUpAfterTheWriteHadFailedIsWorthAnotherTry() {
        at(100);
        assertThat(at(0)).isEqualTo(DiskWatch.Level.STOP);
        assertThat(directory.resolve("reserve")).doesNotExist();
        freeBytes = 4 * MIB;
        assertThat(watch.release()).isTrue();
        freeBytes = 0;
        watch.release();
        assertThat(watch.release()).isFalse();
    }

    @Test
    void aSmallReserveThatALookGaveUpIsWorthOneTry() {
        at(100);
        at(0);
        freeBytes = MIB;
        assertThat(watch.release()).isTrue();
        assertThat(watch.release()).isFalse();
    }

    @Test
    void littleRoomThatSomebodyHasMadeMeanwhileIsWorthATryAndDoesNotCostTheReserve() {
        at(100);
        freeBytes = 39 * MIB;
        assertThat(watch.release()).isTrue();
        assertThat(directory.resolve("reserve")).exists();
    }

    @Test
    void saysWhetherItIsRoomThatLacks() {
        at(100);
        assertThat(watch.lacksRoom()).isEmpty();
        freeBytes = 2 * MIB;
        assertThat(watch.lacksRoom()).isEmpty();
        freeBytes--;
        assertThat(watch.lacksRoom()).contains("the disk is full: 2.0 MiB are free");
        failure = new IOException("stale handle");
        assertThat(watch.lacksRoom()).isEmpty();
        failure = null;
        watch.release();
        freeBytes = 100 * MIB;
        assertThat(watch.lacksRoom()).as("it was full").isPresent();
        failure = new IOException("stale handle");
        assertThat(watch.lacksRoom()).contains("the disk is full");
    }

    @Test
    void aWriteThatFailsOnADiskWithRoomDoesNotCostTheReserve() {
        at(100);
        assertThat(watch.release()).isFalse();
        assertThat(directory.resolve("reserve")).exists();
        assertThat(at(100)).isEqualTo(DiskWatch.Level.ROOM);
    }

    @Test
    void theJournalsGrowthAsksForALookWhereItEndsAtAnotherLevel() {
        at(42);
        watch.beforeGrowth(2 * MIB);
        assertThat(wakes).isZero();
        watch.beforeGrowth(3 * MIB);
        assertThat(wakes).isEqualTo(1);
        at(39);
        watch.beforeGrowth(3 * MIB);
        assertThat(wakes).isEqualTo(1);
        watch.beforeGrowth(20 * MIB);
        assertThat(wakes).isEqualTo(2);
    }

    @Test
    void aServerDoesNotStartWhereItWouldHaveToStop() throws IOException {
        freeBytes = 10 * MIB;
        watch.requireRoomToStart();
        freeBytes--;
        assertThatThrownBy(watch::requireRoomToStart)
                .isInstanceOf(NoRoom.class)
                .hasMessageContaining("10.0 MiB are free, 10.0 MiB are needed")
                .hasMessageContaining("arena.minFreeBytes");
    }

    @Test
    void aDiskThatDoesNotAnswerIsTold() {
        at(100);
        failure = new IOException("stale handle");
        assertThat(watch.look().orElseThrow()).contains("does not say how much room it has: stale handle");
        assertThat(watch.level()).isEqualTo(DiskWatch.Level.ROOM);
        failure = null;
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void withoutLimitsNothingIsLookedAt() {
        watch = watch(new DiskLimits(0, 0));
        assertThat(at(0)).isEqualTo(DiskWatch.Level.ROOM);
        assertThat(directory.resolve("reserve")).doesNotExist();
    }
}
