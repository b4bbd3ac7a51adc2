package crucible.server.record;

import java.io.Closeable;
import java.io.IOException;

/** Takes the record's blocks, in order. One thread at a time. */
interface BlockSink extends Closeable {
    /**
     * Takes what {@code page} holds; it is filled again when the call has returned.
     *
     * @throws IOException where it cannot be written; the same page may be given again
     */
    void append(Page page) throws IOException;

    /** Forces to the disk what was taken. */
    void sync() throws IOException;
}
