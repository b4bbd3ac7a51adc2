package crucible.server.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A datagram socket of the local machine, which the JDK has only for streams. Its file handle is taken once. One thread.
 */
final class NotifySocket implements ServiceNotifier.Channel {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MOST_PATH_BYTES = 107;

    private final CLibrary c;
    private final byte[] address;
    private final int handle;

    /** What of the C library is called; a failure is an exception with the system's own words. */
    interface CLibrary extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        NativeLong sendto(int socket, byte[] message, NativeLong bytes, int flags, byte[] address, int addressBytes)
                throws LastErrorException;

        int close(int handle) throws LastErrorException;
    }

    private NotifySocket(CLibrary c, byte[] address, int handle) {
        this.c = c;
        this.address = address;
        this.handle = handle;
    }

    /**
     * Opens a socket to send from.
     *
     * @param name where it sends to: an absolute path, or an abstract name after {@code @}
     * @throws IOException where the name is another kind of address, or the system has no such sockets
     */
    static NotifySocket to(String name) throws IOException {
        final byte[] address = address(name);
        try {
            final CLibrary c = Native.load("c", CLibrary.class);
            return new NotifySocket(c, address, c.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        } catch (LastErrorException | LinkageError e) {
            throw new IOException("no datagram socket can be opened: " + e.getMessage(), e);
        }
    }

    /** The C structure: the family in the machine's byte order, then the path; an abstract one begins with a zero. */
    static byte[] address(String name) throws IOException {
        final byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length < 2 || path[0] != '/' && path[0] != '@' || path.length > MOST_PATH_BYTES) {
            throw new IOException("an absolute path, or a name after @, of 2 to " + MOST_PATH_BYTES
                    + " bytes can be sent to, but was " + name);
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        return ByteBuffer.allocate(Short.BYTES + path.length)
                .order(ByteOrder.nativeOrder())
                .putShort(AF_UNIX)
                .put(path)
                .array();
    }

    @Override
    public void send(String message) throws IOException {
        final byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            c.sendto(handle, bytes, new NativeLong(bytes.length), MSG_NOSIGNAL, address, address.length);
        } catch (LastErrorException e) {
            throw new IOException("cannot send to the service manager: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            c.close(handle);
        } catch (LastErrorException e) {
            throw new IOException("the socket to the service manager cannot be closed: " + e.getMessage(), e);
        }
    }
}
