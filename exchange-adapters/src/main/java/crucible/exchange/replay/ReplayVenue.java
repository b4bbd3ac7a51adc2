package crucible.exchange.replay;

import crucible.exchange.replay.clock.VenueClock;
import crucible.exchange.replay.market.MarketPlayer;
import crucible.exchange.replay.market.PlayedSymbol;
import crucible.exchange.replay.wire.WireVenue;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An exchange in the process: WebSocket and REST on one loopback port, in the public protocols of several exchanges at
 * once, each at its own paths. One thread, named {@code venue-…}, does everything. The public methods may be called from
 * any thread.
 */
public final class ReplayVenue implements AutoCloseable {
    /** What may wait in the process for one client before the market waits for it. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 << 10, 256 << 10);

    /** How often the time of faults is looked at beside the market's steps. */
    private static final long TICK_MS = 20;

    private static final int SEND_BUFFER_BYTES = 256 << 10;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final MarketPlayer player;
    private final VenueClock clock;
    private final WireVenue wire;
    private final Map<String, Long> historyBars = new LinkedHashMap<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Channel server;

    private ReplayVenue(VenueOptions options) {
        this.player = new MarketPlayer(options.market(), options.historyBars(), options.maxBoundaries());
        for (PlayedSymbol symbol : player.symbols()) {
            historyBars.put(symbol.rules().symbol(), symbol.barsPlayed());
        }
        this.group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("venue", true), NioIoHandler.newFactory());
        this.loop = group.next();
        this.clock = new VenueClock(loop, player, options.speed(), options.settleMillis(), finished);
        this.wire = new WireVenue(Dialects.all(player.symbols(), clock), clock, options.faults());
        clock.drive(wire);
        try {
            this.server = bind(options.port());
            if (!options.faults().isEmpty()) {
                final Object unused = loop.scheduleAtFixedRate(wire::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException failure) {
            close(null);
            throw failure;
        }
    }

    /**
     * Opens the market and the port, and returns when clients may connect. Fails where the market cannot be read or the
     * port is taken.
     */
    public static ReplayVenue start(VenueOptions options) {
        return new ReplayVenue(options);
    }

    private Channel bind(int port) {
        final ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        wire.accept(channel.pipeline());
                    }
                });
        return bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Base address of REST: {@code http://127.0.0.1:PORT}. */
    public String restUrl() {
        return "http://127.0.0.1:" + port();
    }

    /** Base address of WebSocket, without a path: {@code ws://127.0.0.1:PORT}. */
    public String wsUrl() {
        return "ws://127.0.0.1:" + port();
    }

    /** Paths by which clients of each protocol may begin, by its name: a document of REST first, then sockets. */
    public Map<String, List<String>> entrances() {
        return wire.entrances();
    }

    /** Market time of the newest step; before the first, the end of the history. */
    public long marketTimeMs() {
        return clock.marketTimeMs();
    }

    /** Completes when the market has ended and all of it has been sent; connections stay open. */
    public CompletableFuture<Void> finished() {
        return finished.copy();
    }

    /** What has been played so far. */
    public VenueStatistics statistics() {
        try {
            return loop.submit(this::readStatistics).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the venue", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the venue does not answer", failure);
        }
    }

    private VenueStatistics readStatistics() {
        final Map<String, Long> played = new LinkedHashMap<>();
        for (PlayedSymbol symbol : player.symbols()) {
            final String name = symbol.rules().symbol();
            played.put(name, symbol.barsPlayed() - historyBars.get(name));
        }
        return new VenueStatistics(
                clock.marketTimeMs(),
                clock.boundariesPlayed(),
                Map.copyOf(historyBars),
                played,
                wire.framesSent(),
                wire.faultsBegun());
    }

    /** Ends the market where it stands: what was played is still delivered, connections and REST stay open. */
    public void halt() {
        loop.submit(clock::stop).syncUninterruptibly();
    }

    /** Closes all connections and the port, ends the thread and closes the market's files. May be called twice. */
    @Override
    public void close() {
        close(server);
    }

    private void close(Channel listening) {
        if (group.isShuttingDown()) {
            return;
        }
        if (listening != null) {
            listening.close().syncUninterruptibly();
        }
        loop.submit(() -> {
                    clock.stop();
                    wire.closeAll();
                    player.close();
                })
                .syncUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
