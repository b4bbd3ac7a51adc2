package crucible.exchange.replay.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {
    private final List<String> heard = new ArrayList<>();

    private FaultDesk desk(String... lines) {
        return new FaultDesk(FaultScript.parse("f.txt", List.of(lines)), new FaultDesk.Stage() {
            @Override
            public void begins(FaultKind kind, long value) {
                heard.add("+" + kind.word() + " " + value);
            }

            @Override
            public void ends(FaultKind kind) {
                heard.add("-" + kind.word());
            }
        });
    }

    @Test
    void readsEachKindOfLine() {
        final FaultScript script = FaultScript.parse(
                "all.txt",
                List.of(
                        "# nothing",
                        "",
                        "seed 9   # a number",
                        "at 90s cut",
                        "at 2h close 1012",
                        "every 30m from 1h until 6h drop 2.5% for 5m",
                        "real at 20s outage for 60s",
                        "at 1d refuse 418 retry 2s for 10m",
                        "at 250ms clock -3s for 1h",
                        "at 1h delay 2s for 1h"));
        assertThat(script.seed()).isEqualTo(9);
        assertThat(script.faults())
                .containsExactly(
                        new Fault(FaultKind.CUT, 0, 0, new Fault.Times(false, 90_000, 0, Long.MAX_VALUE, 0)),
                        new Fault(FaultKind.CLOSE, 1012, 0, new Fault.Times(false, 7_200_000, 0, Long.MAX_VALUE, 0)),
                        new Fault(
                                FaultKind.DROP,
                                25_000,
                                0,
                                new Fault.Times(false, 3_600_000, 1_800_000, 21_600_000, 300_000)),
                        new Fault(FaultKind.OUTAGE, 0, 0, new Fault.Times(true, 20_000, 0, Long.MAX_VALUE, 60_000)),
                        new Fault(
                                FaultKind.REFUSE,
                                418,
                                2,
                                new Fault.Times(false, 86_400_000, 0, Long.MAX_VALUE, 600_000)),
                        new Fault(
                                FaultKind.CLOCK, -3_000, 0, new Fault.Times(false, 250, 0, Long.MAX_VALUE, 3_600_000)),
                        new Fault(
                                FaultKind.DELAY,
                                2_000,
                                0,
                                new Fault.Times(false, 3_600_000, 0, Long.MAX_VALUE, 3_600_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cut at 5s | a line begins with at TIME, every TIME, real or seed",
                "at 5 cut | a time is a whole number with ms, s, m, h or d, such as 90s",
                "at 5s explode | a fault is one of cut, close, half-open,",
                "at 5s drop 5 for 1m | a share such as 20% in (0%, 100%]",
                "at 5s drop 101% for 1m | a share such as 20% in (0%, 100%]",
                "at 5s drop 5% | drop goes on for TIME",
                "at 5s cut for 1m | the line ends before for",
                "at 5s close 99 | a close code that a server may send: 1000 to 1003, 1007 to 1014, 3000 to 4999",
                "at 5s close 1005 | a close code that a server may send: 1000 to 1003, 1007 to 1014, 3000 to 4999",
                "at 5s close 1685 | a close code that a server may send: 1000 to 1003, 1007 to 1014, 3000 to 4999",
                "at 5s refuse 404 for 1m | 429, 418 or a status in [500, 599]",
                "at 5s refuse 429 retry 1500ms for 1m | retry is followed by whole seconds",
                "at 5s clock 3s for 1m | a time such as +3s or -250ms",
                "every 5m drop 5% for 5m | for is shorter than every",
                "every 5m from 2h until 1h cut | until is later than from",
                "every 0s cut | every is followed by a time above 0",
                "seed x | a seed in [0, 999999999]"
            })
    void namesTheLineAndWhatIsAllowed(String line, String allowed) {
        assertThatThrownBy(() -> FaultScript.parse("f.txt", List.of("# first", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("f.txt:2: required: " + allowed)
                .hasMessageContaining(", but was " + line);
    }

    @Test
    void beginsAndEndsInTime() {
        final FaultDesk desk = desk("at 10s cut", "every 60s from 20s until 100s drop 100% for 5s");
        desk.passTo(1_000_000, 0);
        assertThat(heard).as("before the clock has started").isEmpty();
        desk.start(1_000_000, 0);
        desk.passTo(1_009_999, 0);
        assertThat(heard).isEmpty();
        desk.passTo(1_010_000, 0);
        assertThat(heard).containsExactly("+cut 0");
        desk.passTo(1_020_000, 0);
        assertThat(desk.hits(FaultKind.DROP)).isTrue();
        desk.passTo(1_025_000, 0);
        assertThat(desk.touchesFrames()).isFalse();
        desk.passTo(1_090_000, 0);
        desk.passTo(1_900_000, 0);
        assertThat(heard).containsExactly("+cut 0", "+drop 1000000", "-drop", "+drop 1000000", "-drop");
        assertThat(desk.begun()).isEqualTo(3);
        desk.start(0, 0);
        desk.passTo(80_000, 0);
        desk.stop();
        desk.passTo(81_000, 0);
        assertThat(desk.touchesFrames()).isFalse();
    }

    @Test
    void countsRealTimeByItself() {
        final FaultDesk desk = desk("real at 1s half-open for 2s");
        desk.start(5, 100);
        desk.passTo(1_000_000_000, 1_000);
        assertThat(desk.isMute()).isFalse();
        desk.passTo(1_000_000_000, 1_100);
        assertThat(desk.isMute()).isTrue();
        desk.passTo(1_000_000_000, 3_100);
        assertThat(desk.isMute()).isFalse();
    }

    @Test
    void wantsRealTimesWhereTheMarketWaitsForClients() {
        assertThatThrownBy(() -> FaultScript.parse("f.txt", List.of("at 1h outage for 1h"))
                        .requirePlayableWithoutPace())
                .hasMessageStartingWith("required: in f.txt, outage begins with real");
        FaultScript.parse("f.txt", List.of("real at 1h outage for 1h", "at 1h cut"))
                .requirePlayableWithoutPace();
    }
}
