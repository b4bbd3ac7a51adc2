package crucible.exchange.replay.market;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The fundings of one symbol while it is played: what was settled, and what comes next. Player's thread only. */
public final class PlayedFundings {
    private static final int KEPT = 1_000;

    /**
     * A settled funding.
     *
     * @param timeMs the venue's funding time
     * @param rate as a plain decimal
     * @param markPrice as recorded, else the last price before it
     */
    public record Settled(long timeMs, String rate, double markPrice) {}

    private final FundingSchedule schedule;
    private final Deque<Settled> settled = new ArrayDeque<>();
    private long nextMs;

    PlayedFundings(FundingSchedule schedule, long beginMs) {
        this.schedule = schedule;
        this.nextMs = schedule.nextMs(beginMs);
    }

    /** Market time has come to {@code timeMs}; the last price before was {@code price}. */
    void passTo(long timeMs, double price) {
        while (nextMs > 0 && timeMs >= nextMs) {
            settled.add(new Settled(nextMs, schedule.rate(nextMs), schedule.markPrice(nextMs, price)));
            if (settled.size() > KEPT) {
                settled.remove();
            }
            nextMs = schedule.nextMs(nextMs);
        }
    }

    /** When the next funding is settled; 0 where there is none. */
    public long nextMs() {
        return nextMs;
    }

    /** Those settled in {@code [fromMs, untilMs]}, ascending, the newest {@code limit} at most. */
    public List<Settled> between(long fromMs, long untilMs, int limit) {
        final List<Settled> all = settled.stream()
                .filter(one -> fromMs <= one.timeMs() && one.timeMs() <= untilMs)
                .toList();
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }
}
