package crucible.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import crucible.server.crash.ChildImage;
import crucible.server.crash.ChildProcess;
import crucible.server.crash.SmallDisk;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlyErrorsTest {
    @TempDir
    private Path folder;

    /** Writes more into mapped memory than the disk holds, on a thread of somebody's pool. Argument: a file. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            DeadlyErrors.endTheProcess();
            Executors.newSingleThreadExecutor().execute(() -> write(Path.of(arguments[0])));
        }

        private static void write(Path path) {
            try (FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                final MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 16 << 20);
                while (mapped.hasRemaining()) {
                    mapped.putLong(1);
                }
                System.out.println(ChildProcess.MARK + "the disk holds it all");
                System.exit(0);
            } catch (IOException e) {
                System.out.println(ChildProcess.MARK + e);
                System.exit(1);
            }
        }
    }

    @Test
    void aMappedPageThatTheDiskCannotHoldEndsTheProcess() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 4);
                ChildProcess child = new ChildProcess(
                        new ChildImage(folder),
                        Child.class,
                        List.of(disk.directory().resolve("mapped").toString()))) {
            assertThat(child.exitCode()).as("%s", child.otherLines()).isEqualTo(ExitCodes.MAPPED_FAULT);
            assertThat(child.otherLines()).contains("InternalError");
        }
    }

    @Test
    void isOneWhateverItWasWrappedIn() {
        assertThat(DeadlyErrors.isOne(new IllegalStateException(new RuntimeException(new InternalError("a fault")))))
                .isTrue();
        assertThat(DeadlyErrors.isOne(new IllegalStateException("no fault"))).isFalse();
        assertThat(DeadlyErrors.isOne(new OutOfMemoryError())).isFalse();
    }
}
