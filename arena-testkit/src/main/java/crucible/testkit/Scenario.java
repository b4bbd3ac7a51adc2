package crucible.testkit;

import crucible.model.Desk;
import crucible.model.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A trading day as text, for a desk: what happens and what a trader expects, one line each; {@code #} starts a comment.
 *
 * <pre>
 * costs      takerFeePpm 1000 latencyMs 250                      # first, if at all; the names are the desk's
 * instrument BTCUSDT spot tick 0.1 step 0.00001 minQuantity 0.00001 minNotional 5
 * agent      alice 200                                           # capital in dollars
 * bar        00:00 BTCUSDT 100 101 99 100                        # open time; open high low close; 5m or 15m, volume
 *                                                                # 12 and a provenance may follow
 *                                                                # at the end: band bidUp 1.1 bidDown 0.9 askUp 1.1
 *                                                                askDown 0.9
 * quote      00:05:00.250 BTCUSDT 100.0 100.1                    # bid ask
 * enter      00:05 alice BTCUSDT long budget 100 stop 2 target 4 # time of the decision; distances in dollars; may follow:
 *                                                                # trailing, limit 99.5 or trigger 101, ioc or post-only,
 *                                                                # bars 3, 15m
 * reduce     00:10 alice BTCUSDT quantity 0.5 limit 103 bars 3   # reduce-only, by rule; all of it is optional
 * replace    enter 00:10 alice ...                               # cancels what waits first; also replace reduce
 * cancel     00:10 alice BTCUSDT
 * exit       00:10 alice BTCUSDT rule
 * stop       00:10 alice                                         # cancels entries; "stop 00:10 alice flatten" sells
 * expect     fill alice BTCUSDT buy 0.99 at 100.1 fee 0.09       # fee, slippage, net, gross, because, time: optional
 * expect     end alice BTCUSDT MIN_NOTIONAL need 5 have 4.9
 * expect     failure alice
 * expect     nothing                                             # since the outcome expected last
 * expect     cash alice 100.9                                    # also equity, realised, unrealised, fees, closed,
 *                                                                # held BTCUSDT, position BTCUSDT
 * </pre>
 *
 * Times are of 1 January 2024, UTC. Outcomes are expected in their order, each one before the next event, and after each
 * line the books of every agent must add up. A violated expectation is an {@link AssertionError} that names the line.
 */
public final class Scenario {
    private final String name;
    private final List<String> lines;

    private Scenario(String name, List<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Reads a scenario; {@code name} is for messages. */
    public static Scenario of(String name, String text) {
        Require.text("name", name);
        return new Scenario(name, List.of(text.split("\n", -1)));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * Plays it.
     *
     * @param desks a fresh desk for the names and numbers of the scenario's {@code costs} line, empty where it has none
     */
    public void play(Function<Map<String, Long>, Desk> desks) {
        final ScenarioPlayer player = new ScenarioPlayer(desks);
        int number = 0;
        for (String line : lines) {
            number++;
            final List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            try {
                player.play(new ScenarioLine(words));
            } catch (RuntimeException | AssertionError problem) {
                throw new AssertionError(
                        name + ":" + number + ": " + line.strip() + ": " + problem.getMessage(), problem);
            }
        }
        try {
            player.expectNothing();
        } catch (AssertionError problem) {
            throw new AssertionError(name + ": at the end: " + problem.getMessage(), problem);
        }
    }

    private static List<String> words(String line) {
        final int comment = line.indexOf('#');
        final String text = (comment < 0 ? line : line.substring(0, comment)).strip();
        return text.isEmpty() ? List.of() : new ArrayList<>(Arrays.asList(text.split("\\s+")));
    }
}
