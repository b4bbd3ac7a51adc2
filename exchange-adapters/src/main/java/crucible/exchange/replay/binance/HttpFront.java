package crucible.exchange.replay.binance;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door of a connection: turns it into a WebSocket, or answers REST calls on it. */
final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final BinanceSpot venue;
    private final BinanceRest rest;

    HttpFront(BinanceSpot venue, BinanceRest rest) {
        this.venue = venue;
        this.rest = rest;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            send(context, request, RestAnswer.error(400, -1000, "Malformed request."));
            return;
        }
        final QueryStringDecoder address;
        final String path;
        try {
            address = new QueryStringDecoder(request.uri());
            path = address.path();
            address.parameters();
        } catch (IllegalArgumentException broken) {
            send(context, request, RestAnswer.error(400, -1100, "Malformed address: " + broken.getMessage()));
            return;
        }
        if (isSocketPath(path)) {
            openSocket(context, request, path, address);
        } else if (path.equals("/__fault")) {
            send(context, request, fault(request));
        } else if (!request.method().equals(HttpMethod.GET)) {
            send(context, request, RestAnswer.error(405, -1000, "Only GET is served."));
        } else {
            send(context, request, rest.answer(path, address.parameters()));
        }
    }

    private static boolean isSocketPath(String path) {
        return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
    }

    private void openSocket(
            ChannelHandlerContext context, FullHttpRequest request, String path, QueryStringDecoder address) {
        if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            send(context, request, RestAnswer.error(400, -1000, "This path is a WebSocket."));
            return;
        }
        final boolean combined = path.equals("/stream");
        final List<String> names = new ArrayList<>();
        if (combined) {
            for (String list : address.parameters().getOrDefault("streams", List.of())) {
                addNames(names, list);
            }
        } else {
            addNames(names, path.substring("/ws".length()));
        }
        final BinanceSession session = new BinanceSession(venue, context.channel(), combined);
        if (!session.hasRoomFor(names)) {
            send(context, request, RestAnswer.error(400, -1000, "Too many streams; at most 1024 per connection."));
            return;
        }
        final WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://" + request.headers().get(HttpHeaderNames.HOST) + path,
                        null,
                        false,
                        BinanceSpot.MAX_REQUEST_BYTES)
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        context.pipeline().addLast(new WebSocketFrameAggregator(BinanceSpot.MAX_REQUEST_BYTES), session);
        context.pipeline().remove(this);
        handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                session.open(names);
            } else {
                context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            }
        });
    }

    /** Names between slashes; numbers, which some clients append to tell their connections apart, are no streams. */
    private static void addNames(List<String> names, String list) {
        for (String name : list.split("/", -1)) {
            if (!name.isBlank() && !name.chars().allMatch(Character::isDigit)) {
                names.add(name);
            }
        }
    }

    private RestAnswer fault(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            return RestAnswer.error(405, -1000, "Faults are posted.");
        }
        final JsonNode wanted;
        try {
            wanted = JsonMapper.shared().readTree(request.content().toString(StandardCharsets.UTF_8));
        } catch (JacksonException broken) {
            return RestAnswer.error(400, -1000, "Invalid JSON: " + broken.getOriginalMessage());
        }
        final JsonNode refusals = wanted.path("http429");
        final JsonNode closeAll = wanted.path("closeAll");
        if (!refusals.canConvertToInt() && !closeAll.isBoolean()) {
            return RestAnswer.error(400, -1000, "Known faults: {\"http429\":N} and {\"closeAll\":true}.");
        }
        if (refusals.canConvertToInt()) {
            rest.refuseNext(refusals.asInt());
        }
        if (closeAll.asBoolean(false)) {
            venue.closeAll();
        }
        return RestAnswer.of("{}");
    }

    private static void send(ChannelHandlerContext context, FullHttpRequest request, RestAnswer answer) {
        final FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.copiedBuffer(answer.json(), StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8");
        HttpUtil.setContentLength(response, response.content().readableBytes());
        answer.headers().forEach(response.headers()::set);
        final boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        HttpUtil.setKeepAlive(response, keepAlive);
        context.writeAndFlush(response)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.info("connection from {} closed: {}", context.channel().remoteAddress(), cause.toString());
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
