package crucible.exchange.feed;

import crucible.exchange.FrameRefused;

/** Reads the frames of one socket, in their order. For one thread at a time. */
public interface FrameReader {
    /**
     * Reads a text into {@code frame}, which has been cleared.
     *
     * @throws FrameRefused where the frame as a whole breaks its format
     */
    void read(String text, Frame frame) throws FrameRefused;
}
