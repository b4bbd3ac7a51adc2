package crucible.server.security;

import crucible.model.Require;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens file: one line per token, {@code role name sha256}, readable by its owner only. The tokens themselves are
 * shown once and kept nowhere. A file that has changed is read again when an unknown token comes. Thread-safe.
 */
public final class TokenStore {
    private static final String HEADER = "# crucible tokens: role name sha256-of-the-token\n";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private volatile List<Entry> entries;
    private FileTime readAt;

    private record Entry(Principal principal, byte[] sha256) {
        private String line() {
            return principal.role().label() + " " + principal.name() + " "
                    + HexFormat.of().formatHex(sha256) + "\n";
        }
    }

    private TokenStore(Path file) {
        this.file = file;
    }

    /** Reads {@code file}; a missing one holds no tokens. Fails where others may read it or a line is wrong. */
    public static TokenStore open(Path file) throws IOException {
        final TokenStore store = new TokenStore(file.toAbsolutePath());
        store.read();
        return store;
    }

    /** Whether there is no token at all. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Makes a token of {@code role}, stores its hash and returns it: 256 random bits, safe in a URL's fragment. */
    public synchronized String create(Role role, String name) throws IOException {
        Require.that(name.matches("[A-Za-z0-9._@-]{1,64}"), "name has 1 to 64 of A-Z a-z 0-9 . _ @ -", name);
        read();
        for (Entry entry : entries) {
            Require.that(!entry.principal().name().equals(name), "no other token is named " + name, name);
        }
        final byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        final String token = "crucible_" + role.label() + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        final List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(new Principal(name, role), sha256(token)));
        write(more);
        entries = List.copyOf(more);
        return token;
    }

    /** A name that no token has yet, such as {@code operator-2}. */
    public synchronized String freeName(Role role) {
        int number = 1;
        while (isTaken(role.label() + "-" + number)) {
            number++;
        }
        return role.label() + "-" + number;
    }

    private boolean isTaken(String name) {
        return entries.stream().anyMatch(entry -> entry.principal().name().equals(name));
    }

    /** Whose token it is. Takes the same time whichever entry matches. */
    public Optional<Principal> authenticate(String token) {
        final Optional<Principal> known = find(token);
        return known.isPresent() || !readAgain() ? known : find(token);
    }

    private Optional<Principal> find(String token) {
        final byte[] presented = sha256(token);
        Principal found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.sha256(), presented)) {
                found = entry.principal();
            }
        }
        return Optional.ofNullable(found);
    }

    private synchronized boolean readAgain() {
        try {
            if (!Files.exists(file) || Files.getLastModifiedTime(file).equals(readAt)) {
                return false;
            }
            read();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            org.slf4j.LoggerFactory.getLogger(TokenStore.class)
                    .warn("the tokens file cannot be read again, the tokens known so far stay: {}", e.getMessage());
            return false;
        }
    }

    private synchronized void read() throws IOException {
        final List<String> lines;
        try {
            final FileTime modified = Files.getLastModifiedTime(file);
            requireOwnerOnly();
            lines = Files.readAllLines(file);
            readAt = modified;
        } catch (NoSuchFileException e) {
            entries = List.of();
            return;
        }
        final List<Entry> read = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read.add(parse(line, i + 1));
            }
        }
        entries = List.copyOf(read);
    }

    private void requireOwnerOnly() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        final Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        Require.that(
                OWNER_ONLY.containsAll(permissions),
                "only its owner may read or write " + file + " (chmod 600)",
                PosixFilePermissions.toString(permissions));
    }

    private Entry parse(String line, int number) {
        final String[] parts = line.split("\\s+");
        Require.that(
                parts.length == 3 && parts[2].matches("[0-9a-f]{64}"),
                "line " + number + " of " + file + " is: role name sha256",
                parts.length + " words");
        return new Entry(
                new Principal(parts[1], Role.parse(parts[0])), HexFormat.of().parseHex(parts[2]));
    }

    private void write(List<Entry> all) throws IOException {
        final StringBuilder text = new StringBuilder(HEADER);
        all.forEach(entry -> text.append(entry.line()));
        Files.createDirectories(file.getParent());
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        OwnerOnly.create(next);
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        readAt = Files.getLastModifiedTime(file);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
