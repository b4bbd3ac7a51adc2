package crucible.server.journal;

import java.util.Optional;

/**
 * What opening a journal found.
 *
 * @param nextSequence sequence of the record that comes next; 0 for a new journal
 * @param chainHash hash of the newest record, chained to all before it, 32 hexadecimal digits
 * @param cut what was taken off its end; empty where it ended whole
 */
public record ReadBack(long nextSequence, String chainHash, Optional<Cut> cut) {
    /**
     * What a crash or a power cut left behind the last good record. It is set aside, not deleted.
     *
     * @param reason what was wrong with it
     * @param lostBytes bytes behind the last good record
     * @param lostRecords records behind it that were whole but no longer connected; none of them had been synced
     */
    public record Cut(String reason, long lostBytes, long lostRecords) {}

    /** Whether the journal holds anything. */
    public boolean hasRecords() {
        return nextSequence > 0;
    }
}
