package crucible.testkit;

import crucible.model.AccountView;
import crucible.model.Bar;
import crucible.model.Desk;
import crucible.model.Direction;
import crucible.model.ExitReason;
import crucible.model.FillView;
import crucible.model.Funding;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.Mark;
import crucible.model.OrderEnd;
import crucible.model.OrderKind;
import crucible.model.OrderRequest;
import crucible.model.OutcomeSink;
import crucible.model.PriceBand;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Require;
import crucible.model.TimeInForce;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.model.UsdE8;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/** Plays the lines of a scenario on a desk and compares what comes out with what is expected. */
final class ScenarioPlayer implements OutcomeSink {
    private final Function<Map<String, Long>, Desk> desks;
    private final Map<String, Long> costs = new LinkedHashMap<>();
    private final List<Instrument> instruments = new ArrayList<>();
    private final List<String> agents = new ArrayList<>();
    private final Queue<ScenarioOutcome> outcomes = new ArrayDeque<>();
    private Desk desk;

    ScenarioPlayer(Function<Map<String, Long>, Desk> desks) {
        this.desks = desks;
    }

    void play(ScenarioLine line) {
        final String verb = line.word("verb");
        if (!verb.equals("expect")) {
            expectNothing();
        }
        switch (verb) {
            case "costs" -> costs(line);
            case "instrument" -> instrument(line);
            case "agent" -> agent(line);
            case "quote" -> quote(line);
            case "bar" -> bar(line);
            case "mark" -> mark(line);
            case "funding" -> funding(line);
            case "enter" -> desk().submit(entry(line));
            case "reduce" -> desk().submit(reduction(line));
            case "replace" -> replace(line);
            case "cancel" -> cancel(line);
            case "exit" -> exit(line);
            case "stop" -> stop(line);
            case "expect" -> expect(line);
            default ->
                throw new IllegalArgumentException(
                        "required: one of costs, instrument, agent, quote, bar, mark, funding, enter, exit, stop,"
                                + " expect, but was "
                                + verb);
        }
        Require.that(!line.hasMore(), "the end of the line", line.hasMore() ? line.word("word") : "");
        for (int i = 0; i < agents.size(); i++) {
            expectSoundBooks(i);
        }
    }

    void expectNothing() {
        if (!outcomes.isEmpty()) {
            throw new AssertionError("not expected: " + outcomes);
        }
    }

    private void expectSoundBooks(int agentId) {
        final AccountView books = desk.account(agentId);
        final long sum = books.capitalUsdE8()
                + books.realisedUsdE8()
                + books.unrealisedUsdE8()
                - books.feesUsdE8()
                - books.fundingUsdE8();
        if (sum != books.equityUsdE8()) {
            throw new AssertionError("books of " + agents.get(agentId) + " say " + sum + ", equity is "
                    + books.equityUsdE8() + " in 1e-8 USD");
        }
    }

    private Desk desk() {
        if (desk == null) {
            desk = desks.apply(costs);
            desk.reportTo(this);
        }
        return desk;
    }

    private void costs(ScenarioLine line) {
        Require.that(desk == null, "costs come first", "a later line");
        while (line.hasMore()) {
            costs.put(line.word("name of a cost"), line.number("cost").longValueExact());
        }
    }

    /** A symbol that is known already gets new rules. */
    private void instrument(ScenarioLine line) {
        final String symbol = line.word("symbol");
        final InstrumentKind kind = InstrumentKind.valueOf(line.word("kind").toUpperCase(Locale.ROOT));
        final BigDecimal tick = line.keyword("tick").number("tick");
        final BigDecimal step = line.keyword("step").number("step");
        final BigDecimal minQuantity = line.takes("minQuantity") ? line.number("minQuantity") : BigDecimal.ZERO;
        final BigDecimal minNotional = line.takes("minNotional") ? line.number("minNotional") : BigDecimal.ZERO;
        final PriceBand band = line.takes("band") ? band(line) : PriceBand.NONE;
        final int known = indexOf(symbol);
        final int id = known < 0 ? instruments.size() : known;
        final Instrument instrument = new Instrument(
                id,
                "scenario",
                symbol,
                symbol,
                "USD",
                kind,
                new TradingRules(tick, step, minQuantity, minNotional, 0, band));
        if (known < 0) {
            instruments.add(instrument);
        } else {
            instruments.set(known, instrument);
        }
        desk().onInstrument(instrument);
    }

    private static PriceBand band(ScenarioLine line) {
        return new PriceBand(ppm(line, "bidUp"), ppm(line, "bidDown"), ppm(line, "askUp"), ppm(line, "askDown"));
    }

    private static long ppm(ScenarioLine line, String bound) {
        return line.takes(bound) ? line.number(bound).movePointRight(6).longValueExact() : 0;
    }

    private void agent(ScenarioLine line) {
        final int id = agents.size();
        agents.add(line.word("name"));
        desk().open(id, UsdE8.of(line.number("capital")));
    }

    private void quote(ScenarioLine line) {
        final long timeMs = line.timeMs();
        final Instrument instrument = symbol(line);
        final long bid = ticks(instrument, line.number("bid"));
        final long ask = ticks(instrument, line.number("ask"));
        desk().onQuote(new Quote(instrument.id(), timeMs, bid, ask, 1, 1));
    }

    private static long ticks(Instrument instrument, BigDecimal price) {
        return price.divide(instrument.rules().tickSize()).longValueExact();
    }

    private void bar(ScenarioLine line) {
        final long openTimeMs = line.timeMs();
        final int instrument = symbol(line).id();
        final double open = line.number("open").doubleValue();
        final double high = line.number("high").doubleValue();
        final double low = line.number("low").doubleValue();
        final double close = line.number("close").doubleValue();
        Timeframe timeframe = Timeframe.M5;
        for (int i = 0; i < Timeframe.count(); i++) {
            timeframe = line.takes(Timeframe.at(i).label()) ? Timeframe.at(i) : timeframe;
        }
        final double plenty = 1e9;
        final double volume = line.takes("volume") ? line.number("volume").doubleValue() : plenty;
        final Provenance provenance = line.hasMore() ? Provenance.valueOf(line.word("provenance")) : Provenance.LIVE;
        desk().onBar(new Bar(
                instrument,
                timeframe,
                openTimeMs,
                open,
                high,
                low,
                close,
                provenance == Provenance.SYNTHETIC ? 0 : volume,
                provenance));
    }

    private void mark(ScenarioLine line) {
        final long timeMs = line.timeMs();
        final int instrument = symbol(line).id();
        final long priceUsdE12 = e12(line.number("mark price"));
        desk().onMark(new Mark(instrument, timeMs, priceUsdE12, line.takes("next") ? line.timeMs() : 0));
    }

    private void funding(ScenarioLine line) {
        final long timeMs = line.timeMs();
        final int instrument = symbol(line).id();
        final long rateE12 = e12(line.number("rate"));
        final long priceUsdE12 = line.takes("mark") ? e12(line.number("mark price")) : 0;
        desk().onFunding(new Funding(instrument, timeMs, rateE12, priceUsdE12));
    }

    private static long e12(BigDecimal value) {
        return value.movePointRight(12).longValueExact();
    }

    /** The order that the rest of a line describes. */
    private OrderRequest entry(ScenarioLine line) {
        final long decidedTimeMs = line.timeMs();
        final int agentId = name(line);
        final int instrument = symbol(line).id();
        final Direction direction = Direction.valueOf(line.word("direction").toUpperCase(Locale.ROOT));
        final long budget = UsdE8.of(line.keyword("budget").number("budget"));
        final double stop = line.keyword("stop").number("stop").doubleValue();
        final double target = line.takes("target") ? line.number("target").doubleValue() : Double.NaN;
        final boolean trailing = line.takes("trailing");
        final OrderKind kind = kind(line);
        final double price =
                kind == OrderKind.MARKET ? Double.NaN : line.number("price").doubleValue();
        final TimeInForce force = force(line);
        final int bars = line.takes("bars") ? line.number("bars").intValueExact() : 1;
        final Timeframe timeframe = line.hasMore() ? Timeframe.parse(line.word("timeframe")) : Timeframe.M5;
        final OrderRequest request = new OrderRequest()
                .entry(agentId, instrument, timeframe, direction, decidedTimeMs)
                .budget(budget)
                .bracket(stop, target, trailing);
        return priced(request, kind, price, force, bars);
    }

    private OrderRequest reduction(ScenarioLine line) {
        final long decidedTimeMs = line.timeMs();
        final int agentId = name(line);
        final Instrument instrument = symbol(line);
        final OrderRequest request =
                new OrderRequest().reduce(agentId, instrument.id(), ExitReason.RULE, decidedTimeMs);
        if (line.takes("quantity")) {
            final BigDecimal lot = instrument.rules().stepSize().multiply(BigDecimal.valueOf(instrument.lotMultiple()));
            request.lots(line.number("quantity").divide(lot).longValueExact());
        }
        final OrderKind kind = kind(line);
        final double price =
                kind == OrderKind.MARKET ? Double.NaN : line.number("price").doubleValue();
        final TimeInForce force = force(line);
        return priced(
                request,
                kind,
                price,
                force,
                line.takes("bars") ? line.number("bars").intValueExact() : 1);
    }

    private static OrderKind kind(ScenarioLine line) {
        return line.takes("limit") ? OrderKind.LIMIT : line.takes("trigger") ? OrderKind.STOP : OrderKind.MARKET;
    }

    private static TimeInForce force(ScenarioLine line) {
        return line.takes("ioc") ? TimeInForce.IOC : line.takes("post-only") ? TimeInForce.POST_ONLY : TimeInForce.GTC;
    }

    private static OrderRequest priced(
            OrderRequest request, OrderKind kind, double price, TimeInForce force, int bars) {
        return switch (kind) {
            case MARKET -> request;
            case LIMIT -> request.limit(price, force, bars);
            case STOP -> request.stop(price, bars);
        };
    }

    private void replace(ScenarioLine line) {
        final String what = line.word("enter or reduce");
        Require.that(what.equals("enter") || what.equals("reduce"), "one of enter, reduce", what);
        desk().replace(what.equals("enter") ? entry(line) : reduction(line));
    }

    private void cancel(ScenarioLine line) {
        final long timeMs = line.timeMs();
        final int agentId = name(line);
        desk().cancel(agentId, symbol(line).id(), timeMs);
    }

    private void exit(ScenarioLine line) {
        final long decidedTimeMs = line.timeMs();
        final int agentId = name(line);
        final int instrument = symbol(line).id();
        final ExitReason reason = ExitReason.valueOf(line.word("reason").toUpperCase(Locale.ROOT));
        desk().exit(agentId, instrument, reason, decidedTimeMs);
    }

    private void stop(ScenarioLine line) {
        final long decidedTimeMs = line.timeMs();
        final int agentId = name(line);
        desk().stop(agentId, line.takes("flatten"), decidedTimeMs);
    }

    private void expect(ScenarioLine line) {
        final String what = line.word("what is expected");
        switch (what) {
            case "nothing" -> expectNothing();
            case "fill" -> {
                final StringBuilder text = new StringBuilder("fill");
                for (String part : List.of("agent", "symbol", "side", "quantity", "at", "price")) {
                    text.append(' ').append(line.word(part));
                }
                expectOutcome(text.toString(), line);
            }
            case "end" ->
                expectOutcome(
                        "end " + line.word("agent") + " " + line.word("symbol") + " " + line.word("reason"), line);
            case "failure" -> expectOutcome("failure " + line.word("agent"), line);
            default -> expectBooks(what, line);
        }
    }

    private void expectOutcome(String text, ScenarioLine line) {
        final ScenarioOutcome outcome = outcomes.poll();
        equal("outcome", text, outcome == null ? "nothing" : outcome.text());
        while (line.hasMore()) {
            final String detail = line.word("detail");
            equal(detail, line.word(detail), String.valueOf(outcome.details().get(detail)));
        }
    }

    private void expectBooks(String what, ScenarioLine line) {
        final int agentId = name(line);
        final AccountView books = desk().account(agentId);
        final String was;
        switch (what) {
            case "cash" -> was = UsdE8.format(books.cashUsdE8());
            case "equity" -> was = UsdE8.format(books.equityUsdE8());
            case "realised" -> was = UsdE8.format(books.realisedUsdE8());
            case "unrealised" -> was = UsdE8.format(books.unrealisedUsdE8());
            case "fees" -> was = UsdE8.format(books.feesUsdE8());
            case "funding" -> was = UsdE8.format(books.fundingUsdE8());
            case "writtenOff" -> was = UsdE8.format(books.writtenOffUsdE8());
            case "closed" -> was = String.valueOf(books.closedTrades());
            case "held" ->
                was = String.valueOf(desk().heldBars(agentId, symbol(line).id()));
            case "position" -> {
                final Instrument instrument = symbol(line);
                was = ScenarioOutcome.base(instrument, books.positionLots(instrument.id()));
            }
            default -> throw new IllegalArgumentException("required: something that can be expected, but was " + what);
        }
        equal(what, line.word(what), was);
    }

    private static void equal(String what, String expected, String was) {
        if (!expected.equals(was)) {
            throw new AssertionError(what + ": expected " + expected + ", but was " + was);
        }
    }

    private int name(ScenarioLine line) {
        final String name = line.word("agent");
        Require.that(agents.contains(name), "agent is one of " + agents, name);
        return agents.indexOf(name);
    }

    private Instrument symbol(ScenarioLine line) {
        final String symbol = line.word("symbol");
        Require.that(indexOf(symbol) >= 0, "symbol is one of " + instruments, symbol);
        return instruments.get(indexOf(symbol));
    }

    private int indexOf(String symbol) {
        for (Instrument instrument : instruments) {
            if (instrument.symbol().equals(symbol)) {
                return instrument.id();
            }
        }
        return -1;
    }

    @Override
    public void onFill(FillView fill) {
        outcomes.add(ScenarioOutcome.fill(agents.get(fill.agentId()), instruments.get(fill.instrumentId()), fill));
    }

    @Override
    public void onOrderEnded(
            int agentId,
            long orderId,
            int instrumentId,
            boolean entry,
            OrderEnd reason,
            long neededUsdE8,
            long haveUsdE8,
            long timeMs) {
        outcomes.add(ScenarioOutcome.end(
                agents.get(agentId), instruments.get(instrumentId), reason, neededUsdE8, haveUsdE8));
    }

    @Override
    public void onFailure(int agentId, Throwable failure) {
        outcomes.add(ScenarioOutcome.failure(agents.get(agentId), failure));
    }
}
