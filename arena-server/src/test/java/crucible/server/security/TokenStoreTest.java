package crucible.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {
    @TempDir
    private Path folder;

    @Test
    void keepsHashesOnlyAndForItsOwnerOnly() throws IOException {
        final Path file = folder.resolve("sub/tokens");
        final String token = TokenStore.open(file).create(Role.OPERATOR, "ann");
        assertThat(token).matches("crucible_operator_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file)).contains("operator ann ").doesNotContain(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(TokenStore.open(file).authenticate(token)).contains(new Principal("ann", Role.OPERATOR));
        assertThat(TokenStore.open(file).authenticate(token + "x")).isEmpty();
    }

    @Test
    void takesUpATokenThatAnotherProcessHasMade() throws IOException {
        final Path file = folder.resolve("tokens");
        final TokenStore running = TokenStore.open(file);
        assertThat(running.isEmpty()).isTrue();
        final String token = TokenStore.open(file).create(Role.VIEWER, "bob");
        assertThat(running.authenticate(token)).contains(new Principal("bob", Role.VIEWER));
    }

    @Test
    void refusesAFileThatOthersMayRead() throws IOException {
        final Path file = folder.resolve("tokens");
        TokenStore.open(file).create(Role.VIEWER, "bob");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> TokenStore.open(file)).hasMessageContaining("chmod 600");
    }

    @Test
    void refusesABadLineAndANameTwice() throws IOException {
        final Path file = folder.resolve("tokens");
        final TokenStore store = TokenStore.open(file);
        store.create(Role.VIEWER, "bob");
        assertThatThrownBy(() -> store.create(Role.ADMIN, "bob")).hasMessageContaining("bob");
        assertThat(store.freeName(Role.VIEWER)).isEqualTo("viewer-1");
        Files.writeString(file, "viewer bob\n");
        assertThatThrownBy(() -> TokenStore.open(file)).hasMessageContaining("line 1");
    }
}
