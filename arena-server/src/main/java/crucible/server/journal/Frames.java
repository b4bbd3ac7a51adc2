package crucible.server.journal;

import java.io.Closeable;
import java.io.IOException;

/** The records of one file of the journal, unchecked, in order. One thread. */
interface Frames extends Closeable {
    /** What lies at the present place. */
    enum Found {
        /** A record; {@link #take} moves over it. */
        RECORD,
        /** Nothing: here the next record would be written. */
        END,
        /** Bytes that cannot be a record, or only a part of one. */
        TORN
    }

    /** Looks at the present place; may be asked again after it gave no record. */
    Found look() throws IOException;

    /** Where the record begins in {@link #array()}. */
    int offset();

    /** Its length. */
    int length();

    byte[] array();

    /** Moves over the record. */
    void take();

    /** Where in the file the present place is, in bytes. */
    long position();

    /** Drops what was read ahead, so that the next look sees what is there now; false where a file cannot change. */
    boolean readAgain();
}
