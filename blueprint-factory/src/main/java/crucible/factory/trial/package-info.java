/**
 * Blueprints over history, through the lanes, desk and statistics of the live arena.
 *
 * <pre>
 *   bars of {@link crucible.factory.trial.TrialHistory} and quotes made from their opens
 *        ──▶ {@link crucible.factory.trial.Trial}: sequencer, features, one lane, desk, watchtower
 *        ──▶ {@link crucible.factory.trial.TrialResult}: ledger, equity per bar, books, score
 * </pre>
 *
 * <p>Bars come from whoever can read files; nothing here knows a file's format.
 */
package crucible.factory.trial;
