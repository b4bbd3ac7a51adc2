package crucible.server.record;

import crucible.server.journal.HashChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads a permanent record in order and checks each block: checksum, chained hash, and that it begins where the one before
 * ended. What cannot be read is passed over and told by {@link #damage}; reading goes on behind it. Needs nothing of the
 * writer. One thread.
 */
public final class RecordReader {
    private final Path directory;
    private final BlockFrame frames = new BlockFrame();
    private final HashChain chain = new HashChain();
    private final List<Damage> damage = new ArrayList<>();
    private final List<Map.Entry<Long, Path>> files;
    private int nextFile;
    private Path file;
    private byte[] bytes = {};
    private int position;
    private int blockAt;
    private int blockBytes;
    private boolean anchored = true;
    private long upTo = -1;

    /**
     * Something that is not there or cannot be trusted.
     *
     * @param file where it lies, or should
     * @param position in the file, in bytes
     * @param after the last event before it that the record covers
     * @param resumesAfter the record goes on behind this event; −1 where it does not go on at all
     * @param what what is wrong
     */
    public record Damage(Path file, long position, long after, long resumesAfter, String what) {
        /** Whether nothing good lies behind it: what a crash leaves, and what the next start makes good. */
        public boolean isTail() {
            return resumesAfter < 0;
        }

        /** For people. */
        public String words() {
            return file + " at byte " + position + " " + what
                    + (isTail()
                            ? "; the record ends with event " + after
                            : resumesAfter > after
                                    ? "; what was kept of the events " + (after + 1) + " to " + resumesAfter
                                            + " is lost"
                                    : "");
        }
    }

    /**
     * Reads from the beginning.
     *
     * @throws IOException where the folder cannot be listed
     */
    public RecordReader(Path directory) throws IOException {
        this(directory, Long.MIN_VALUE);
    }

    /** Reads from the newest file on that begins behind {@code sequence} or before, or from the first one. */
    RecordReader(Path directory, long sequence) throws IOException {
        this.directory = directory;
        final var all = RecordFiles.in(directory);
        final Long first = all.isEmpty() ? null : all.floorKey(sequence);
        this.files = List.copyOf((first == null ? all : all.tailMap(first)).entrySet());
        if (first != null) {
            upTo = first - 1;
            anchored = false;
        }
    }

    /**
     * The next good block; null at the end.
     *
     * @throws IOException where a file cannot be read
     */
    public RecordBlock next() throws IOException {
        while (true) {
            while (position == bytes.length) {
                if (!openNext()) {
                    return null;
                }
            }
            final int start = position;
            String problem = look(start);
            if (problem == null) {
                final RecordBlock block = take();
                if (block != null) {
                    return block;
                }
                problem = "holds a block that cannot be read";
            }
            passOver(start, problem);
        }
    }

    /** Finds the whole block at {@code at}; null where it is good, else what is wrong. */
    private String look(int at) {
        blockAt = at;
        blockBytes = frames.wholeBlock(bytes, at);
        if (blockBytes == 0) {
            return "is cut short or damaged";
        }
        final byte[] hash = BlockFrame.hash(bytes, at);
        final byte[] expected = chain.successor(bytes, at + BlockFrame.CONTENT_AT, blockBytes - BlockFrame.CONTENT_AT);
        if (anchored && !Arrays.equals(hash, 0, HashChain.BYTES, expected, 0, HashChain.BYTES)) {
            return "holds a block that does not continue the one before it: its chained hash differs";
        }
        chain.restart(hash);
        anchored = true;
        return null;
    }

    private RecordBlock take() {
        final RecordBlock block;
        try {
            final ByteBuffer in = content();
            block = RecordBlock.decode(in);
            if (in.hasRemaining() || block.upTo() <= block.after()) {
                return null;
            }
        } catch (RuntimeException e) {
            // its checksum fits, so this software, or another, wrote nonsense: the many ways to say so matter little
            return null;
        }
        resumeTail(block.after());
        if (block.after() != upTo) {
            damage.add(new Damage(
                    file,
                    blockAt,
                    upTo,
                    block.after(),
                    block.after() > upTo ? "goes on behind a hole" : "goes on with what it has told already"));
        }
        upTo = block.upTo();
        position = blockAt + blockBytes;
        return block;
    }

    /** Looks for the next whole block behind {@code bad}, without trusting lengths. */
    private void passOver(int bad, String problem) {
        anchored = false;
        for (int at = bad + 1; at < bytes.length; at++) {
            final int length = frames.wholeBlock(bytes, at);
            if (length > 0) {
                final long after = ByteBuffer.wrap(bytes).getLong(at + BlockFrame.CONTENT_AT);
                damage.add(new Damage(file, bad, upTo, after, problem));
                upTo = after;
                position = at;
                return;
            }
        }
        damage.add(new Damage(file, bad, upTo, -1, problem));
        position = bytes.length;
    }

    private boolean openNext() throws IOException {
        if (nextFile == files.size()) {
            return false;
        }
        final Map.Entry<Long, Path> entry = files.get(nextFile++);
        file = entry.getValue();
        bytes = Files.readAllBytes(file);
        position = Math.min(bytes.length, RecordFiles.Header.BYTES);
        final RecordFiles.Header header = RecordFiles.Header.read(bytes);
        final boolean fits = header != null && header.after() == entry.getKey() - 1;
        resumeTail(entry.getKey() - 1);
        if (!fits) {
            damage.add(new Damage(file, 0, upTo, -1, "does not begin as a file of a permanent record"));
            anchored = false;
        } else if (!anchored) {
            chain.restart(header.previousHash());
            anchored = true;
        } else if (!chain.isAt(header.previousHash())) {
            damage.add(new Damage(
                    file, 0, upTo, header.after(), "does not continue the file before it: its chained hash differs"));
            upTo = Math.max(upTo, header.after());
            chain.restart(header.previousHash());
        }
        return true;
    }

    /** What looked like the end of the record was none. */
    private void resumeTail(long after) {
        final int last = damage.size() - 1;
        if (last >= 0 && damage.get(last).isTail()) {
            final Damage tail = damage.get(last);
            damage.set(last, new Damage(tail.file(), tail.position(), tail.after(), after, tail.what()));
            upTo = Math.max(upTo, after);
        }
    }

    /** The content of the block read last. */
    ByteBuffer content() {
        return ByteBuffer.wrap(bytes, blockAt + BlockFrame.CONTENT_AT, blockBytes - BlockFrame.CONTENT_AT);
    }

    /** The file of the block read last; null before the first. */
    Path file() {
        return file;
    }

    /** Where in that file the block ends. */
    long position() {
        return position;
    }

    /** The last event that the blocks read so far cover; −1 before the first. */
    public long upTo() {
        return upTo;
    }

    /** Hash of the block read last, chained to all before it: 32 hexadecimal digits. */
    public String chainHash() {
        return chain.toString();
    }

    /** The hash's bytes. */
    byte[] chainHead() {
        return chain.head();
    }

    /** What could not be read so far, in order; complete once {@link #next} has found the end. */
    public List<Damage> damage() {
        return List.copyOf(damage);
    }

    /** Where it lies. */
    public Path directory() {
        return directory;
    }
}
