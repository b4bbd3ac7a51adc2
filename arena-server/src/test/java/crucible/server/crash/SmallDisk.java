package crucible.server.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk of a few MiB of its own (tmpfs). Mounted by root; for others by a process that is root in a namespace of its own,
 * through whose eyes it is then looked at. Where neither works the test is skipped. Gone when closed.
 */
public final class SmallDisk implements AutoCloseable {
    private static final long BOUND_SECONDS = 20;
    private static final String FILLER = "filler";
    private static final long EATS_EVERY_NANOS = 100_000;
    private static final byte[] PIECE = new byte[1 << 16];

    private final Path mountPoint;
    private final Process holder;
    private final Path directory;

    private SmallDisk(Path mountPoint, Process holder, Path directory) {
        this.mountPoint = mountPoint;
        this.holder = holder;
        this.directory = directory;
    }

    /** Mounts a disk of {@code mib} on {@code mountPoint}, which is made. */
    public static SmallDisk mount(Path mountPoint, int mib) throws IOException, InterruptedException {
        Files.createDirectories(mountPoint);
        final String mount = "mount -t tmpfs -o size=" + mib + "m tmpfs '" + mountPoint + "'";
        if (run("sh", "-c", mount) == 0) {
            return new SmallDisk(mountPoint, null, mountPoint);
        }
        final String held = mount + " && echo " + ChildProcess.MARK + " && exec sleep 600";
        final Process holder = new ProcessBuilder("unshare", "-rm", "sh", "-c", held)
                .redirectErrorStream(true)
                .start();
        final String said = holder.inputReader().readLine();
        if (said == null || !said.startsWith(ChildProcess.MARK.strip())) {
            holder.destroyForcibly();
            Assumptions.abort("no small disk here: neither root nor a namespace may mount tmpfs (" + said + ")");
        }
        return new SmallDisk(mountPoint, holder, Path.of("/proc/" + holder.pid() + "/root" + mountPoint));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end of " + List.of(command));
        }
        return process.exitValue();
    }

    /** Its root. */
    public Path directory() {
        return directory;
    }

    /** What a process may still write to it. */
    public long freeBytes() {
        return directory.toFile().getUsableSpace();
    }

    /** Takes room, piece by piece, until no more than {@code leftBytes} are free; may be done again for what is free then. */
    public void fill(long leftBytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(
                directory.resolve(FILLER), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long more = freeBytes() - leftBytes; more > 0; more = freeBytes() - leftBytes) {
                out.write(PIECE, 0, (int) Math.min(PIECE.length, more));
            }
        } catch (IOException e) {
            if (freeBytes() > 0) {
                throw e;
            }
        }
    }

    /** Takes all room, again and again, also what others give up, until {@code work} is done. */
    public void fillDuring(ChildProcess.Work work) throws Exception {
        final FutureTask<Void> eating = new FutureTask<>(() -> {
            while (!Thread.interrupted()) {
                fill(0);
                LockSupport.parkNanos(EATS_EVERY_NANOS);
            }
            return null;
        });
        final Thread thread = new Thread(eating, "disk-eater");
        thread.start();
        try {
            work.run();
        } finally {
            thread.interrupt();
            thread.join();
        }
        eating.get();
    }

    /** Gives it back. */
    public void giveBack() throws IOException {
        Files.deleteIfExists(directory.resolve(FILLER));
    }

    /** Whether it can be written to, from now on; no file of it may be open for writing. Only for root. */
    public void writable(boolean writable) throws IOException, InterruptedException {
        Assumptions.assumeTrue(holder == null, "only root can make a disk read-only");
        final List<String> command =
                new ArrayList<>(List.of("mount", "-o", "remount," + (writable ? "rw" : "ro"), mountPoint.toString()));
        if (run(command.toArray(new String[0])) != 0) {
            throw new IOException("failed: " + command);
        }
    }

    /** Makes a folder of it unwritable, also for root, until what is returned is closed. */
    public AutoCloseable readOnly(String folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(holder == null, "only root can make a folder read-only for itself");
        final String path = mountPoint.resolve(folder).toString();
        if (run("mount", "--bind", path, path) != 0 || run("mount", "-o", "remount,ro,bind", path) != 0) {
            throw new IOException(path + " cannot be made read-only");
        }
        return () -> {
            if (run("umount", path) != 0 && run("umount", "-l", path) != 0) {
                throw new IOException(path + " stays read-only");
            }
        };
    }

    @Override
    public void close() throws IOException {
        try {
            if (holder != null) {
                holder.destroyForcibly().waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
            } else if (run("umount", mountPoint.toString()) != 0 && run("umount", "-l", mountPoint.toString()) != 0) {
                throw new IOException(mountPoint + " stays mounted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before " + mountPoint + " was gone", e);
        }
    }
}
