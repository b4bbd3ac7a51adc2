package crucible.runtime.ring;

import crucible.model.AgentCommand;
import crucible.model.AgentScore;
import crucible.model.AgentState;
import crucible.model.Birth;
import crucible.model.Breeder;
import crucible.model.DeathCause;
import crucible.model.Instrument;
import crucible.model.Judge;
import crucible.model.SnapshotReader;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import crucible.model.VolatilityFit;
import crucible.model.VolatilityFits;
import crucible.runtime.event.ArenaEvent;
import crucible.runtime.event.ArenaImage;
import crucible.runtime.event.CommandResult;
import crucible.runtime.event.Quarantine;
import crucible.runtime.event.StoredForms;
import crucible.runtime.lane.AgentLane;
import crucible.runtime.lane.AgentRow;
import crucible.runtime.lane.MarkBoard;
import crucible.runtime.lane.Outcome;
import crucible.runtime.lane.OutcomeBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last stage: shows the judge every agent at each boundary, lets the breeder refill slots, puts what they decide
 * into the outbox, and tells the listener. One thread, behind the journal and all lanes.
 */
public final class Arbiter implements Roster, StateHolder {
    private final AgentLane[] lanes;
    private final MarkBoard board;
    private final Judge judge;
    private final Breeder breeder;
    private final VolatilityFits fits;
    private final Outbox outbox;
    private final ArenaListener listener;
    private final List<Member> members = new ArrayList<>();
    private final int[] cursors;
    private final EventCourse course = new EventCourse();
    private final ExposureCount exposure = new ExposureCount();
    private boolean counting;
    private Checkpoints checkpoints = Checkpoints.NONE;

    /** Those who look at boundaries and ask for something; they belong to the arbiter's thread. */
    record Deciders(Judge judge, Breeder breeder, VolatilityFits fits) {}

    /** The arbiter of {@code lanes}. */
    Arbiter(List<AgentLane> lanes, MarkBoard board, Deciders deciders, Outbox outbox, ArenaListener listener) {
        this.lanes = lanes.toArray(new AgentLane[0]);
        this.board = board;
        this.judge = deciders.judge();
        this.breeder = deciders.breeder();
        this.fits = deciders.fits();
        this.outbox = outbox;
        this.listener = listener;
        this.cursors = new int[this.lanes.length];
        judge.evidenceTo(listener::onEvidence);
    }

    private static final class Member implements StateHolder {
        private Birth birth;
        private long bornMs;
        private boolean ended;
        /** Its end was a death on its lane, whose verdict is still to come. */
        private boolean awaitsCard;

        private boolean leftSlot;
        private Verdict verdict;

        Member(Birth birth, long bornMs) {
            this.birth = birth;
            this.bornMs = bornMs;
        }

        @Override
        public void visit(StateSink sink) {
            sink.begin("member", 1);
            birth = sink.field("birth", StoredForms.BIRTH, birth);
            bornMs = sink.field("bornMs", bornMs);
            ended = sink.field("ended", ended);
            awaitsCard = sink.field("awaitsCard", awaitsCard);
            leftSlot = sink.field("leftSlot", leftSlot);
            verdict = sink.field("verdict", StoredForms.VERDICT, verdict);
            sink.end();
        }
    }

    /** Takes one event, in order. */
    public void onEvent(ArenaEvent event) {
        tellDigests();
        course.observe(event);
        switch (event.kind()) {
            case BIRTH -> onBirth(event.payload(Birth.class), event.arenaTimeMs());
            case VERDICT -> onVerdict(event.payload(Verdict.class));
            case COMMAND -> onCommand(event.payload(AgentCommand.class), event);
            case QUARANTINE -> onQuarantine(event.payload(Quarantine.class));
            case TRIALS -> judge.onTrials(event.payload(TrialCount.class));
            case BOUNDARY -> onBoundary(event);
            case BAR -> {
                fits.onBar(event);
                judge.onBar(event);
            }
            case INSTRUMENT -> judge.onInstrument(event.payload(Instrument.class));
            case VOLATILITY -> fits.onFit(event.payload(VolatilityFit.class));
            default -> {
                // the judge looks at boundaries only
            }
        }
        listener.onEvent(event);
    }

    void onBirth(Birth birth, long arenaTimeMs) {
        members.add(new Member(birth, arenaTimeMs));
        judge.onBirth(birth, arenaTimeMs);
        breeder.onBirth(birth);
        listener.onBirth(birth, arenaTimeMs);
    }

    private void onVerdict(Verdict verdict) {
        final Member member = members.get(verdict.agentId());
        final boolean overruled = verdict.authority() == Verdict.Authority.RULE && member.ended && !member.awaitsCard;
        if (overruled) {
            return;
        }
        member.awaitsCard = false;
        member.ended = verdict.kind() == Verdict.Kind.TERMINATE;
        member.verdict = verdict;
        final int freedSlot = member.leftSlot ? -1 : member.birth.slot();
        member.leftSlot = true;
        final AgentScore score = judge.score(verdict.agentId());
        judge.onVerdict(verdict);
        breeder.onVerdict(verdict, score.dsr().orElse(Double.NaN), freedSlot);
        listener.onVerdict(verdict);
    }

    private void onCommand(AgentCommand command, ArenaEvent event) {
        if (event.commandResult() != CommandResult.APPLIED) {
            return;
        }
        if (command.kind() == AgentCommand.Kind.ACKNOWLEDGE) {
            judge.onAcknowledged(command.agentId());
        }
        final boolean kill = command.kind() == AgentCommand.Kind.KILL;
        if (kill || command.kind() == AgentCommand.Kind.PROMOTE) {
            final Member member = members.get(command.agentId());
            member.ended |= kill;
            outbox.verdict(new Verdict(
                    command.agentId(),
                    kill ? Verdict.Kind.TERMINATE : Verdict.Kind.PROMOTE,
                    kill ? DeathCause.OPERATOR : null,
                    Verdict.Authority.OPERATOR,
                    event.arenaTimeMs(),
                    kill ? "operator.kill" : "operator.promote",
                    0,
                    0,
                    List.of(),
                    command.reason()));
        }
    }

    private void onQuarantine(Quarantine quarantine) {
        members.get(quarantine.agentId()).ended = true;
        listener.onQuarantine(quarantine);
    }

    private void onBoundary(ArenaEvent boundary) {
        deliverOutcomes();
        for (AgentLane lane : lanes) {
            for (int i = 0; i < lane.failures().size(); i++) {
                outbox.quarantine(lane.failures().get(i));
            }
        }
        for (int id = 0; id < members.size(); id++) {
            final AgentRow row = board.row(id);
            if (row.isPresent()) {
                judge(row, members.get(id), boundary.boundaryTimeMs());
            }
        }
        judge.endBoundary(boundary.boundaryTimeMs(), outbox);
        breeder.endBoundary(boundary.boundaryTimeMs(), outbox);
        if (boundary.isDueAtAll()) {
            fits.endBoundary(boundary.boundaryTimeMs());
            countExposure(boundary.boundaryTimeMs());
        }
        listener.onBoundary(boundary, this);
        if (boundary.image() != null) {
            copyTo(boundary.image());
            boundary.image()
                    .seal(new ArenaImage.Place(boundary.sequence(), boundary.arenaTimeMs(), boundary.boundaryTimeMs()));
            checkpoints.complete(boundary.image());
            tellDigests();
        }
    }

    /** From now on what all agents hold together is counted at each boundary; before the stages run. */
    void countExposure() {
        counting = true;
    }

    private void countExposure(long boundaryTimeMs) {
        if (!counting) {
            return;
        }
        exposure.begin();
        for (int id = 0; id < members.size(); id++) {
            exposure.add(board.row(id));
        }
        exposure.end(boundaryTimeMs, outbox);
    }

    /** Tells the listener of the digests that are ready; on the arbiter's thread, or once the stages stand still. */
    public void tellDigests() {
        for (ArenaImage.Moment ready = checkpoints.poll(); ready != null; ready = checkpoints.poll()) {
            listener.onDigest(ready.sequence(), ready.boundaryTimeMs(), ready.stateDigest());
        }
    }

    /** Copies the state; only at a boundary or while nothing runs. */
    public void copyTo(ArenaImage image) {
        visit(image.arbiter());
        image.shown().begin("shown", 1);
        listener.visitShown(image.shown());
        image.shown().end();
    }

    /** Tells the judge what its restored state is about; called once, after {@link #visit}. */
    void restored(List<Birth> births, List<Instrument> instruments) {
        judge.onRestored(births, instruments);
    }

    void tellRestored(List<Instrument> instruments, SnapshotReader shown) {
        listener.onRestored(this, instruments);
        // Another listener than the one that was told may want less of it, or nothing.
        shown.begin("shown", 1);
        listener.visitShown(shown);
    }

    /** From now on copies of the state go there; before the stages run. */
    void checkpoints(Checkpoints newCheckpoints) {
        checkpoints = newCheckpoints;
    }

    /** What has come so far. */
    EventCourse course() {
        return course;
    }

    /** Every agent ever born with what became of it, judge, breeder, what they have asked for, and what has come so far. */
    @Override
    public void visit(StateSink sink) {
        sink.begin("arbiter", 2);
        final int count = sink.field("members", members.size());
        for (int id = 0; id < count; id++) {
            if (id == members.size()) {
                members.add(new Member(null, 0));
            }
            members.get(id).visit(sink);
        }
        if (count > 0) {
            outbox.bornOutside(count - 1);
        }
        judge.visit(sink);
        breeder.visit(sink);
        outbox.visit(sink);
        fits.visit(sink);
        course.visit(sink);
        exposure.visit(sink);
        sink.end();
    }

    private void judge(AgentRow row, Member member, long boundaryTimeMs) {
        if (row.laneDeath() != null && !member.ended) {
            member.ended = true;
            member.awaitsCard = true;
            outbox.verdict(judge.laneDeath(row, row.laneDeath(), boundaryTimeMs));
        } else if (row.isDue() && !member.ended && row.state() != AgentState.QUARANTINED) {
            judge.onMark(row, boundaryTimeMs);
        }
    }

    /** Merges the lanes' outcomes into the total order; within one event by agent id. */
    private void deliverOutcomes() {
        Arrays.fill(cursors, 0);
        while (true) {
            int first = -1;
            for (int i = 0; i < lanes.length; i++) {
                final OutcomeBuffer buffer = lanes[i].outcomes();
                if (cursors[i] < buffer.count() && (first < 0 || precedes(buffer.get(cursors[i]), head(first)))) {
                    first = i;
                }
            }
            if (first < 0) {
                return;
            }
            listener.onOutcome(head(first));
            cursors[first]++;
        }
    }

    private Outcome head(int lane) {
        return lanes[lane].outcomes().get(cursors[lane]);
    }

    private static boolean precedes(Outcome a, Outcome b) {
        return a.sequence() != b.sequence() ? a.sequence() < b.sequence() : a.agentId() < b.agentId();
    }

    @Override
    public int agents() {
        return members.size();
    }

    @Override
    public Birth birth(int agentId) {
        return members.get(agentId).birth;
    }

    @Override
    public long bornMs(int agentId) {
        return members.get(agentId).bornMs;
    }

    @Override
    public AgentRow row(int agentId) {
        return board.row(agentId);
    }

    @Override
    public AgentScore score(int agentId) {
        return judge.score(agentId);
    }

    @Override
    public Verdict verdict(int agentId) {
        return members.get(agentId).verdict;
    }
}
