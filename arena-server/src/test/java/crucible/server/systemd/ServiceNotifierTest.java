package crucible.server.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks are made by hand here, one after the other. */
class ServiceNotifierTest {
    private static final long MINUTE = 60_000_000_000L;

    private final List<String> sent = new ArrayList<>();
    private long bars;
    private Optional<String> silence = Optional.empty();
    private String status = "waits";
    private boolean broken;
    private final ServiceNotifier notifier = notifier(20 * MINUTE);

    private ServiceNotifier notifier(long watchdogNanos) {
        return new ServiceNotifier(
                new Pulse() {
                    @Override
                    public long bars() {
                        return bars;
                    }

                    @Override
                    public Optional<String> silence() {
                        return silence;
                    }

                    @Override
                    public String status() {
                        return status;
                    }
                },
                new ServiceNotifier.Channel() {
                    @Override
                    public void send(String message) throws IOException {
                        if (broken) {
                            throw new IOException("nobody listens");
                        }
                        sent.add(message);
                    }

                    @Override
                    public void close() {
                        sent.add("closed");
                    }
                },
                watchdogNanos,
                0);
    }

    private List<String> look(long minute) {
        sent.clear();
        notifier.look(minute * MINUTE);
        return List.copyOf(sent);
    }

    @Test
    void isReadyWithTheFirstBarAndNotBefore() {
        assertThat(look(0)).containsExactly("STATUS=waits");
        assertThat(look(9)).isEmpty();
        bars = 2;
        status = "all is well";
        assertThat(look(10)).containsExactly("STATUS=all is well", "READY=1");
        assertThat(look(11)).isEmpty();
    }

    @Test
    void livesAsLongAsBarsDo() {
        bars = 1;
        look(0);
        bars = 2;
        assertThat(look(4)).isEmpty();
        assertThat(look(5)).containsExactly("WATCHDOG=1");
        assertThat(look(10)).isEmpty();
        assertThat(look(60)).isEmpty();
        bars = 3;
        assertThat(look(61)).containsExactly("WATCHDOG=1");
    }

    @Test
    void livesWithoutBarsOnlyWhereItIsKnownWhyNoneCome() {
        bars = 1;
        look(0);
        silence = Optional.of("the feed is DOWN");
        assertThat(look(5)).containsExactly("WATCHDOG=1");
        assertThat(look(10)).containsExactly("WATCHDOG=1");
        silence = Optional.empty();
        assertThat(look(15)).isEmpty();
    }

    @Test
    void asksForMoreTimeToStartWhereItIsKnownWhyNoBarComes() {
        look(0);
        silence = Optional.of("the feed is DOWN");
        assertThat(look(1)).containsExactly("EXTEND_TIMEOUT_USEC=120000000");
        assertThat(look(1)).isEmpty();
        assertThat(look(2)).containsExactly("EXTEND_TIMEOUT_USEC=120000000");
        silence = Optional.empty();
        assertThat(look(4)).isEmpty();
    }

    @Test
    void aManagerThatDoesNotWatchHearsNoPulse() {
        final ServiceNotifier unwatched = notifier(0);
        bars = 1;
        unwatched.look(0);
        bars = 2;
        sent.clear();
        unwatched.look(100 * MINUTE);
        assertThat(sent).isEmpty();
    }

    @Test
    void aManagerThatDoesNotHearIsTriedAgain() {
        broken = true;
        bars = 1;
        look(0);
        bars = 2;
        broken = false;
        assertThat(look(5)).containsExactly("WATCHDOG=1");
    }

    @Test
    void tellsTheStopLast() {
        notifier.close();
        notifier.close();
        bars = 1;
        notifier.look(1);
        assertThat(sent).containsExactly("STOPPING=1", "closed");
    }
}
