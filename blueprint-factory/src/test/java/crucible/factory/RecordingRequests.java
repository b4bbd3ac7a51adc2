package crucible.factory;

import crucible.model.Birth;
import crucible.model.RequestSink;
import crucible.model.TrialCount;
import crucible.model.Verdict;
import java.util.ArrayList;
import java.util.List;

/** An outbox that keeps the births. */
final class RecordingRequests implements RequestSink {
    final List<Birth> births = new ArrayList<>();

    @Override
    public void verdict(Verdict verdict) {
        throw new AssertionError("the factory decides no lives: " + verdict);
    }

    @Override
    public void trials(TrialCount count) {
        throw new AssertionError("the factory counts no trials: " + count);
    }

    @Override
    public void birth(Birth birth) {
        births.add(birth);
    }
}
