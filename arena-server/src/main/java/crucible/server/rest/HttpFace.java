package crucible.server.rest;

import crucible.server.config.AdminSettings;
import crucible.server.security.FailedAttempts;
import crucible.server.security.TokenStore;
import crucible.server.view.ArenaControl;
import crucible.server.view.ArenaReadModel;
import crucible.server.view.InstrumentControl;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The running HTTP server: REST, events, health, metrics and the page. */
public final class HttpFace implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BACKLOG = 128;
    private static final long PATIENCE_MS = 5_000;

    private final EventLoopGroup threads;
    private final Channel server;
    private final String scheme;

    /**
     * What the face shows and steers.
     *
     * @param arena what is shown
     * @param control where orders go
     * @param metrics all metrics in Prometheus' text format, called per scrape
     * @param tokens who may do what
     * @param idempotency first answers, with those from before a restart already loaded
     * @param clock wall time
     * @param instruments where the wish goes that one comes or goes
     */
    public record Parts(
            ArenaReadModel arena,
            ArenaControl control,
            Supplier<byte[]> metrics,
            TokenStore tokens,
            Idempotency idempotency,
            InstantSource clock,
            InstrumentControl instruments) {
        /** Of an arena whose instruments stay as they are. */
        public Parts(
                ArenaReadModel arena,
                ArenaControl control,
                Supplier<byte[]> metrics,
                TokenStore tokens,
                Idempotency idempotency,
                InstantSource clock) {
            this(arena, control, metrics, tokens, idempotency, clock, InstrumentControl.NONE);
        }
    }

    private HttpFace(EventLoopGroup threads, Channel server, String scheme) {
        this.threads = threads;
        this.server = server;
        this.scheme = scheme;
    }

    /** Starts to listen; fails with what is in the way, such as a port in use. */
    public static HttpFace start(AdminSettings settings, Parts parts) throws IOException {
        return start(settings, parts, PATIENCE_MS);
    }

    static HttpFace start(AdminSettings settings, Parts parts, long patienceMs) throws IOException {
        final SslContext tls = settings.tls().isPresent() ? tls(settings.tls().get()) : null;
        final Router router = new Router(routes(parts, patienceMs));
        final Admission admission = new Admission(
                parts.tokens(),
                Set.copyOf(settings.hosts()),
                settings.behindProxy(),
                new FailedAttempts(parts.clock()));
        final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("face", true), NioIoHandler.newFactory());
        final ServerBootstrap bootstrap = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ConnectionSetup(tls, router, admission));
        final InetSocketAddress address = new InetSocketAddress(settings.address(), settings.port());
        final var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(threads);
            throw new IOException(
                    "cannot listen on " + settings.bind() + ":" + settings.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        bound.channel().pipeline().addLast(new MissedCallers());
        return new HttpFace(threads, bound.channel(), tls == null ? "http" : "https");
    }

    /** Every route of the API and the page. */
    static List<Route> routes(Parts parts, long patienceMs) {
        final List<Route> routes = new ArrayList<>();
        routes.addAll(new OperationRoutes(parts.arena(), parts.metrics()).routes());
        routes.addAll(new ReadRoutes(parts.arena(), parts.clock()).routes());
        final Orders orders = new Orders(parts.idempotency(), patienceMs);
        routes.addAll(new ControlRoutes(parts.control(), orders).routes());
        routes.addAll(new InstrumentRoutes(parts.instruments(), orders).routes());
        routes.addAll(new StaticFiles().routes());
        return routes;
    }

    private static SslContext tls(AdminSettings.Tls tls) throws IOException {
        try {
            return SslContextBuilder.forServer(
                            tls.certificate().toFile(), tls.key().toFile())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "admin.tls: no usable certificate and key in " + tls.certificate() + " and " + tls.key() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Its address, without a path: {@code http://127.0.0.1:8080}. */
    public String url() {
        final String host =
                ((InetSocketAddress) server.localAddress()).getAddress().getHostAddress();
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Stops to listen and cuts all connections. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        stop(threads);
    }

    private static void stop(EventLoopGroup threads) {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
