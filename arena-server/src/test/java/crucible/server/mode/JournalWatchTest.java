package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalWatchTest {
    private static final long MS = 1_000_000L;
    private static final long MINUTE = 60_000 * MS;

    private final JournalWatch watch = new JournalWatch(500);
    private long nowNanos = 7;

    private void append(long ms) {
        watch.append().begins(nowNanos);
        nowNanos += ms * MS;
        watch.append().ends(nowNanos);
    }

    @Test
    void oneHiccupIsNoTrouble() {
        append(500);
        append(501);
        assertThat(watch.look(nowNanos)).isEmpty();
        nowNanos += 16 * MINUTE;
        append(700);
        assertThat(watch.look(nowNanos)).isEmpty();
    }

    @Test
    void twoSlowAppendsAreUntilAQuarterOfAnHourIsOver() {
        append(600);
        nowNanos += 10 * MINUTE;
        append(900);
        final String reason = watch.look(nowNanos).orElseThrow();
        assertThat(reason)
                .isEqualTo(
                        "the journal is slow: appends or syncs took 600 and 900 ms, limits.journalSlowMillis is 500");
        append(1);
        nowNanos += 4 * MINUTE;
        assertThat(watch.look(nowNanos)).contains(reason);
        nowNanos += MINUTE;
        assertThat(watch.look(nowNanos)).isEmpty();
    }

    @Test
    void anAppendUnderWayForTooLongIsAtOnce() {
        watch.append().begins(nowNanos);
        assertThat(watch.look(nowNanos + 500 * MS)).isEmpty();
        final String reason = watch.look(nowNanos + 501 * MS).orElseThrow();
        assertThat(reason).contains("an append has been under way for more than 500 ms");
        assertThat(watch.look(nowNanos + 90_000 * MS)).contains(reason);
        nowNanos += 90_001 * MS;
        watch.append().ends(nowNanos);
        assertThat(watch.look(nowNanos)).isEmpty();
    }

    @Test
    void aSyncIsWorkOfItsOwn() {
        watch.sync().begins(nowNanos);
        nowNanos += 400 * MS;
        append(200);
        assertThat(watch.look(nowNanos).orElseThrow()).contains("a sync has been under way");
        watch.sync().ends(nowNanos);
        assertThat(watch.look(nowNanos)).isEmpty();
        append(700);
        assertThat(watch.look(nowNanos).orElseThrow()).contains("took 600 and 700 ms");
    }
}
