package crucible.factory.trial;

import crucible.model.Birth;
import crucible.model.Breeder;
import crucible.model.RequestSink;
import crucible.model.StateSink;
import crucible.model.Verdict;

/** Breeds nothing: a trial has one agent. */
final class BarrenBreeder implements Breeder {
    @Override
    public void onBirth(Birth birth) {
        // nobody is remembered
    }

    @Override
    public void onVerdict(Verdict verdict, double score, int freedSlot) {
        // no slot is refilled
    }

    @Override
    public void endBoundary(long boundaryTimeMs, RequestSink requests) {
        // nobody is born
    }

    @Override
    public void visit(StateSink sink) {
        // no state
    }
}
