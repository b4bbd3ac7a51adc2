package crucible.server.arena;

import crucible.model.SnapshotReader;
import crucible.model.SnapshotRefused;
import crucible.model.SnapshotWriter;
import crucible.model.Verdict;
import crucible.runtime.event.EventKind;
import crucible.server.journal.FileLayer;
import crucible.server.record.Effect;
import crucible.server.record.RecordBlock;
import crucible.server.record.RecordReader;
import crucible.server.record.RecordedEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people are shown of the past (trades, orders, verdicts, equity curves), in files beside the snapshots. No part of the
 * tournament's state: without them a start is as good, but the lists begin at the snapshot. One thread at a time.
 */
final class HistoryFiles {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFiles.class);
    private static final byte[] MAGIC = "CRUCHIST".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int KEPT = 2;
    private static final Pattern NAME = Pattern.compile("([0-9]{19})-([0-9]{1,19})\\.history");

    private final Histories histories;
    private final Path directory;
    private final FileLayer files;
    private final TournamentRules rules;

    /**
     * @param histories what is stored, and given back
     * @param directory the folder of the snapshots
     * @param rules the tournament's
     */
    HistoryFiles(Histories histories, Path directory, FileLayer files, TournamentRules rules) {
        this.histories = histories;
        this.directory = directory;
        this.files = files;
        this.rules = rules;
    }

    /** One of them: as of the snapshot {@code sequence} or later, and nothing in it is newer than the event {@code upTo}. */
    private record Kept(Path file, long sequence, long upTo) {
        static Optional<Kept> of(Path file) {
            final Matcher name = NAME.matcher(file.getFileName().toString());
            return name.matches()
                    ? Optional.of(new Kept(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                    : Optional.empty();
        }
    }

    /**
     * Stores the histories, each as of the boundary {@code sequence} or later, before the snapshot of that boundary gets its
     * name; a failure is logged and harms nothing.
     */
    void save(long sequence) {
        try {
            Files.createDirectories(directory);
            final List<StoredHistory> stored = histories.stored();
            final long upTo = Math.max(
                    sequence,
                    stored.stream().mapToLong(StoredHistory::upTo).max().orElse(-1));
            final Path file = directory.resolve(String.format(Locale.ROOT, "%019d-%d.history", sequence, upTo));
            final Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
            try (FileLayer.Appended out = files.append(unfinished, 0)) {
                for (ByteBuffer piece : encode(stored)) {
                    out.write(piece);
                }
                out.sync();
            }
            files.move(unfinished, file);
            files.syncDirectory(directory);
            removeOld(sequence);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "what people are shown of the past could not be stored behind event {}: {}",
                    sequence,
                    e.toString());
        }
    }

    /** Those ahead of the newest are of a time that the journal has lost. */
    private void removeOld(long newest) throws IOException {
        int kept = 0;
        for (Kept one : newestFirst()) {
            if (one.sequence() > newest || ++kept > KEPT) {
                files.delete(one.file());
            }
        }
    }

    private List<ByteBuffer> encode(List<StoredHistory> stored) {
        final SnapshotWriter writer = new SnapshotWriter();
        writer.begin("histories", StoredHistory.VERSION);
        writer.field("configuration", rules.toJson());
        writer.each("agents", StoredHistory.form(StoredHistory.VERSION), stored, ignored -> {});
        writer.end();
        final ByteBuffer front = ByteBuffer.allocate(MAGIC.length + Integer.BYTES);
        front.put(MAGIC).putInt(VERSION).flip();
        final ByteBuffer content = ByteBuffer.wrap(writer.toBytes());
        final MessageDigest sha256 = sha256();
        sha256.update(front.duplicate());
        sha256.update(content.duplicate());
        return List.of(front, content, ByteBuffer.wrap(sha256.digest()));
    }

    /**
     * Gives the histories what was stored, so that they reach back before the snapshot that a replay begins at.
     *
     * @param after the event of that snapshot
     * @param last the newest event of the journal: what is newer never happened
     * @param record the permanent record, which tells at least the verdicts where nothing good is stored
     */
    void restore(long after, long last, Path record) {
        try {
            for (Kept kept : newestFirst()) {
                if (kept.sequence() >= after && kept.upTo() <= last && restored(kept)) {
                    LOG.info("trades, orders, verdicts and equity curves are shown from {} on", kept.file());
                    return;
                }
            }
        } catch (IOException e) {
            LOG.warn("the folder {} cannot be read: {}", directory, e.toString());
        }
        verdictsOf(record, after);
        LOG.warn(
                "trades, orders and equity curves that are shown begin at event {}: what was before is not stored",
                after);
    }

    private void verdictsOf(Path record, long upTo) {
        try {
            final RecordReader reader = new RecordReader(record);
            for (RecordBlock block = reader.next(); block != null && block.after() < upTo; block = reader.next()) {
                for (RecordedEvent event : block.events()) {
                    if (event.kind() == EventKind.VERDICT
                            && event.effect() == Effect.APPLIED
                            && event.sequence() <= upTo) {
                        final Verdict verdict = event.payload(Verdict.class);
                        histories.find(verdict.agentId()).ifPresent(agent -> agent.verdict(verdict));
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("earlier verdicts cannot be shown: {}", e.toString());
        }
    }

    private boolean restored(Kept kept) {
        try {
            histories.restore(decode(Files.readAllBytes(kept.file())));
            return true;
        } catch (IOException | SnapshotRefused e) {
            LOG.warn("the stored histories {} are of no use: {}", kept.file(), e.getMessage());
            return false;
        }
    }

    private List<StoredHistory> decode(byte[] file) {
        final int content = file.length - DIGEST_BYTES;
        final int front = MAGIC.length + Integer.BYTES;
        if (content < front) {
            throw new SnapshotRefused("it is cut: " + file.length + " bytes");
        }
        final MessageDigest sha256 = sha256();
        sha256.update(file, 0, content);
        if (!Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || !Arrays.equals(sha256.digest(), Arrays.copyOfRange(file, content, file.length))) {
            throw new SnapshotRefused("it is damaged: its digest does not fit its content");
        }
        final int version = ByteBuffer.wrap(file).getInt(MAGIC.length);
        if (version != VERSION) {
            throw new SnapshotRefused("it has format " + version + ", this software reads " + VERSION);
        }
        final SnapshotReader reader = new SnapshotReader(Arrays.copyOfRange(file, front, content));
        final int contentVersion = reader.begin("histories", StoredHistory.VERSION);
        if (!rules.areToldBy(reader.field("configuration", ""))) {
            throw new SnapshotRefused("it is one of a tournament under other rules");
        }
        final List<StoredHistory> stored = new ArrayList<>();
        reader.each("agents", StoredHistory.form(contentVersion), stored, stored::add);
        reader.end();
        reader.requireEnd();
        return stored;
    }

    private List<Kept> newestFirst() throws IOException {
        final List<Kept> all = new ArrayList<>();
        try (Stream<Path> list = Files.list(directory)) {
            list.forEach(file -> Kept.of(file).ifPresent(all::add));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        all.sort(Comparator.comparingLong(Kept::sequence).reversed());
        return all;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
