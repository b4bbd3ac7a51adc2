package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Copies the records of a closed file into a segment, checks the copy, and only then gives it its name. */
final class RollCopy {
    static final String UNFINISHED = ".part";

    private RollCopy() {}

    /**
     * Copies the records of {@code from} that continue the chain where it begins, up to {@code untilSequence} (exclusive).
     *
     * @param target a segment's final name; compressed where it says so
     * @return sequence behind the last record copied; no file is made where there is none
     * @throws JournalException where the copy does not read back as the original
     */
    static long copy(JournalReader.FileStart from, long untilSequence, Path target, FileLayer layer)
            throws IOException {
        final Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        final RecordCheck check = new RecordCheck();
        check.restart(from.firstSequence(), from.previousHash());
        try (Frames frames = open(from);
                FileLayer.Appended file = layer.append(unfinished, 0)) {
            try (OutputStream out = sink(file, JournalFiles.isPacked(target))) {
                out.write(new SegmentHeader(from.firstSequence(), from.previousHash())
                        .encode()
                        .array());
                transfer(frames, check, untilSequence, out);
            }
            file.sync();
        } catch (IOException | RuntimeException e) {
            removeQuietly(unfinished, layer, e);
            throw e;
        }
        if (check.expected() == from.firstSequence()) {
            layer.delete(unfinished);
            return check.expected();
        }
        compare(unfinished, from, check, JournalFiles.isPacked(target), layer);
        layer.move(unfinished, target);
        layer.syncDirectory(target.getParent());
        return check.expected();
    }

    /** What was copied so far takes room, of which there may be none left. */
    private static void removeQuietly(Path unfinished, FileLayer layer, Exception failure) {
        try {
            layer.delete(unfinished);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static Frames open(JournalReader.FileStart from) throws IOException {
        if (from.isCycle()) {
            return new CycleFrames(from.file());
        }
        try {
            return new SegmentFrames(from.file());
        } catch (SegmentHeader.Bad e) {
            throw new JournalException(from.file() + " " + e.getMessage(), e);
        }
    }

    private static OutputStream sink(FileLayer.Appended file, boolean packed) throws IOException {
        final OutputStream raw = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(ByteBuffer.wrap(bytes, offset, length));
            }
        };
        return packed ? new GZIPOutputStream(raw, 1 << 16) : new BufferedOutputStream(raw, 1 << 16);
    }

    private static void transfer(Frames frames, RecordCheck check, long untilSequence, OutputStream out)
            throws IOException {
        final ArenaEvent event = new ArenaEvent();
        final byte[] length = new byte[Integer.BYTES];
        while (check.expected() < untilSequence && frames.look() == Frames.Found.RECORD) {
            if (!check.isEarlier(frames.array(), frames.offset(), frames.length())) {
                final String problem = check.read(frames.array(), frames.offset(), frames.length(), event);
                if (problem != null) {
                    throw new JournalException("record " + check.expected() + " " + problem);
                }
                ByteBuffer.wrap(length).putInt(frames.length());
                out.write(length);
                out.write(frames.array(), frames.offset(), frames.length());
            }
            frames.take();
        }
    }

    private static void compare(
            Path copy, JournalReader.FileStart from, RecordCheck original, boolean packed, FileLayer layer)
            throws IOException {
        final RecordCheck check = new RecordCheck();
        check.restart(from.firstSequence(), from.previousHash());
        final ArenaEvent event = new ArenaEvent();
        try (SegmentFrames frames = new SegmentFrames(copy, packed)) {
            while (frames.look() == Frames.Found.RECORD
                    && check.read(frames.array(), frames.offset(), frames.length(), event) == null) {
                frames.take();
            }
        } catch (SegmentHeader.Bad e) {
            throw new JournalException(copy + " " + e.getMessage(), e);
        }
        if (check.expected() != original.expected()
                || !check.chain().isAt(original.chain().head())) {
            layer.delete(copy);
            throw new JournalException("the copy " + copy + " does not read back as its original");
        }
    }
}
