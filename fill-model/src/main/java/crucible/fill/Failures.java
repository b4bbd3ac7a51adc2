package crucible.fill;

/** Who takes care of books that cannot carry an event. */
interface Failures {
    void onFailure(Account account, RuntimeException failure, long timeMs);
}
