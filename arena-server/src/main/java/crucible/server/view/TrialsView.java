package crucible.server.view;

import java.util.OptionalDouble;

/**
 * How many strategies were ever evaluated, and what the deflated Sharpe ratio makes of it.
 *
 * @param count every strategy ever evaluated
 * @param competing N: those that competed for the live record
 * @param varianceOfT V: variance of their t statistics (Sharpe ratio × √observations), at least 1
 * @param expectedMaxT t statistic that the best of N would show by luck; absent before anybody competes
 */
public record TrialsView(long count, long competing, OptionalDouble varianceOfT, OptionalDouble expectedMaxT) {}
