package crucible.server.cli;

import crucible.model.AgentCommand;
import crucible.model.Birth;
import crucible.model.Instrument;
import crucible.model.UsdE8;
import crucible.model.Verdict;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.EventKind;
import crucible.runtime.event.ModeChange;
import crucible.runtime.event.Quarantine;
import crucible.runtime.lane.Outcome;
import crucible.runtime.ring.ArenaListener;
import crucible.runtime.ring.Roster;
import crucible.server.record.Effect;
import crucible.server.record.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects what a replay tells about one agent, in order, in plain words. */
final class AgentStory implements ArenaListener {
    private final int agentId;
    private final List<Chapter> chapters = new ArrayList<>();
    private final Map<Integer, Instrument> instruments = new TreeMap<>();
    private long sequence;
    private long arenaTimeMs;
    private boolean alive;

    AgentStory(int agentId) {
        this.agentId = agentId;
    }

    /** One thing that happened to the agent, in plain words. */
    record Chapter(long sequence, long timeMs, String kind, String words) {}

    List<Chapter> chapters() {
        return List.copyOf(chapters);
    }

    static String at(long timeMs) {
        return timeMs == 0 ? "at genesis" : Instant.ofEpochMilli(timeMs).toString();
    }

    @Override
    public void onEvent(ArenaEvent event) {
        sequence = event.sequence();
        arenaTimeMs = event.arenaTimeMs();
        if (event.kind() == EventKind.INSTRUMENT) {
            final Instrument instrument = event.payload(Instrument.class);
            instruments.put(instrument.id(), instrument);
        } else if (event.kind() == EventKind.COMMAND) {
            command(event.payload(AgentCommand.class), Effect.of(event.commandResult()));
        } else if (event.kind() == EventKind.MODE && alive) {
            final ModeChange change = event.payload(ModeChange.class);
            add(
                    "mode",
                    (change.stops() ? "nobody may enter: " : "as far as this goes all may enter again: ")
                            + change.reason());
        }
    }

    /** What the permanent record kept of an event; the journal no longer tells it. */
    void kept(RecordedEvent event) {
        sequence = event.sequence();
        arenaTimeMs = event.arenaTimeMs();
        switch (event.kind()) {
            case BIRTH -> onBirth(event.payload(Birth.class), event.arenaTimeMs());
            case COMMAND -> command(event.payload(AgentCommand.class), event.effect());
            case QUARANTINE -> onQuarantine(event.payload(Quarantine.class));
            case VERDICT -> {
                if (event.effect() == Effect.APPLIED) {
                    onVerdict(event.payload(Verdict.class));
                }
            }
            default -> {
                // no other event is about one agent
            }
        }
    }

    private void command(AgentCommand command, Effect effect) {
        if (command.agentId() == agentId) {
            add(
                    "command",
                    command.actor() + " asks to " + command.kind().name().toLowerCase(Locale.ROOT) + " it: "
                            + command.reason() + " (" + effect.name().toLowerCase(Locale.ROOT) + ")");
        }
    }

    @Override
    public void onRestored(Roster roster, List<Instrument> known) {
        known.forEach(instrument -> instruments.put(instrument.id(), instrument));
        alive = agentId < roster.agents()
                && (roster.verdict(agentId) == null || roster.verdict(agentId).kind() == Verdict.Kind.PROMOTE);
    }

    @Override
    public void onBirth(Birth birth, long timeMs) {
        if (birth.agentId() == agentId) {
            arenaTimeMs = timeMs;
            alive = true;
            add(
                    "birth",
                    "born as \"" + birth.blueprint().name() + "\", generation " + birth.generation()
                            + (birth.parents().isEmpty() ? "" : ", parents " + birth.parents()) + ": "
                            + birth.reason());
        }
    }

    @Override
    public void onOutcome(Outcome outcome) {
        if (outcome.agentId() != agentId) {
            return;
        }
        final Instrument instrument = instruments.get(outcome.instrumentId());
        chapters.add(new Chapter(
                outcome.sequence(),
                outcome.timeMs(),
                outcome.end() == null ? "fill" : "order-ended",
                outcome.end() == null ? fill(outcome, instrument) : ended(outcome, instrument)));
    }

    private static String fill(Outcome fill, Instrument instrument) {
        return String.format(
                Locale.ROOT,
                "order %d: %s %s %s at %s%s; bid %s, ask %s of a quote %d ms old, decided %d ms before;"
                        + " slippage $%s, fee $%s%s",
                fill.orderId(),
                fill.side().name().toLowerCase(Locale.ROOT),
                decimal(instrument.quantityBase(fill.quantityLots())),
                instrument.symbol(),
                decimal(instrument.price(fill.touchTicks())),
                fill.exitReason() == null ? "" : " (" + fill.exitReason().name().toLowerCase(Locale.ROOT) + ")",
                decimal(instrument.price(fill.bidTicks())),
                decimal(instrument.price(fill.askTicks())),
                fill.timeMs() - fill.quoteTimeMs(),
                fill.timeMs() - fill.decidedTimeMs(),
                UsdE8.format(fill.slippageUsdE8()),
                UsdE8.format(fill.feeUsdE8()),
                fill.entry()
                        ? ""
                        : "; the trade made $" + UsdE8.format(fill.tradeNetUsdE8()) + " net, $"
                                + UsdE8.format(fill.tradeGrossUsdE8()) + " gross");
    }

    private static String ended(Outcome end, Instrument instrument) {
        return "order " + end.orderId() + " in " + instrument.symbol() + " ended without a fill: " + end.end()
                + (end.needed() == 0 && end.have() == 0 ? "" : ", needed " + end.needed() + ", had " + end.have());
    }

    private static String decimal(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(10))
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public void onVerdict(Verdict verdict) {
        if (verdict.agentId() != agentId) {
            return;
        }
        final StringBuilder words = new StringBuilder()
                .append(verdict.kind() == Verdict.Kind.PROMOTE ? "promoted" : "terminated, " + verdict.cause())
                .append(" by ")
                .append(verdict.authority() == Verdict.Authority.RULE ? "rule " : "an operator, ")
                .append(verdict.rule())
                .append(": ")
                .append(verdict.summary());
        for (Verdict.Input input : verdict.inputs()) {
            words.append("; ").append(input.name()).append(' ').append(input.value());
        }
        add("verdict", words.toString());
        alive &= verdict.kind() == Verdict.Kind.PROMOTE;
    }

    @Override
    public void onQuarantine(Quarantine quarantine) {
        if (quarantine.agentId() == agentId) {
            add("quarantine", "quarantined: " + quarantine.failure());
        }
    }

    private void add(String kind, String words) {
        chapters.add(new Chapter(sequence, arenaTimeMs, kind, words));
    }
}
