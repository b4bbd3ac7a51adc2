package crucible.watchtower;

import crucible.model.Require;
import crucible.watchtower.evidence.BetMixture;
import crucible.watchtower.evidence.EProcess;
import crucible.watchtower.lifecycle.AnytimeGuard;
import crucible.watchtower.lifecycle.DecayLook;
import crucible.watchtower.lifecycle.DecayRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the judge is strict about. Every rule can be switched off; an absent number is a rule that is off.
 *
 * @param maxLossOfCapital part of the starting capital whose loss ends an agent at once, in (0, 1]; the lanes enforce it
 * @param maxDrawdown part of the highest equity so far whose loss ends an agent, in (0, 1]
 * @param minTrades closed trades before any verdict by PSR or DSR, at least 1
 * @param minDays days of event time since birth before any such verdict, at least 0
 * @param decay whether the up-or-out bar is on
 * @param literal instead of the rising bar, the plain rule: at every closed trade after the minimum, PSR below
 *     {@code decayConfidence} ends the agent. It ends most skilled agents too; here because users ask for it
 * @param decayLooks the rising bar, ascending in trades and in PSR; the last one's bar is {@code decayConfidence}
 * @param decayConfidence what the bar rises to, in [0.5, 1)
 * @param promotion whether agents are promoted by rule (operators may always)
 * @param promoteConfidence PSR and DSR needed for promotion, in [0.5, 1)
 * @param idleDays days of countable bars without a trade or a change of equity that end an agent, above 0
 * @param rollingPsr after the last look, PSR of the newest 480 trades below which an agent is ended, in [0, 1)
 * @param seasonBirths births that share the chance of a false promotion: the highest e-value must be at least so many over
 *     1 − promoteConfidence; a whole number from 1 on. Absent: promotion by PSR and DSR alone
 * @param lossBound the largest loss per bar that is believed in, as a part of equity, in [0.001, 1]; absent: 1, an account
 *     without leverage. A larger loss bars promotion until an operator has seen it
 * @param untradeableDays days of event time without an instrument that can be traded that end an agent, above 0
 * @param staleDays days of event time in which others had data and the agent had none that end it, above 0
 * @param minTrials N is never counted below this, a whole number from 1 on; absent: 1
 * @param trialGroups correlation of hourly returns above which two agents count as one trial, in (0, 1); absent: every agent
 *     counts
 * @param targetSharpePerTrade true Sharpe ratio per trade of the agents that the rising bar was made for, in (0, 1];
 *     absent: cards do not tell. The bar does not follow from it: {@code crucible watchtower calibrate} finds one
 * @param falseDeath part of these agents that all looks of the bar together may end wrongly, in (0, 0.5]; absent as above
 */
public record WatchtowerSettings(
        OptionalDouble maxLossOfCapital,
        OptionalDouble maxDrawdown,
        int minTrades,
        double minDays,
        boolean decay,
        boolean literal,
        List<DecayLook> decayLooks,
        double decayConfidence,
        boolean promotion,
        double promoteConfidence,
        OptionalDouble idleDays,
        OptionalDouble rollingPsr,
        OptionalInt seasonBirths,
        OptionalDouble lossBound,
        OptionalDouble untradeableDays,
        OptionalDouble staleDays,
        OptionalInt minTrials,
        OptionalDouble trialGroups,
        OptionalDouble targetSharpePerTrade,
        OptionalDouble falseDeath) {
    private static final double DAY_MS = 86_400_000.0;

    public WatchtowerSettings {
        requirePart("maxLossOfCapital", maxLossOfCapital);
        requirePart("maxDrawdown", maxDrawdown);
        Require.positive("minTrades", (long) minTrades);
        Require.between("minDays", minDays, 0, 36_500);
        decayLooks = List.copyOf(decayLooks);
        requireConfidence("decayConfidence", decayConfidence);
        requireRising(decayLooks, decayConfidence);
        requireConfidence("promoteConfidence", promoteConfidence);
        Require.present("idleDays", idleDays);
        idleDays.ifPresent(days -> Require.positive("idleDays", days));
        // Tournaments that began before these rules existed do not have them.
        rollingPsr = orOff(rollingPsr);
        rollingPsr.ifPresent(bar -> Require.that(bar >= 0 && bar < 1, "rollingPsr lies in [0, 1)", bar));
        seasonBirths = orOff(seasonBirths);
        seasonBirths.ifPresent(births -> Require.between("seasonBirths", births, 1, 1_000_000));
        lossBound = orOff(lossBound);
        lossBound.ifPresent(bound -> Require.between("lossBound", bound, 0.001, 1));
        untradeableDays = orOff(untradeableDays);
        untradeableDays.ifPresent(days -> Require.positive("untradeableDays", days));
        staleDays = orOff(staleDays);
        staleDays.ifPresent(days -> Require.positive("staleDays", days));
        minTrials = orOff(minTrials);
        minTrials.ifPresent(trials -> Require.between("minTrials", trials, 1, 1_000_000));
        trialGroups = orOff(trialGroups);
        trialGroups.ifPresent(correlation ->
                Require.that(correlation > 0 && correlation < 1, "trialGroups lies in (0, 1)", correlation));
        targetSharpePerTrade = orOff(targetSharpePerTrade);
        falseDeath = orOff(falseDeath);
        requireTarget(targetSharpePerTrade, falseDeath, decayLooks, decayConfidence);
    }

    /** With every rule off that is not named. */
    public WatchtowerSettings(
            OptionalDouble maxLossOfCapital,
            OptionalDouble maxDrawdown,
            int minTrades,
            double minDays,
            boolean decay,
            boolean literal,
            List<DecayLook> decayLooks,
            double decayConfidence,
            boolean promotion,
            double promoteConfidence,
            OptionalDouble idleDays) {
        this(
                maxLossOfCapital,
                maxDrawdown,
                minTrades,
                minDays,
                decay,
                literal,
                decayLooks,
                decayConfidence,
                promotion,
                promoteConfidence,
                idleDays,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.of(0.1),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /**
     * Loss of half the capital, 30 trades and 3 days, the rising bar to 0.90 and 0.10 over the newest trades, promotion at
     * 0.99 with seasons of 200 births and losses of at most 10 % a bar, idle after 14 days, at least 10 trials,
     * correlated by more than 0.5 counted once.
     */
    public static WatchtowerSettings defaults() {
        return new WatchtowerSettings(
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                30,
                3,
                true,
                false,
                DecayLook.rising(0.90),
                0.90,
                true,
                0.99,
                OptionalDouble.of(14),
                OptionalDouble.of(0.10),
                OptionalInt.of(200),
                OptionalDouble.of(0.10),
                OptionalDouble.of(1),
                OptionalDouble.of(3),
                OptionalInt.of(10),
                OptionalDouble.of(0.5),
                OptionalDouble.of(DecayLook.TARGET_SHARPE_PER_TRADE),
                OptionalDouble.of(DecayLook.FALSE_DEATH));
    }

    /** The same with another rising bar, to {@code confidence}. */
    public WatchtowerSettings withLooks(List<DecayLook> looks, double confidence) {
        return new WatchtowerSettings(
                maxLossOfCapital,
                maxDrawdown,
                minTrades,
                minDays,
                decay,
                literal,
                looks,
                confidence,
                promotion,
                promoteConfidence,
                idleDays,
                rollingPsr,
                seasonBirths,
                lossBound,
                untradeableDays,
                staleDays,
                minTrials,
                trialGroups,
                targetSharpePerTrade,
                falseDeath);
    }

    /** The rising bar with its looks at the newest trades. */
    public DecayRule decayRule() {
        return new DecayRule(decayLooks, rollingPsr);
    }

    /** What keeps promotion honest however often one looks; empty where it is off. */
    public Optional<AnytimeGuard> guard() {
        return seasonBirths.isPresent()
                ? Optional.of(new AnytimeGuard(seasonBirths.getAsInt(), promoteConfidence))
                : Optional.empty();
    }

    /** A new e-process of an agent: bets within the bound; its threshold is the guard's, or 1/(1 − promoteConfidence). */
    public EProcess newEProcess() {
        final double threshold = AnytimeGuard.threshold(seasonBirths.orElse(1), promoteConfidence);
        return new EProcess(BetMixture.of(lossBound.orElse(1)), threshold);
    }

    /** {@code minDays} in milliseconds of event time. */
    public long minAgeMs() {
        return (long) (minDays * DAY_MS);
    }

    /** Whether an agent has the minimum of closed trades and of event time since its birth: from then on it is judged. */
    public boolean mature(long closedTrades, long ageMs) {
        return closedTrades >= minTrades && ageMs >= minAgeMs();
    }

    private static OptionalDouble orOff(OptionalDouble value) {
        return value == null ? OptionalDouble.empty() : value;
    }

    private static OptionalInt orOff(OptionalInt value) {
        return value == null ? OptionalInt.empty() : value;
    }

    /** The bar of the software itself was made for one target, and must not be said to be for another. */
    private static void requireTarget(
            OptionalDouble sharpe, OptionalDouble falseDeath, List<DecayLook> looks, double decayConfidence) {
        sharpe.ifPresent(value -> Require.that(value > 0 && value <= 1, "targetSharpePerTrade lies in (0, 1]", value));
        falseDeath.ifPresent(value -> Require.that(value > 0 && value <= 0.5, "falseDeath lies in (0, 0.5]", value));
        if (looks.equals(DecayLook.rising(decayConfidence))) {
            final String otherwise = " where decayLooks are the software's own; `crucible watchtower calibrate"
                    + " --target-sharpe S --false-death F` finds others";
            sharpe.ifPresent(value -> Require.that(
                    value == DecayLook.TARGET_SHARPE_PER_TRADE,
                    "targetSharpePerTrade is " + DecayLook.TARGET_SHARPE_PER_TRADE + otherwise,
                    value));
            falseDeath.ifPresent(value -> Require.that(
                    value == DecayLook.FALSE_DEATH, "falseDeath is " + DecayLook.FALSE_DEATH + otherwise, value));
        }
    }

    private static void requirePart(String name, OptionalDouble part) {
        Require.present(name, part);
        part.ifPresent(value -> Require.that(value > 0 && value <= 1, name + " lies in (0, 1]", value));
    }

    private static void requireConfidence(String name, double value) {
        Require.that(value >= 0.5 && value < 1, name + " lies in [0.5, 1)", value);
    }

    private static void requireRising(List<DecayLook> looks, double decayConfidence) {
        Require.that(!looks.isEmpty(), "decayLooks has at least one look", looks);
        for (int i = 1; i < looks.size(); i++) {
            final DecayLook before = looks.get(i - 1);
            final DecayLook look = looks.get(i);
            Require.that(
                    before.closedTrades() < look.closedTrades() && before.minPsr() <= look.minPsr(),
                    "decayLooks ascend in closedTrades and in minPsr",
                    looks);
        }
        Require.that(
                looks.get(looks.size() - 1).minPsr() == decayConfidence,
                "the last of decayLooks asks for decayConfidence, " + decayConfidence,
                looks.get(looks.size() - 1).minPsr());
    }
}
