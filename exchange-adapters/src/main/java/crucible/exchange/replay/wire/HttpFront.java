package crucible.exchange.replay.wire;

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
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door of a connection: turns it into a WebSocket, or answers REST calls on it. */
final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    private final WireVenue venue;

    HttpFront(WireVenue venue) {
        this.venue = venue;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            send(context, request, refused(400, "Malformed request."));
            return;
        }
        final QueryStringDecoder address;
        final String path;
        try {
            address = new QueryStringDecoder(request.uri());
            path = address.path();
            address.parameters();
        } catch (IllegalArgumentException broken) {
            send(context, request, refused(400, "Malformed address: " + broken.getMessage()));
            return;
        }
        final Optional<WireVenue.Place> socket = venue.socketAt(path);
        if (socket.isPresent()) {
            openSocket(context, request, socket.get(), address);
        } else if (path.equals("/__fault")) {
            send(context, request, fault(request));
        } else if (!request.method().equals(HttpMethod.GET)) {
            send(context, request, refused(405, "Only GET is served."));
        } else {
            send(
                    context,
                    request,
                    venue.answer(path, address.parameters()).orElseGet(() -> refused(404, "No such path: " + path)));
        }
    }

    private void openSocket(
            ChannelHandlerContext context, FullHttpRequest request, WireVenue.Place place, QueryStringDecoder address) {
        if (!request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            send(context, request, refused(400, "This path is a WebSocket."));
            return;
        }
        if (venue.faults().isShut()) {
            send(context, request, new RestAnswer(503, "{\"msg\":\"out of order\"}", Map.of()));
            return;
        }
        final ClientSession session = new ClientSession(venue, place.dialect(), context.channel());
        final Conversation conversation = place.dialect().converse(session, place.path(), address.parameters());
        if (conversation.refusal().isPresent()) {
            send(context, request, conversation.refusal().get());
            return;
        }
        final WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        "ws://" + request.headers().get(HttpHeaderNames.HOST) + address.path(),
                        null,
                        false,
                        WireVenue.MAX_REQUEST_BYTES)
                .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        context.pipeline().addLast(new WebSocketFrameAggregator(WireVenue.MAX_REQUEST_BYTES), session);
        context.pipeline().remove(this);
        handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                session.open(conversation);
            } else {
                context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            }
        });
    }

    private RestAnswer fault(FullHttpRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            return refused(405, "Faults are posted.");
        }
        final JsonNode wanted;
        try {
            wanted = JsonMapper.shared().readTree(request.content().toString(StandardCharsets.UTF_8));
        } catch (JacksonException broken) {
            return refused(400, "Invalid JSON: " + broken.getOriginalMessage());
        }
        final JsonNode refusals = wanted.path("http429");
        final JsonNode closeAll = wanted.path("closeAll");
        if (!refusals.canConvertToInt() && !closeAll.isBoolean()) {
            return refused(400, "Known faults: {\"http429\":N} and {\"closeAll\":true}.");
        }
        if (refusals.canConvertToInt()) {
            venue.refuseNext(refusals.asInt());
        }
        if (closeAll.asBoolean(false)) {
            venue.closeAll();
        }
        return RestAnswer.of("{}");
    }

    private static RestAnswer refused(int status, String message) {
        return new RestAnswer(
                status,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("code", -1000)
                        .put("msg", message)
                        .toString(),
                Map.of());
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
