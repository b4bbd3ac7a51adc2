package crucible.server.explain;

import crucible.model.AgentCommand;
import crucible.model.Birth;
import crucible.model.Genesis;
import crucible.model.TrialCount;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.server.arena.TournamentRules;
import crucible.server.explain.Explanation.Figure;
import crucible.server.explain.Explanation.Source;
import crucible.server.record.Effect;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordedEvent;
import crucible.watchtower.EvidenceFigures;
import crucible.watchtower.WatchtowerSettings;
import crucible.watchtower.evidence.Deflation;
import crucible.watchtower.lifecycle.DecayRule;
import crucible.watchtower.lifecycle.DrawdownRule;
import crucible.watchtower.lifecycle.IdleRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a permanent record and computes the numbers of a verdict anew, as the judge would have had them just before it.
 * One thread.
 */
public final class Explainer implements Consumer<RecordBlock> {
    private final Predicate<RecordedEvent> wanted;
    private final EvidenceSoFar evidence = new EvidenceSoFar();
    private final Map<Integer, RecordedEvent> births = new HashMap<>();
    private TournamentRules rules;
    /** The newest count of trials that an event told, null before the first, and the same from the kept returns. */
    private TrialCount told;

    private TrialCount counted;
    private long upTo = -1;
    private long lastHoleUpTo = -1;
    private Explanation newest;
    private long birthSequence = -1;
    private Optional<String> costDigest = Optional.empty();

    /** @param wanted picks the verdict among the events; the newest that it takes is explained */
    public Explainer(Predicate<RecordedEvent> wanted) {
        this.wanted = wanted;
    }

    /** The next block of the record. */
    @Override
    public void accept(RecordBlock block) {
        if (block.after() > upTo) {
            lastHoleUpTo = block.after();
        }
        evidence.enter(block);
        for (RecordedEvent event : block.events()) {
            evidence.advance(event.sequence());
            switch (event.kind()) {
                case GENESIS -> {
                    rules = TournamentRules.parse(event.payload(Genesis.class).configuration());
                    evidence.judgedBy(rules.watchtower());
                    counted = evidence.trials(0);
                }
                case TRIALS -> {
                    told = event.payload(TrialCount.class);
                    counted = evidence.trials(told.countedTimeMs());
                }
                case COMMAND -> {
                    final AgentCommand command = event.payload(AgentCommand.class);
                    if (command.kind() == AgentCommand.Kind.ACKNOWLEDGE && event.effect() == Effect.APPLIED) {
                        evidence.acknowledge(command.agentId());
                    }
                }
                case BIRTH -> {
                    births.put(event.payload(Birth.class).agentId(), event);
                    evidence.born(event.payload(Birth.class));
                }
                case VERDICT -> {
                    if (wanted.test(event)) {
                        newest = explain(event);
                    }
                    if (event.effect() == Effect.APPLIED) {
                        evidence.judged(event.payload(Verdict.class));
                    }
                }
                default -> {
                    // no other event changes what a verdict rests on
                }
            }
        }
        evidence.advance(Long.MAX_VALUE);
        upTo = block.upTo();
    }

    /** The explanation, once every block was read; empty where no verdict was wanted. */
    public Optional<Explanation> explanation() {
        return Optional.ofNullable(newest);
    }

    /** Sequence of the birth of the verdict's agent; −1 where the record does not tell it. */
    public long birthSequence() {
        return birthSequence;
    }

    /** Digest of the costs that the verdict's agent was found under; empty where the record does not tell its birth. */
    public Optional<String> costDigest() {
        return costDigest;
    }

    /** Digest of the tournament's costs; empty where the record does not tell how it began. */
    public Optional<String> costsInForce() {
        return Optional.ofNullable(rules).map(known -> known.costs().digest());
    }

    private Explanation explain(RecordedEvent event) {
        final Verdict verdict = event.payload(Verdict.class);
        final RecordedEvent birth = births.get(verdict.agentId());
        birthSequence = birth == null ? -1 : birth.sequence();
        costDigest = Optional.ofNullable(birth)
                .map(born -> born.payload(Birth.class).blueprint().costDigest());
        final Map<String, Figure> figures = new LinkedHashMap<>();
        verdict.inputs()
                .forEach(input -> figures.put(
                        input.name(), new Figure(input.name(), input.value(), Double.NaN, Source.NOT_COMPUTED)));
        final List<String> notes = new ArrayList<>();
        if (verdict.authority() == Verdict.Authority.OPERATOR) {
            notes.add("an operator decided; there are no numbers");
        } else {
            fromEvidence(verdict, birth, figures, notes);
            fromRules(verdict, birth, figures, notes);
            saidTwice("threshold", verdict.threshold(), figures);
            saidTwice("look", verdict.look(), figures);
        }
        return new Explanation(
                event.sequence(),
                event.arenaTimeMs(),
                event.effect() == Effect.APPLIED,
                verdict,
                List.copyOf(figures.values()),
                notes);
    }

    private void fromEvidence(Verdict verdict, RecordedEvent birth, Map<String, Figure> figures, List<String> notes) {
        if (birth == null || lastHoleUpTo > birth.sequence() || !evidence.isWhole(verdict.agentId())) {
            notes.add("returns of the agent are missing from the record: nothing can be computed from them");
            return;
        }
        if (rules == null) {
            notes.add("the record does not tell how the tournament began: nothing can be computed from its returns");
            return;
        }
        TrialCount field = counted;
        if (lastHoleUpTo >= 0) {
            notes.add(
                    "returns of competitors are missing from the record: N and V are those of the newest count that it tells");
            field = told;
        }
        if (field == null) {
            notes.add("no count of trials is left in the record: N, V and what follows from them are not computed");
            return;
        }
        final long intervalMs =
                birth.payload(Birth.class).blueprint().scope().timeframe().intervalMs();
        // What the card has and what cannot be computed differ.
        EvidenceFigures.NAMES.stream()
                .filter(figures::containsKey)
                .forEach(name -> put(figures, name, Double.NaN, Source.EVIDENCE));
        new EvidenceFigures(rules.watchtower())
                .of(evidence.of(verdict.agentId(), intervalMs), Deflation.of(field))
                .forEach(input -> put(figures, input.name(), input.value(), Source.EVIDENCE));
    }

    private void fromRules(Verdict verdict, RecordedEvent birth, Map<String, Figure> figures, List<String> notes) {
        if (birth != null) {
            put(figures, "ageDays", IdleRule.days(verdict.boundaryTimeMs() - birth.arenaTimeMs()), Source.RULES);
        }
        if (rules == null) {
            notes.add("the record does not tell how the tournament began: thresholds are the card's");
            return;
        }
        final WatchtowerSettings settings = rules.watchtower();
        final Figure trades = figures.get("closedTrades");
        switch (verdict.rule()) {
            case "decay.psr", "decay.rolling" -> {
                final DecayRule decay = settings.decayRule();
                final int look = decay.dueLook(trades == null ? 0 : (long) trades.onCard());
                put(figures, "look", look, Source.RULES);
                put(figures, "threshold", look == 0 ? Double.NaN : decay.bar(look), Source.RULES);
                if (verdict.rule().equals("decay.psr") && figures.containsKey("targetSharpePerTrade")) {
                    final double target = settings.targetSharpePerTrade().orElse(Double.NaN);
                    put(figures, "targetSharpePerTrade", target, Source.RULES);
                    put(figures, "falseDeath", settings.falseDeath().orElse(Double.NaN), Source.RULES);
                }
            }
            case "decay.literal" -> put(figures, "threshold", settings.decayConfidence(), Source.RULES);
            case "stale-data" -> withoutLooks(figures, settings.staleDays().orElse(Double.NaN));
            case "untradeable" ->
                withoutLooks(figures, settings.untradeableDays().orElse(Double.NaN));
            case "promotion.psr-dsr", "promotion.psr-dsr-e" ->
                put(figures, "threshold", settings.promoteConfidence(), Source.RULES);
            case "drawdown.peak" -> withoutLooks(figures, settings.maxDrawdown().orElse(Double.NaN));
            case "idle" -> withoutLooks(figures, settings.idleDays().orElse(Double.NaN));
            case "loss-of-capital" ->
                withoutLooks(figures, settings.maxLossOfCapital().orElse(1));
            case "liquidated" -> withoutLooks(figures, 0);
            default -> notes.add("the rule " + verdict.rule() + " is not known here: its threshold is the card's");
        }
        final Figure equity = figures.get("equityUsd");
        if (equity != null) {
            final long equityUsdE8 = Math.round(equity.onCard() * UsdE8.ONE_USD);
            put(figures, "lossOfCapital", DrawdownRule.drawdown(equityUsdE8, rules.capitalUsdE8()), Source.RULES);
        }
    }

    /** The card has some numbers in two places, which must not differ. */
    private static void saidTwice(String name, double said, Map<String, Figure> figures) {
        final Figure input = figures.get(name);
        if (input != null && input.onCard() != said) {
            figures.put("verdict." + name, new Figure("verdict." + name, said, input.onCard(), Source.RULES));
        }
    }

    private static void withoutLooks(Map<String, Figure> figures, double threshold) {
        put(figures, "look", 0, Source.RULES);
        put(figures, "threshold", threshold, Source.RULES);
    }

    private static void put(Map<String, Figure> figures, String name, double computed, Source source) {
        final Figure onCard = figures.get(name);
        if (onCard != null) {
            figures.put(name, onCard.from(computed, source));
        } else if (!Double.isNaN(computed)) {
            figures.put(name, new Figure(name, Double.NaN, computed, source));
        }
    }
}
