package crucible.server.view;

import crucible.model.AccountView;
import crucible.model.Direction;
import crucible.model.Instrument;
import crucible.model.Require;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * An open position.
 *
 * @param instrument symbol
 * @param direction which way it profits
 * @param quantityBase size in base currency, above 0
 * @param entryPrice average entry price including slippage, in quote currency
 */
public record PositionView(String instrument, Direction direction, double quantityBase, double entryPrice) {
    /** No price has more, and what a quotient of doubles is wrong by lies behind them. */
    private static final MathContext DIGITS = new MathContext(15);

    public PositionView {
        entryPrice = Double.isFinite(entryPrice)
                ? new BigDecimal(entryPrice).round(DIGITS).doubleValue()
                : entryPrice;
        Require.text("instrument", instrument);
        Require.present("direction", direction);
    }

    /** The position that {@code account} has in {@code instrument}; it must have one. */
    public static PositionView of(AccountView account, Instrument instrument) {
        final long lots = account.positionLots(instrument.id());
        Require.that(lots != 0, "a position in " + instrument, lots);
        return new PositionView(
                instrument.symbol(),
                lots > 0 ? Direction.LONG : Direction.SHORT,
                instrument.quantityBase(Math.abs(lots)),
                account.entryPrice(instrument.id()));
    }
}
