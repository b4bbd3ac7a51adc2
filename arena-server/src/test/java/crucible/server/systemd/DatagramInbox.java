package crucible.server.systemd;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The service manager's end: a datagram socket of the local machine that messages arrive at. */
public final class DatagramInbox implements AutoCloseable {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int PATIENCE_SECONDS = 60;
    private static final CLibrary C = Native.load("c", CLibrary.class);

    private final int handle;

    interface CLibrary extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int socket, byte[] address, int addressBytes) throws LastErrorException;

        int setsockopt(int socket, int level, int option, byte[] value, int valueBytes) throws LastErrorException;

        NativeLong recv(int socket, byte[] room, NativeLong bytes, int flags) throws LastErrorException;

        int close(int handle) throws LastErrorException;
    }

    /** @param name an absolute path that does not exist, or an abstract name after {@code @} */
    public DatagramInbox(String name) throws IOException {
        handle = C.socket(1, 2, 0);
        final byte[] address = NotifySocket.address(name);
        C.bind(handle, address, address.length);
        final byte[] patience = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(PATIENCE_SECONDS)
                .putLong(0)
                .array();
        C.setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, patience, patience.length);
    }

    /** The next message; fails where none comes for a long time. */
    public String next() {
        final byte[] room = new byte[4096];
        final int bytes = C.recv(handle, room, new NativeLong(room.length), 0).intValue();
        return new String(room, 0, bytes, StandardCharsets.UTF_8);
    }

    /** The next message that is not a status for people. */
    public String nextButStatus() {
        while (true) {
            final String next = next();
            if (!next.startsWith("STATUS=")) {
                return next;
            }
        }
    }

    @Override
    public void close() {
        C.close(handle);
    }
}
