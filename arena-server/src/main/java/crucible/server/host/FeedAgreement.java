package crucible.server.host;

import crucible.exchange.BarAgreement;
import crucible.exchange.BarAgreement.Field;
import crucible.exchange.BarAgreements;
import crucible.server.view.BarAgreementView;
import java.util.ArrayList;
import java.util.List;

/** How a feed's bars agree with its trades, as the face shows it. Any thread. */
final class FeedAgreement {
    private volatile String venue = "";
    private volatile BarAgreements agreements = new BarAgreements();

    /** From now on this is the feed. */
    void watch(String venueName, BarAgreements its) {
        venue = venueName;
        agreements = its;
    }

    /** As of now; empty before there is a feed. */
    List<BarAgreementView> views() {
        final List<BarAgreementView> views = new ArrayList<>();
        for (BarAgreement one : agreements.all()) {
            views.add(new BarAgreementView(
                    venue,
                    one.symbol(),
                    one.timeframe(),
                    one.agreed(),
                    one.disagreed(),
                    one.notCompared(),
                    new BarAgreementView.Fields(
                            one.disagreed(Field.OPEN),
                            one.disagreed(Field.HIGH),
                            one.disagreed(Field.LOW),
                            one.disagreed(Field.CLOSE),
                            one.disagreed(Field.VOLUME)),
                    one.newest()
                            .map(newest -> new BarAgreementView.Difference(
                                    newest.openTimeMs(),
                                    newest.field().label(),
                                    newest.venueSays(),
                                    newest.tradesSay()))));
        }
        return views;
    }
}
