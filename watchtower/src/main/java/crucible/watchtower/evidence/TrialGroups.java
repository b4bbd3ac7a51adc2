package crucible.watchtower.evidence;

import crucible.model.Require;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import java.util.Arrays;

/**
 * Which agents move together and count as one trial. Once an hour each agent that has traded enough is compared with those
 * that stand for a group: where the correlation of their hourly returns over the hours that they have in common, less its
 * standard error, is above a threshold in the older half of these hours and in the newer one, it joins the group. Whatever
 * is not known makes the number of groups larger, never smaller:
 *
 * <ul>
 *   <li>who has too few hours, or too few in which anything happened, is counted alone, and so is whoever the hour's budget of
 *       comparisons has no room for;
 *   <li>who was ever found to move like nobody else stands for a group of its own from then on, so that a week in which all
 *       move together lessens nothing that was counted before it;
 *   <li>a member that no longer moves as the one it is compared with leaves; the dead stay where they were at their end.
 * </ul>
 *
 * A function of the returns, their times and the ends alone. O(1) per observation; O(agents · groups) in an hour, within a
 * budget; allocates only at births. One thread.
 */
public final class TrialGroups implements StateHolder {
    /** How often groups are looked at, in event time. */
    public static final long EVERY_MS = 3_600_000;

    /** Hours that two records must have in common, and of one record those with a return that is not 0. */
    static final int LEAST_COMMON = 64;

    static final int LEAST_ACTIVE = 48;
    /** Hours of each half in which at least one of both moved. */
    private static final int LEAST_ACTIVE_OF_HALF = 16;

    /** Work of an hour, in looks at a leader, and what a comparison costs of it: some 40 ms in all on a busy machine. */
    private static final long BUDGET = 4_000_000;

    private static final int COMPARISON = 64;
    /** A variance below this part of the squares is rounding. */
    private static final double DUST = 1e-12;

    private static final int UNDECIDED = -2;
    private static final int ALONE = -1;

    private final double threshold;
    private Member[] members = new Member[64];
    private int size;
    /** Those that stand for a group and can still be compared with; filled anew each hour. */
    private int[] leaders = new int[64];

    private int leaderCount;

    /** @param threshold correlation above which two records are one trial, in (0, 1) */
    public TrialGroups(double threshold) {
        Require.that(threshold > 0 && threshold < 1, "threshold lies in (0, 1)", threshold);
        this.threshold = threshold;
    }

    private static final class Member implements StateHolder {
        private final HourlyReturns window = new HourlyReturns();
        private int leader = UNDECIDED;
        private boolean ended;
        private boolean trial = true;

        @Override
        public void visit(StateSink sink) {
            sink.begin("groupMember", 1);
            window.visit(sink);
            leader = sink.field("leader", leader);
            ended = sink.field("ended", ended);
            trial = sink.field("trial", trial);
            sink.end();
        }
    }

    /** A new agent; {@code trial} is false for a placebo, which is none. */
    public void onBirth(int agentId, boolean trial) {
        final Member member = member(agentId);
        member.trial = trial;
        if (!trial) {
            member.window.release();
        }
    }

    /** One more observation of an agent's record, of a bar that closed then. */
    public void onReturn(int agentId, double simpleReturn, long closeTimeMs) {
        member(agentId).window.add(simpleReturn, closeTimeMs);
    }

    /** The agent's record has ended. */
    public void onEnd(int agentId) {
        member(agentId).ended = true;
    }

    /** Looks at everybody; once in {@link #EVERY_MS}. */
    public void regroup(long timeMs) {
        final long hour = HourlyReturns.hourOf(timeMs);
        findLeaders(hour);
        long left = BUDGET;
        for (int id = 0; id < size && left > 0; id++) {
            final Member member = members[id];
            if (member.ended || !member.trial) {
                continue;
            }
            if (member.leader >= 0) {
                left -= COMPARISON;
                leaveIfApart(member);
            }
            if (member.leader == UNDECIDED && isTelling(member.window)) {
                left = decide(id, member, left);
            }
        }
    }

    /** How many agents stand in the group of another. */
    public int joined() {
        int joined = 0;
        for (int id = 0; id < size; id++) {
            joined += members[id].leader >= 0 ? 1 : 0;
        }
        return joined;
    }

    /** Whom the agent is counted with; itself where it is counted alone or stands for its group. */
    public int leaderOf(int agentId) {
        return members[agentId].leader >= 0 ? members[agentId].leader : agentId;
    }

    private void findLeaders(long hour) {
        leaderCount = 0;
        for (int id = 0; id < size; id++) {
            final Member member = members[id];
            if (member.ended && hour - member.window.newest() >= HourlyReturns.HOURS && !member.window.isReleased()) {
                member.window.release();
            }
            if (member.leader == ALONE && !member.window.isReleased()) {
                lead(id);
            }
        }
    }

    private void lead(int id) {
        if (leaderCount == leaders.length) {
            leaders = Arrays.copyOf(leaders, 2 * leaderCount);
        }
        leaders[leaderCount++] = id;
    }

    private static boolean isTelling(HourlyReturns window) {
        return window.hours() >= LEAST_COMMON && window.activeHours() >= LEAST_ACTIVE;
    }

    /** Where there is nothing new to compare while both live, what was found stands. */
    private void leaveIfApart(Member member) {
        final Member leader = members[member.leader];
        final double likeness =
                overlap(member.window, leader.window) ? leastCorrelation(member.window, leader.window) : Double.NaN;
        final boolean stays = likeness > threshold || Double.isNaN(likeness) && !leader.ended;
        if (!stays) {
            member.leader = UNDECIDED;
        }
    }

    /** What is left of the budget; where it is used up, nothing is decided. */
    private long decide(int id, Member member, long budget) {
        long left = budget;
        for (int i = 0; i < leaderCount; i++) {
            left--;
            if (overlap(member.window, members[leaders[i]].window)) {
                left -= COMPARISON;
                if (leastCorrelation(member.window, members[leaders[i]].window) > threshold) {
                    member.leader = leaders[i];
                    return left;
                }
            }
            if (left <= 0) {
                return left;
            }
        }
        member.leader = ALONE;
        lead(id);
        return left;
    }

    private static boolean overlap(HourlyReturns one, HourlyReturns other) {
        return !one.isReleased()
                && !other.isReleased()
                && Math.min(one.newest(), other.newest()) - Math.max(one.oldest(), other.oldest()) >= LEAST_COMMON - 1;
    }

    /**
     * Of the older and the newer half of the hours that both have, the smaller of correlation less standard error
     * {@code (1 − r²)/√(hours in which either moved)}; NaN where there are too few.
     */
    private static double leastCorrelation(HourlyReturns one, HourlyReturns other) {
        final long first = Math.max(one.oldest(), other.oldest());
        final long last = Math.min(one.newest(), other.newest());
        int common = 0;
        for (long hour = first; hour <= last; hour++) {
            common += Double.isNaN(one.of(hour) + other.of(hour)) ? 0 : 1;
        }
        if (common < LEAST_COMMON) {
            return Double.NaN;
        }
        long middle = first;
        for (int older = 0; older < common / 2; middle++) {
            older += Double.isNaN(one.of(middle) + other.of(middle)) ? 0 : 1;
        }
        return Math.min(correlation(one, other, first, middle), correlation(one, other, middle, last + 1));
    }

    private static double correlation(HourlyReturns one, HourlyReturns other, long from, long end) {
        int count = 0;
        int active = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (long hour = from; hour < end; hour++) {
            final double a = one.of(hour);
            final double b = other.of(hour);
            if (!Double.isNaN(a + b)) {
                count++;
                active += a != 0 || b != 0 ? 1 : 0;
                x += a;
                y += b;
                xx += a * a;
                yy += b * b;
                xy += a * b;
            }
        }
        final double varianceX = xx - x * x / count;
        final double varianceY = yy - y * y / count;
        if (active < LEAST_ACTIVE_OF_HALF || !(varianceX > DUST * xx && varianceY > DUST * yy)) {
            return Double.NaN;
        }
        final double r = (xy - x * y / count) / (Math.sqrt(varianceX) * Math.sqrt(varianceY));
        return r - (1 - Math.min(1, r * r)) / Math.sqrt((double) active);
    }

    private Member member(int agentId) {
        if (agentId >= size) {
            if (agentId >= members.length) {
                members = Arrays.copyOf(members, Math.max(agentId + 1, 2 * members.length));
            }
            while (size <= agentId) {
                members[size++] = new Member();
            }
        }
        return members[agentId];
    }

    @Override
    public void visit(StateSink sink) {
        sink.begin("trialGroups", 1);
        final int count = sink.field("members", size);
        for (int id = 0; id < count; id++) {
            member(id).visit(sink);
        }
        sink.end();
    }
}
