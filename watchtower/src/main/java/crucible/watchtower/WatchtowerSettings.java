package crucible.watchtower;

import crucible.model.Require;
import crucible.watchtower.lifecycle.DecayLook;
import java.util.List;
import java.util.OptionalDouble;

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
        OptionalDouble idleDays) {
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
    }

    /** Loss of half the capital, 30 trades and 3 days, the rising bar to 0.90, promotion at 0.99, idle after 14 days. */
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
                OptionalDouble.of(14));
    }

    /** {@code minDays} in milliseconds of event time. */
    public long minAgeMs() {
        return (long) (minDays * DAY_MS);
    }

    /** Whether an agent has the minimum of closed trades and of event time since its birth: from then on it is judged. */
    public boolean mature(long closedTrades, long ageMs) {
        return closedTrades >= minTrades && ageMs >= minAgeMs();
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
