package crucible.server.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against real datagram sockets of this machine. */
@EnabledOnOs(OS.LINUX)
class NotifySocketTest {
    @TempDir
    private Path folder;

    private String path() {
        return folder.resolve("notify").toString();
    }

    private static String abstractName() {
        return "@crucible-test-" + ProcessHandle.current().pid();
    }

    @Test
    void messagesArriveByPathAndByAbstractName() throws IOException {
        for (String name : new String[] {path(), abstractName()}) {
            try (DatagramInbox inbox = new DatagramInbox(name);
                    NotifySocket socket = NotifySocket.to(name)) {
                socket.send("READY=1");
                socket.send("STATUS=Ünicode, and\nREADY=0");
                assertThat(inbox.next()).isEqualTo("READY=1");
                assertThat(inbox.next()).isEqualTo("STATUS=Ünicode, and\nREADY=0");
            }
        }
    }

    @Test
    void whereNobodyListensTheSystemsWordsAreTold() throws IOException {
        try (NotifySocket socket = NotifySocket.to(path())) {
            assertThatThrownBy(() -> socket.send("READY=1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot send to the service manager")
                    .hasMessageContaining("No such file or directory");
        }
    }

    @Test
    void otherAddressesAreRefused() {
        for (String name : new String[] {"vsock:2:1234", "relative", "/", "@", "/" + "x".repeat(107)}) {
            assertThatThrownBy(() -> NotifySocket.to(name))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("but was " + name);
        }
    }

    @Test
    void aServerTellsItsManagerThatItStopsAndNothingWhereThereIsNone() throws IOException {
        final AtomicLong bars = new AtomicLong(1);
        final Pulse pulse = new Pulse() {
            @Override
            public long bars() {
                return bars.incrementAndGet();
            }

            @Override
            public Optional<String> silence() {
                return Optional.empty();
            }

            @Override
            public String status() {
                return "all is well";
            }
        };
        assertThat(ServiceNotifier.start(Map.of(), pulse)).isEmpty();
        assertThat(ServiceNotifier.start(Map.of("NOTIFY_SOCKET", "vsock:2:1234"), pulse))
                .isEmpty();
        try (DatagramInbox inbox = new DatagramInbox(path())) {
            final ServiceNotifier notifier = ServiceNotifier.start(
                            Map.of("NOTIFY_SOCKET", path(), "WATCHDOG_USEC", "1000"), pulse)
                    .orElseThrow();
            assertThat(inbox.next()).isEqualTo("STATUS=all is well");
            assertThat(inbox.next()).isEqualTo("READY=1");
            assertThat(inbox.next()).isEqualTo("WATCHDOG=1");
            notifier.close();
            String last = inbox.next();
            while (last.equals("WATCHDOG=1")) {
                last = inbox.next();
            }
            assertThat(last).isEqualTo("STOPPING=1");
        }
    }
}
