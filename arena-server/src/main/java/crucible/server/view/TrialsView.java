package crucible.server.view;

import java.util.OptionalDouble;

/**
 * How many strategies were ever evaluated, and what the deflated Sharpe ratio makes of it.
 *
 * @param count every strategy ever evaluated
 * @param competing N: those that competed for the live record
 * @param varianceOfSharpes variance of their Sharpe ratios
 * @param expectedMaxSharpe what the best of N would show by luck, per observation
 */
public record TrialsView(
        long count, long competing, OptionalDouble varianceOfSharpes, OptionalDouble expectedMaxSharpe) {}
