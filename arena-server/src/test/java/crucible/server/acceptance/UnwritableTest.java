package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.server.crash.ChildImage;
import crucible.server.crash.SmallDisk;
import crucible.server.host.ExitCodes;
import crucible.server.journal.Journal.Format;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server that may not write, or may not open another file: it says so, loses nothing and goes on. */
class UnwritableTest {
    private static final int DISK_MIB = 64;
    private static final int FEW_FILES = 320;
    private static final int PATIENCE_MS = 200;

    @TempDir
    private static Path classes;

    private static ChildImage image;

    @TempDir
    private Path folder;

    @BeforeAll
    static void packTheClasses() {
        image = new ChildImage(classes);
    }

    @Test
    void aDiskThatIsReadOnlyIsNotStartedOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MIB);
                ReplayVenue venue = SmallServer.venue();
                SmallServer server = new SmallServer(image, venue, disk.directory(), Format.CHRONICLE)) {
            server.start();
            server.goesOn(1_000);
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            disk.writable(false);
            assertThat(server.startInVain())
                    .contains("cannot be written")
                    .contains("Read-only file system")
                    .endsWith("(exit code " + ExitCodes.FAILED + ")");
            server.nothingIsLost();
            disk.writable(true);
            server.start();
            server.goesOn(1_000);
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            server.nothingIsLost();
        }
    }

    @Test
    void withoutSnapshotsItGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), DISK_MIB);
                ReplayVenue venue = SmallServer.venue();
                SmallServer server = new SmallServer(image, venue, disk.directory(), Format.SEGMENTS)) {
            server.start();
            Await.until("there are snapshots", () -> newestSnapshot(disk) > 0);
            final long before;
            try (AutoCloseable readOnly = disk.readOnly("snapshots")) {
                assertThat(readOnly).isNotNull();
                before = newestSnapshot(disk);
                Await.until(
                        "it says so",
                        () -> server.logged("the snapshot after event") && server.logged("Read-only file system"));
                server.goesOn(1_000);
                assertThat(newestSnapshot(disk)).isEqualTo(before);
            }
            Await.until("there are newer snapshots", () -> newestSnapshot(disk) > before);
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            server.nothingIsLost();
        }
    }

    private static long newestSnapshot(SmallDisk disk) {
        try (Stream<Path> files = Files.list(disk.directory().resolve("snapshots"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".snapshot"))
                    .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('-'))))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** A caller who says nothing; who is not taken in goes away soon. */
    private static Socket call(URI address) {
        final Socket caller = new Socket();
        try {
            caller.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MS);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketTimeoutException.class);
        }
        return caller;
    }

    @Test
    void withoutAFreeFileHandleItGoesOn() throws Exception {
        final Path data = folder.resolve("data");
        final List<Socket> callers = new ArrayList<>();
        try (ReplayVenue venue = SmallServer.venue();
                SmallServer server = new SmallServer(image, venue, data, Format.CHRONICLE)) {
            server.behind("ulimit -n " + FEW_FILES);
            server.start();
            server.goesOn(1_000);
            Await.until("it has no file handle left, and says so", () -> {
                callers.add(call(server.address()));
                // So that the connection from before never idles long enough to be closed.
                server.sequence();
                return server.logged("no further caller can be taken in") && server.logged("Too many open files");
            });
            // By a connection from before.
            server.goesOn(5_000);
            for (Socket caller : callers) {
                caller.close();
            }
            Await.until("it answers others again", () -> server.troubles().isEmpty());
            server.goesOn(1_000);
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            server.nothingIsLost();
            server.behind(":");
            server.start();
            server.goesOn(100);
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            server.nothingIsLost();
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }
}
