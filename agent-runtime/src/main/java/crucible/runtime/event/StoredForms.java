package crucible.runtime.event;

import crucible.model.AgentCommand;
import crucible.model.Birth;
import crucible.model.Blueprint;
import crucible.model.DeathCause;
import crucible.model.Exposure;
import crucible.model.StateForm;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.runtime.dsl.BlueprintCodec;
import java.util.ArrayList;
import java.util.List;

/** How the content of events is stored where it is part of a state. Immutable; any thread. */
public final class StoredForms {
    /** A birth, its blueprint as canonical JSON. */
    public static final StateForm<Birth> BIRTH = new StateForm<>() {
        @Override
        public void show(Birth value, StateSink sink) {
            showBirth(value, BlueprintCodec.toJson(value.blueprint()), sink);
        }

        @Override
        public Birth read(StateSink sink) {
            return readBirth(sink);
        }
    };

    /** A verdict with all its inputs. */
    public static final StateForm<Verdict> VERDICT = new StateForm<>() {
        @Override
        public void show(Verdict value, StateSink sink) {
            sink.field("agentId", value.agentId());
            sink.field("kind", Verdict.Kind.class, value.kind());
            sink.field("cause", DeathCause.class, value.cause());
            sink.field("authority", Verdict.Authority.class, value.authority());
            sink.field("boundaryTimeMs", value.boundaryTimeMs());
            sink.field("rule", value.rule());
            sink.field("threshold", value.threshold());
            sink.field("look", value.look());
            sink.field("inputs", value.inputs().size());
            for (Verdict.Input input : value.inputs()) {
                sink.field("name", input.name());
                sink.field("value", input.value());
            }
            sink.field("summary", value.summary());
        }

        @Override
        public Verdict read(StateSink sink) {
            return new Verdict(
                    sink.field("agentId", 0),
                    sink.field("kind", Verdict.Kind.class, null),
                    sink.field("cause", DeathCause.class, null),
                    sink.field("authority", Verdict.Authority.class, null),
                    sink.field("boundaryTimeMs", 0L),
                    sink.field("rule", ""),
                    sink.field("threshold", 0.0),
                    sink.field("look", 0),
                    readInputs(sink),
                    sink.field("summary", ""));
        }
    };

    /** An agent that failed. */
    public static final StateForm<Quarantine> QUARANTINE = new StateForm<>() {
        @Override
        public void show(Quarantine value, StateSink sink) {
            sink.field("agentId", value.agentId());
            sink.field("failure", value.failure());
        }

        @Override
        public Quarantine read(StateSink sink) {
            return new Quarantine(sink.field("agentId", 0), sink.field("failure", ""));
        }
    };

    /** An operator's order. */
    public static final StateForm<AgentCommand> COMMAND = new StateForm<>() {
        @Override
        public void show(AgentCommand value, StateSink sink) {
            sink.field("requestId", value.requestId());
            sink.field("kind", AgentCommand.Kind.class, value.kind());
            sink.field("agentId", value.agentId());
            sink.field("actor", value.actor());
            sink.field("reason", value.reason());
            sink.field("idempotencyKey", value.idempotencyKey());
            sink.field("bodyDigest", value.bodyDigest());
        }

        @Override
        public AgentCommand read(StateSink sink) {
            return new AgentCommand(
                    sink.field("requestId", ""),
                    sink.field("kind", AgentCommand.Kind.class, null),
                    sink.field("agentId", 0),
                    sink.field("actor", ""),
                    sink.field("reason", ""),
                    sink.field("idempotencyKey", ""),
                    sink.field("bodyDigest", ""));
        }
    };

    /** An instrument taken in or out. */
    public static final StateForm<ListingChange> LISTING = new StateForm<>() {
        @Override
        public void show(ListingChange value, StateSink sink) {
            sink.field("requestId", value.requestId());
            sink.field("kind", ListingChange.Kind.class, value.kind());
            sink.field("instrumentId", value.instrumentId());
            sink.field("venue", value.venue());
            sink.field("symbol", value.symbol());
            sink.field("actor", value.actor());
            sink.field("reason", value.reason());
            sink.field("idempotencyKey", value.idempotencyKey());
            sink.field("bodyDigest", value.bodyDigest());
        }

        @Override
        public ListingChange read(StateSink sink) {
            return new ListingChange(
                    sink.field("requestId", ""),
                    sink.field("kind", ListingChange.Kind.class, null),
                    sink.field("instrumentId", 0),
                    sink.field("venue", ""),
                    sink.field("symbol", ""),
                    sink.field("actor", ""),
                    sink.field("reason", ""),
                    sink.field("idempotencyKey", ""),
                    sink.field("bodyDigest", ""));
        }
    };

    /** A count of trials. */
    public static final StateForm<TrialCount> TRIALS = new StateForm<>() {
        @Override
        public void show(TrialCount value, StateSink sink) {
            sink.field("scope", TrialCount.Scope.class, value.scope());
            sink.field("trials", value.trials());
            sink.field("varianceOfT", value.varianceOfT());
            sink.field("countedTimeMs", value.countedTimeMs());
            sink.field("records", value.records());
            sink.field("groups", value.groups());
        }

        @Override
        public TrialCount read(StateSink sink) {
            return new TrialCount(
                    sink.field("scope", TrialCount.Scope.class, null),
                    sink.field("trials", 0.0),
                    sink.field("varianceOfT", 0.0),
                    sink.field("countedTimeMs", 0L),
                    sink.field("records", 0L),
                    sink.field("groups", 0L));
        }
    };

    /** A count of trials as snapshots had it before records that move together were counted once; only read. */
    public static final StateForm<TrialCount> TRIALS_1 = new StateForm<>() {
        @Override
        public void show(TrialCount value, StateSink sink) {
            throw new UnsupportedOperationException("written by earlier software only");
        }

        @Override
        public TrialCount read(StateSink sink) {
            return new TrialCount(
                    sink.field("scope", TrialCount.Scope.class, null),
                    sink.field("trials", 0.0),
                    sink.field("varianceOfT", 0.0),
                    sink.field("countedTimeMs", 0L));
        }
    };

    /** What all agents hold. */
    public static final StateForm<Exposure> EXPOSURE = new StateForm<>() {
        @Override
        public void show(Exposure value, StateSink sink) {
            sink.field("countedTimeMs", value.countedTimeMs());
            sink.field("grossUsdE8", value.grossUsdE8());
            sink.field("instruments", value.instrumentsUsdE8().size());
            for (int i = 0; i < value.instrumentsUsdE8().size(); i++) {
                sink.field("instrumentUsdE8", value.instrumentsUsdE8().get(i).longValue());
            }
        }

        @Override
        public Exposure read(StateSink sink) {
            final long countedTimeMs = sink.field("countedTimeMs", 0L);
            final long grossUsdE8 = sink.field("grossUsdE8", 0L);
            final int count = sink.field("instruments", 0);
            final List<Long> instruments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                instruments.add(sink.field("instrumentUsdE8", 0L));
            }
            return new Exposure(countedTimeMs, grossUsdE8, instruments);
        }
    };

    private StoredForms() {}

    /** Shows a birth whose blueprint's canonical JSON is known already; {@link #readBirth} reads it. */
    public static void showBirth(Birth birth, String blueprintJson, StateSink sink) {
        sink.field("agentId", birth.agentId());
        sink.field("slot", birth.slot());
        sink.field("blueprint", blueprintJson);
        sink.field("seed", birth.seed());
        sink.field("generation", birth.generation());
        sink.field("parents", birth.parents().size());
        for (int i = 0; i < birth.parents().size(); i++) {
            sink.field("parent", birth.parents().get(i).intValue());
        }
        sink.field("origin", Birth.Origin.class, birth.origin());
        sink.field("actor", birth.actor());
        sink.field("reason", birth.reason());
        if (birth.origin() == Birth.Origin.DELAYED) {
            sink.field("delayBars", birth.delayBars());
        }
    }

    /** Reads what {@link #showBirth} showed. */
    public static Birth readBirth(StateSink sink) {
        final int agentId = sink.field("agentId", 0);
        final int slot = sink.field("slot", 0);
        final Blueprint blueprint = BlueprintCodec.parse(sink.field("blueprint", ""));
        final long seed = sink.field("seed", 0L);
        final int generation = sink.field("generation", 0);
        final List<Integer> parents = readParents(sink);
        final Birth.Origin origin = sink.field("origin", Birth.Origin.class, null);
        final String actor = sink.field("actor", "");
        final String reason = sink.field("reason", "");
        final int delayBars = origin == Birth.Origin.DELAYED ? sink.field("delayBars", 0) : 0;
        return new Birth(agentId, slot, blueprint, seed, generation, parents, origin, actor, reason, delayBars);
    }

    private static List<Integer> readParents(StateSink sink) {
        final List<Integer> parents = new ArrayList<>();
        for (int left = sink.field("parents", 0); left > 0; left--) {
            parents.add(sink.field("parent", 0));
        }
        return parents;
    }

    private static List<Verdict.Input> readInputs(StateSink sink) {
        final List<Verdict.Input> inputs = new ArrayList<>();
        for (int left = sink.field("inputs", 0); left > 0; left--) {
            inputs.add(new Verdict.Input(sink.field("name", ""), sink.field("value", 0.0)));
        }
        return inputs;
    }
}
