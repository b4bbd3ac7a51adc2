package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the newest part of a journal back before a writer goes on: where the chain stands, and what must be cut. Only
 * under the writer's lock.
 *
 * @param chain stands at the newest good record
 * @param files what was read, the newest last
 * @param cut what lies behind the newest good record and was never finished
 * @param lastFileBytes length of the newest file up to the end of its last good record
 */
record Opening(
        long nextSequence,
        HashChain chain,
        List<JournalReader.FileStart> files,
        Optional<ReadBack.Cut> cut,
        long lastFileBytes) {

    static Opening of(Path directory, FileLayer layer) throws IOException {
        removeLeftovers(directory, layer);
        if (!JournalReader.exists(directory)) {
            return new Opening(0, new HashChain(), List.of(), Optional.empty(), 0);
        }
        try (JournalReader reader = JournalReader.ofNewest(directory)) {
            final ArenaEvent event = new ArenaEvent();
            boolean more = true;
            while (more) {
                more = reader.next(event);
            }
            final HashChain chain = new HashChain();
            chain.restart(reader.chainHead());
            return new Opening(
                    reader.nextSequence(), chain, List.copyOf(reader.files()), reader.cut(), reader.position());
        }
    }

    /** What a writer died over: copies without their final name, and originals whose copy has it. */
    private static void removeLeftovers(Path directory, FileLayer layer) throws IOException {
        final List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.toList();
        }
        for (Path file : files) {
            final String name = file.getFileName().toString();
            final boolean isCopied = name.endsWith(JournalFiles.SEGMENT)
                    && files.contains(file.resolveSibling(name + JournalFiles.PACKED));
            if (name.endsWith(RollCopy.UNFINISHED) || isCopied) {
                layer.delete(file);
            }
        }
    }

    /** The newest file; null for a new journal. */
    JournalReader.FileStart lastFile() {
        return files.isEmpty() ? null : files.get(files.size() - 1);
    }

    /** Whether the newest file is a segment that can be appended to. */
    boolean endsInOpenSegment() {
        final JournalReader.FileStart last = lastFile();
        return last != null && !last.isCycle() && !JournalFiles.isPacked(last.file());
    }

    /** The cycles among the files that hold records of their own or copies. */
    List<JournalReader.FileStart> cycles() {
        return files.stream().filter(JournalReader.FileStart::isCycle).toList();
    }

    /** Keeps a copy of what is cut off the newest segment, and cuts it. */
    void cutSegment(Path directory, FileLayer layer) throws IOException {
        if (cut.isEmpty() || !endsInOpenSegment()) {
            return;
        }
        final Path segment = lastFile().file();
        final Path folder = Files.createDirectories(directory.resolve(JournalFiles.SET_ASIDE));
        final String name = segment.getFileName() + "-from-" + lastFileBytes;
        try (FileChannel in = FileChannel.open(segment, StandardOpenOption.READ);
                FileLayer.Appended out = layer.append(folder.resolve(name), 0)) {
            final ByteBuffer piece = ByteBuffer.allocate(1 << 16);
            long at = lastFileBytes;
            for (int read = in.read(piece, at); read > 0; read = in.read(piece, at)) {
                at += read;
                out.write(piece.flip());
                piece.clear();
            }
        }
        if (lastFileBytes == 0) {
            layer.delete(segment);
        } else {
            try (FileLayer.Appended kept = layer.append(segment, lastFileBytes)) {
                kept.sync();
            }
        }
    }

    ReadBack report() {
        return new ReadBack(nextSequence, chain.toString(), cut);
    }
}
