package crucible.server.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crucible.server.journal.FileLayer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
    private static final int BYTES = 200_001;

    @TempDir
    private Path directory;

    @Test
    void takesItsRoomAndGivesItBack() throws IOException {
        final Reserve reserve = new Reserve(directory, BYTES, FileLayer.DISK);
        assertThat(reserve.isThere()).isFalse();
        assertThat(reserve.release()).isFalse();
        reserve.make();
        assertThat(reserve.isThere()).isTrue();
        assertThat(directory.resolve("reserve")).hasSize(BYTES);
        assertThat(reserve.release()).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void holdsWhatNoFileSystemCompressesAway() throws IOException {
        new Reserve(directory, BYTES, FileLayer.DISK).make();
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Files.readAllBytes(directory.resolve("reserve")));
        }
        assertThat(packed.size()).isGreaterThan(BYTES);
    }

    @Test
    void isMadeAnewWhereItsSizeWasChanged() throws IOException {
        new Reserve(directory, 1000, FileLayer.DISK).make();
        final Reserve larger = new Reserve(directory, BYTES, FileLayer.DISK);
        assertThat(larger.isThere()).isFalse();
        larger.make();
        assertThat(directory.resolve("reserve")).hasSize(BYTES);
    }

    @Test
    void leavesNothingBehindWhereItCannotBeMade() throws IOException {
        final Path nowhere = directory.resolve("absent");
        final Reserve reserve = new Reserve(nowhere, BYTES, FileLayer.DISK);
        assertThatThrownBy(reserve::make).isInstanceOf(IOException.class);
        assertThat(reserve.isThere()).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noneIsWantedAndNoneIsMade() throws IOException {
        final Reserve none = new Reserve(directory, 0, FileLayer.DISK);
        assertThat(none.isThere()).isTrue();
        none.make();
        assertThat(directory).isEmptyDirectory();
    }
}
