package crucible.research.lake;

import crucible.model.Bar;
import crucible.model.Gap;
import crucible.model.Provenance;
import crucible.model.Quote;
import crucible.model.Timeframe;
import crucible.runtime.event.ArenaEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** Bars, quotes, marks, gaps and ticks as rows. */
final class MarketForms {
    static final RowForm BARS = new RowForm() {
        @Override
        public String columns() {
            return "instrument_id INTEGER, timeframe VARCHAR, open_time_ms BIGINT, open DOUBLE, high DOUBLE, low DOUBLE,"
                    + " close DOUBLE, volume_base DOUBLE, provenance VARCHAR";
        }

        @Override
        public void append(ArenaEvent bar, DuckDBAppender row) throws SQLException {
            row.append(bar.instrumentId())
                    .append(bar.timeframe().label())
                    .append(bar.openTimeMs())
                    .append(bar.open())
                    .append(bar.high())
                    .append(bar.low())
                    .append(bar.close())
                    .append(bar.volumeBase())
                    .append(bar.provenance().name());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            final Provenance provenance = Provenance.valueOf(row.getString(FIRST_OWN + 8));
            final Bar bar = new Bar(
                    row.getInt(FIRST_OWN),
                    Timeframe.parse(row.getString(FIRST_OWN + 1)),
                    row.getLong(FIRST_OWN + 2),
                    row.getDouble(FIRST_OWN + 3),
                    row.getDouble(FIRST_OWN + 4),
                    row.getDouble(FIRST_OWN + 5),
                    row.getDouble(FIRST_OWN + 6),
                    row.getDouble(FIRST_OWN + 7),
                    provenance);
            event.bar(bar, provenance);
        }
    };

    static final RowForm QUOTES = new RowForm() {
        @Override
        public String columns() {
            return "instrument_id INTEGER, bid_ticks BIGINT, ask_ticks BIGINT, bid_size_base DOUBLE, ask_size_base DOUBLE";
        }

        @Override
        public void append(ArenaEvent quote, DuckDBAppender row) throws SQLException {
            row.append(quote.instrumentId())
                    .append(quote.bidTicks())
                    .append(quote.askTicks())
                    .append(quote.bidSizeBase())
                    .append(quote.askSizeBase());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            event.quote(new Quote(
                    row.getInt(FIRST_OWN),
                    event.eventTimeMs(),
                    row.getLong(FIRST_OWN + 1),
                    row.getLong(FIRST_OWN + 2),
                    row.getDouble(FIRST_OWN + 3),
                    row.getDouble(FIRST_OWN + 4)));
        }
    };

    static final RowForm MARKS = new RowForm() {
        @Override
        public String columns() {
            return "instrument_id INTEGER, mark_price_usd_e12 BIGINT, next_funding_time_ms BIGINT";
        }

        @Override
        public void append(ArenaEvent mark, DuckDBAppender row) throws SQLException {
            row.append(mark.instrumentId()).append(mark.markPriceUsdE12()).append(mark.nextFundingTimeMs());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            event.mark(row.getInt(FIRST_OWN), row.getLong(FIRST_OWN + 1), row.getLong(FIRST_OWN + 2));
        }
    };

    static final RowForm GAPS = new RowForm() {
        @Override
        public String columns() {
            return "instrument_id INTEGER, timeframe VARCHAR, first_open_time_ms BIGINT, last_open_time_ms BIGINT,"
                    + " reason VARCHAR";
        }

        @Override
        public void append(ArenaEvent event, DuckDBAppender row) throws SQLException {
            final Gap gap = event.payload(Gap.class);
            row.append(gap.instrumentId())
                    .append(gap.timeframe().label())
                    .append(gap.firstOpenTimeMs())
                    .append(gap.lastOpenTimeMs())
                    .append(gap.reason());
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) throws SQLException {
            event.payload(new Gap(
                    row.getInt(FIRST_OWN),
                    Timeframe.parse(row.getString(FIRST_OWN + 1)),
                    row.getLong(FIRST_OWN + 2),
                    row.getLong(FIRST_OWN + 3),
                    row.getString(FIRST_OWN + 4)));
        }
    };

    static final RowForm TICKS = new RowForm() {
        @Override
        public String columns() {
            return "";
        }

        @Override
        public void append(ArenaEvent event, DuckDBAppender row) {
            // its time is all there is
        }

        @Override
        public void read(ResultSet row, ArenaEvent event) {
            // its time is all there is
        }
    };

    private MarketForms() {}
}
