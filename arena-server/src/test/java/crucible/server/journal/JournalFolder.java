package crucible.server.journal;

import crucible.runtime.event.ArenaEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What tests do to a journal's folder. */
final class JournalFolder {
    private JournalFolder() {}

    /** What a reader gets: contents in order, and how it ended. */
    record Reading(List<byte[]> contents, JournalException damage, ReadBack.Cut cut) {
        /** Whether the reader said that something is wrong. */
        boolean complains() {
            return damage != null || cut != null;
        }
    }

    static JournalSettings settings(Path directory, Journal.Format format) {
        return new JournalSettings(directory, format, Journal.Fsync.EVERY_BOUNDARY, 1 << 20, 0);
    }

    static Reading read(Path directory) {
        final List<byte[]> contents = new ArrayList<>();
        JournalException damage = null;
        ReadBack.Cut cut = null;
        try (JournalReader reader = new JournalReader(directory)) {
            final ArenaEvent event = new ArenaEvent();
            while (reader.next(event)) {
                contents.add(EventTape.content(event));
            }
            cut = reader.cut().orElse(null);
        } catch (JournalException e) {
            damage = e;
        }
        return new Reading(contents, damage, cut);
    }

    /** Writes the first {@code count} events of a tape into a new journal. */
    static void write(JournalSettings settings, long seed, int count) {
        try (Journal journal = Journal.open(settings)) {
            new EventTape(seed).play(count, journal);
        }
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one file that holds records. */
    static Path recordFile(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(".cq4") || file.toString().endsWith(".seg"))
                    .reduce((first, second) -> second)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Length of a file without the zeros at its end. */
    static long writtenBytes(Path file) {
        try {
            final byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the room off that a queue takes in advance; copies of it are quicker. */
    static void trim(Path directory) {
        final Path file = recordFile(directory);
        truncate(file, writtenBytes(file));
    }

    static void truncate(Path file, long bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void overwrite(Path file, long at, byte... bytes) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void flip(Path file, long at, int bit) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1 << bit)).rewind();
            channel.write(one, at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The four bytes at a place. */
    static int intAt(Path file, long at) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final ByteBuffer four = ByteBuffer.allocate(Integer.BYTES);
            channel.read(four, at);
            return four.getInt(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a byte of a record and makes its checksum right again. */
    static void edit(Path file, long[] record, int at) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.allocate((int) record[1]);
            channel.read(bytes, record[0]);
            bytes.put(at, (byte) (bytes.get(at) ^ 1));
            final CRC32C crc = new CRC32C();
            crc.update(bytes.array(), RecordLayout.FORMAT_AT, bytes.capacity() - RecordLayout.FORMAT_AT);
            bytes.putInt(0, (int) crc.getValue()).rewind();
            channel.write(bytes, record[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each record begins in a file of either format: the place of its checksum, and its length. */
    static List<long[]> records(Path file) {
        final List<long[]> places = new ArrayList<>();
        try (Frames frames = file.toString().endsWith(".cq4") ? new CycleFrames(file) : new SegmentFrames(file)) {
            while (frames.look() == Frames.Found.RECORD) {
                places.add(new long[] {frames.position() + Integer.BYTES, frames.length()});
                frames.take();
            }
        } catch (IOException | SegmentHeader.Bad e) {
            throw new IllegalStateException(e);
        }
        return places;
    }

    /** Unpacks a stored journal. */
    static void unzip(String resource, Path directory) {
        try (InputStream in = JournalFolder.class.getResourceAsStream(resource);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, directory.resolve(entry.getName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
