package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ModeChange;
import crucible.server.crash.ChildImage;
import crucible.server.crash.SmallDisk;
import crucible.server.host.ExitCodes;
import crucible.server.journal.Journal.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole server on a disk of its own that fills, by the server itself and by another: nothing is lost, and it goes on. */
class FullDiskTest {
    private static final int DISK_MIB = 64;

    @TempDir
    private static Path classes;

    private static ChildImage image;

    @TempDir
    private Path folder;

    @BeforeAll
    static void packTheClasses() {
        image = new ChildImage(classes);
    }

    @ParameterizedTest
    @EnumSource
    void filledByTheServerItself(Format format) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MIB);
                ReplayVenue venue = SmallServer.venue();
                SmallServer server = new SmallServer(image, venue, disk.directory(), format)) {
            server.start();
            Await.until("it is ready", () -> server.troubles().isEmpty());
            server.goesOn(1_000);
            assertThat(disk.directory().resolve("reserve")).hasSize(SmallServer.LIMITS.reserveBytes());
            disk.fill(SmallServer.LIMITS.minFreeBytes() + SmallServer.MIB / 4);
            Await.until("nobody enters any more", () -> server.troubles().contains("no agent enters:"));
            disk.fill(SmallServer.LIMITS.minFreeBytes() / 2 + SmallServer.MIB / 4);
            Await.until("it takes nothing in any more", () -> server.troubles().contains("no input is taken in"));
            assertThat(server.metric("crucible_mode{mode=\"disk\"}")).endsWith(" 1.0");
            assertThat(server.look().get("modes").get(0).get("mode").stringValue())
                    .isEqualTo("disk");
            assertThat(disk.freeBytes()).isGreaterThan(SmallServer.LIMITS.minFreeBytes() / 4);
            standsStill(server);
            disk.giveBack();
            Await.until("it is ready again", () -> server.troubles().isEmpty());
            server.goesOn(1_000);
            assertThat(server.metric("crucible_mode{mode=\"disk\"}")).endsWith(" 0.0");
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            server.nothingIsLost();
            assertThat(Journal.rare(disk.directory(), EventKind.MODE, ModeChange.class))
                    .extracting(entry ->
                            entry.content().cause() + " " + entry.content().stops())
                    .containsSubsequence("DISK true", "DISK true", "DISK false");
        }
    }

    /** What was on its way is through when two looks, a state each, show the same. */
    private static void standsStill(SmallServer server) {
        final long[] last = {-1};
        Await.until("nothing moves", () -> {
            final long before = last[0];
            last[0] = server.sequence();
            return before == last[0];
        });
    }

    @ParameterizedTest
    @EnumSource
    void filledByAnotherProcess(Format format) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MIB);
                ReplayVenue venue = SmallServer.venue();
                SmallServer server = new SmallServer(image, venue, disk.directory(), format)) {
            server.start();
            server.goesOn(2_000);
            server.whileItStandsStill(() -> disk.fill(0));
            assertThat(server.says())
                    .startsWith("Stopping, because the disk is ")
                    .contains("the server stops");
            assertThat(server.exitCode()).as("%s", server.log()).isEqualTo(ExitCodes.DISK_FULL);
            assertThat(disk.directory().resolve("reserve")).doesNotExist();
            disk.fill(0);
            goesOnWhenThereIsRoom(server, disk);
        }
    }

    private static void goesOnWhenThereIsRoom(SmallServer server, SmallDisk disk) throws Exception {
        server.nothingIsLost();
        assertThat(server.startInVain())
                .contains("there is no room on the disk to start: 0.0 MiB are free, 4.0 MiB are needed")
                .endsWith("(exit code " + ExitCodes.DISK_FULL + ")");
        disk.giveBack();
        server.start();
        server.goesOn(1_000);
        assertThat(Files.size(disk.directory().resolve("reserve"))).isEqualTo(SmallServer.LIMITS.reserveBytes());
        assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
        server.nothingIsLost();
    }

    @ParameterizedTest
    @EnumSource
    void filledByAnotherProcessThatEatsTheReserveToo(Format format) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MIB);
                ReplayVenue venue = SmallServer.venue();
                SmallServer server = new SmallServer(image, venue, disk.directory(), format)) {
            server.start();
            server.goesOn(2_000);
            disk.fillDuring(
                    () -> assertThat(server.exitCode()).as("%s", server.log()).isEqualTo(ExitCodes.DISK_FULL));
            assertThat(server.lastWords()).containsPattern("Stopping,? (at once, )?because the disk is ");
            assertThat(disk.directory().resolve("reserve")).doesNotExist();
            disk.fill(0);
            goesOnWhenThereIsRoom(server, disk);
        }
    }
}
