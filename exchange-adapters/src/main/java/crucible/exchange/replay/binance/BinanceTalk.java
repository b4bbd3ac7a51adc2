package crucible.exchange.replay.binance;

import crucible.exchange.replay.wire.ClientSession;
import crucible.exchange.replay.wire.Conversation;
import crucible.exchange.replay.wire.RestAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is said on a socket of Binance: streams in the address, or asked for in requests. */
final class BinanceTalk implements Conversation {
    /** As at the exchange. */
    static final int MAX_STREAMS = 1024;

    private final ClientSession session;
    private final Predicate<String> route;
    private final List<String> names = new ArrayList<>();

    /**
     * @param route which streams play on the socket; the others are acknowledged and silent
     * @param combined whether the address asks for frames wrapped with their stream's name, and lists the streams in its
     *     query
     */
    BinanceTalk(
            ClientSession session,
            Predicate<String> route,
            boolean combined,
            String below,
            Map<String, List<String>> query) {
        this.session = session;
        this.route = route;
        session.combine(combined);
        if (combined) {
            for (String list : query.getOrDefault("streams", List.of())) {
                addNames(list);
            }
        } else {
            addNames(below);
        }
    }

    /** Names between slashes; numbers, which some clients append to tell their connections apart, are no streams. */
    private void addNames(String list) {
        for (String name : list.split("/", -1)) {
            if (!name.isBlank() && !name.chars().allMatch(Character::isDigit)) {
                names.add(name);
            }
        }
    }

    /** Whether that many more streams are allowed. */
    static boolean hasRoomFor(ClientSession session, List<String> names) {
        final long more = names.stream()
                .distinct()
                .filter(name -> !session.subscriptions().contains(name))
                .count();
        return session.subscriptions().size() + more <= MAX_STREAMS;
    }

    @Override
    public Optional<RestAnswer> refusal() {
        return hasRoomFor(session, names)
                ? Optional.empty()
                : Optional.of(BinanceWords.error(400, -1000, "Too many streams; at most 1024 per connection."));
    }

    @Override
    public void onOpen() {
        if (!names.isEmpty()) {
            subscribe(names);
            session.acknowledged();
        }
    }

    /** Subscribes to streams; those of another route stay silent, as at the exchange. */
    void subscribe(List<String> wanted) {
        session.subscribe(wanted.stream().filter(route).toList());
        session.subscribeInVain(wanted.stream().filter(route.negate()).toList());
    }

    @Override
    public void onText(String text) {
        final ControlRequests.Reply reply = ControlRequests.answer(session, this, text);
        session.reply(reply.json());
        if (reply.subscribed()) {
            session.acknowledged();
        }
    }
}
