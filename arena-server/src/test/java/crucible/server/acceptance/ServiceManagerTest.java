package crucible.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.exchange.replay.ReplayVenue;
import crucible.server.crash.ChildImage;
import crucible.server.host.ExitCodes;
import crucible.server.journal.Journal.Format;
import crucible.server.systemd.DatagramInbox;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A whole server under a service manager that listens on a socket, as systemd does. */
@EnabledOnOs(OS.LINUX)
class ServiceManagerTest {
    @TempDir
    private Path folder;

    @Test
    void hearsThatItIsReadyThatItLivesAndThatItStops() throws Exception {
        final String name = "@crucible-manager-" + ProcessHandle.current().pid();
        final ReplayVenue venue = SmallServer.venue();
        try (DatagramInbox inbox = new DatagramInbox(name);
                SmallServer server =
                        new SmallServer(new ChildImage(folder), venue, folder.resolve("data"), Format.SEGMENTS)) {
            server.behind("export NOTIFY_SOCKET='" + name + "' WATCHDOG_USEC=4000000");
            server.start();
            assertThat(inbox.nextButStatus()).isEqualTo("READY=1");
            assertThat(server.metric("crucible_bars_total")).isNotEmpty();
            assertThat(inbox.nextButStatus()).isEqualTo("WATCHDOG=1");
            server.goesOn(1);
            venue.close();
            String status = inbox.next();
            while (!status.startsWith("STATUS=the feed of binance-spot is ")) {
                status = inbox.next();
            }
            // It lives without bars, for it knows why none come.
            for (int i = 0; i < 3; i++) {
                assertThat(inbox.nextButStatus()).isEqualTo("WATCHDOG=1");
            }
            assertThat(server.stop()).isEqualTo(ExitCodes.DONE);
            String last = inbox.nextButStatus();
            while (last.equals("WATCHDOG=1")) {
                last = inbox.nextButStatus();
            }
            assertThat(last).isEqualTo("STOPPING=1");
            server.nothingIsLost();
        } finally {
            venue.close();
        }
    }
}
