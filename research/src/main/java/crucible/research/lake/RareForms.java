package crucible.research.lake;

import crucible.model.Birth;
import crucible.model.Funding;
import crucible.model.Genesis;
import crucible.model.Instrument;
import crucible.model.InstrumentKind;
import crucible.model.PriceBand;
import crucible.model.Timeframe;
import crucible.model.TradingRules;
import crucible.runtime.dsl.BlueprintCodec;
import crucible.runtime.event.ArenaEvent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/** The tournament's rules, instrument rules, funding rates and births as rows; lists are texts with commas. */
final class RareForms {
    /** Between a delayed clone's origin and its delay in bars. */
    private static final String DELAY = ":";

    static final RowForm TOURNAMENT = new RowForm() {
        @Override
        public String columns() {
            return "format_version INTEGER, code_version VARCHAR, seed BIGINT, capital_usd_e8 BIGINT, slots INTEGER,"
                    + " timeframes VARCHAR, cost_digest VARCHAR, configuration VARCHAR";
        }

        @Override
        public void append(ArenaEvent event, DuckDBAppender row) throws SQLException {
            final Genesis genesis = event.payload(Genesis.class);
            row.append(genesis.formatVersion())
                    .append(genesis.codeVersion())
                    .append(genesis.seed())
                    .append(genesis.capitalUsdE8())
                    .append(genesis.slots())
                    .append(genesis.timeframes().stream().map(Timeframe::label).collect(Collectors.joining(",")))
                    .append(genesis.costDigest())
                    .append(genesis.configuration());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            event.payload(new Genesis(
                    row.getInt(FIRST_OWN),
                    row.getString(FIRST_OWN + 1),
                    row.getLong(FIRST_OWN + 2),
                    row.getLong(FIRST_OWN + 3),
                    row.getInt(FIRST_OWN + 4),
                    list(row.getString(FIRST_OWN + 5)).stream()
                            .map(Timeframe::parse)
                            .toList(),
                    row.getString(FIRST_OWN + 6),
                    row.getString(FIRST_OWN + 7)));
        }
    };

    static final RowForm RULES = new RowForm() {
        @Override
        public String columns() {
            return "instrument_id INTEGER, venue VARCHAR, symbol VARCHAR, base VARCHAR, quote VARCHAR, kind VARCHAR,"
                    + " tick_size VARCHAR, step_size VARCHAR, min_quantity VARCHAR, min_notional_usd VARCHAR,"
                    + " effective_time_ms BIGINT, bid_up_ppm BIGINT, bid_down_ppm BIGINT, ask_up_ppm BIGINT,"
                    + " ask_down_ppm BIGINT";
        }

        @Override
        public void append(ArenaEvent event, DuckDBAppender row) throws SQLException {
            final Instrument instrument = event.payload(Instrument.class);
            final TradingRules rules = instrument.rules();
            row.append(instrument.id())
                    .append(instrument.venue())
                    .append(instrument.symbol())
                    .append(instrument.base())
                    .append(instrument.quote())
                    .append(instrument.kind().name())
                    .append(rules.tickSize().toPlainString())
                    .append(rules.stepSize().toPlainString())
                    .append(rules.minQuantity().toPlainString())
                    .append(rules.minNotionalUsd().toPlainString())
                    .append(rules.effectiveTimeMs())
                    .append(rules.band().bidUpPpm())
                    .append(rules.band().bidDownPpm())
                    .append(rules.band().askUpPpm())
                    .append(rules.band().askDownPpm());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            event.payload(new Instrument(
                    row.getInt(FIRST_OWN),
                    row.getString(FIRST_OWN + 1),
                    row.getString(FIRST_OWN + 2),
                    row.getString(FIRST_OWN + 3),
                    row.getString(FIRST_OWN + 4),
                    InstrumentKind.valueOf(row.getString(FIRST_OWN + 5)),
                    new TradingRules(
                            new BigDecimal(row.getString(FIRST_OWN + 6)),
                            new BigDecimal(row.getString(FIRST_OWN + 7)),
                            new BigDecimal(row.getString(FIRST_OWN + 8)),
                            new BigDecimal(row.getString(FIRST_OWN + 9)),
                            row.getLong(FIRST_OWN + 10),
                            new PriceBand(
                                    row.getLong(FIRST_OWN + 11),
                                    row.getLong(FIRST_OWN + 12),
                                    row.getLong(FIRST_OWN + 13),
                                    row.getLong(FIRST_OWN + 14)))));
        }
    };

    static final RowForm BIRTHS = new RowForm() {
        @Override
        public String columns() {
            return "agent_id INTEGER, slot INTEGER, blueprint VARCHAR, seed BIGINT, generation INTEGER, parents VARCHAR,"
                    + " origin VARCHAR, actor VARCHAR, reason VARCHAR";
        }

        @Override
        public void append(ArenaEvent event, DuckDBAppender row) throws SQLException {
            final Birth birth = event.payload(Birth.class);
            row.append(birth.agentId())
                    .append(birth.slot())
                    .append(BlueprintCodec.toJson(birth.blueprint()))
                    .append(birth.seed())
                    .append(birth.generation())
                    .append(birth.parents().stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .append(origin(birth))
                    .append(birth.actor())
                    .append(birth.reason());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            final String[] origin = row.getString(FIRST_OWN + 6).split(DELAY, 2);
            event.payload(new Birth(
                    row.getInt(FIRST_OWN),
                    row.getInt(FIRST_OWN + 1),
                    BlueprintCodec.parse(row.getString(FIRST_OWN + 2)),
                    row.getLong(FIRST_OWN + 3),
                    row.getInt(FIRST_OWN + 4),
                    list(row.getString(FIRST_OWN + 5)).stream()
                            .map(Integer::valueOf)
                            .toList(),
                    Birth.Origin.valueOf(origin[0]),
                    row.getString(FIRST_OWN + 7),
                    row.getString(FIRST_OWN + 8),
                    origin.length == 1 ? 0 : Integer.parseInt(origin[1])));
        }

        private static String origin(Birth birth) {
            return birth.delayBars() == 0
                    ? birth.origin().name()
                    : birth.origin().name() + DELAY + birth.delayBars();
        }
    };

    static final RowForm FUNDINGS = new RowForm() {
        @Override
        public String columns() {
            return "instrument_id INTEGER, funding_time_ms BIGINT, rate_e12 BIGINT, mark_price_usd_e12 BIGINT";
        }

        @Override
        public void append(ArenaEvent event, DuckDBAppender row) throws SQLException {
            final Funding funding = event.payload(Funding.class);
            row.append(funding.instrumentId())
                    .append(funding.fundingTimeMs())
                    .append(funding.rateE12())
                    .append(funding.markPriceUsdE12());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            event.payload(new Funding(
                    row.getInt(FIRST_OWN),
                    row.getLong(FIRST_OWN + 1),
                    row.getLong(FIRST_OWN + 2),
                    row.getLong(FIRST_OWN + 3)));
        }
    };

    private RareForms() {}

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
    }
}
