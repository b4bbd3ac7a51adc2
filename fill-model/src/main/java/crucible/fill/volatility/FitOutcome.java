package crucible.fill.volatility;

import crucible.model.Require;

/**
 * What came of fitting a model: the fit, or the reason why there is none.
 *
 * @param <M> the fitted model
 */
public sealed interface FitOutcome<M> {
    /** Reads the outcome. */
    <R> R visit(Visitor<? super M, R> visitor);

    /** One method per outcome. */
    interface Visitor<M, R> {
        R fitted(M fit);

        R fellBack(FallBackReason reason);
    }

    /** The model was fitted. */
    record Fitted<M>(M fit) implements FitOutcome<M> {
        public Fitted {
            Require.present("fit", fit);
        }

        @Override
        public <R> R visit(Visitor<? super M, R> visitor) {
            return visitor.fitted(fit);
        }
    }

    /** There is no fit. */
    record FellBack<M>(FallBackReason reason) implements FitOutcome<M> {
        public FellBack {
            Require.present("reason", reason);
        }

        @Override
        public <R> R visit(Visitor<? super M, R> visitor) {
            return visitor.fellBack(reason);
        }
    }
}
