package crucible.exchange.connection;

import java.io.IOException;

/** The venue understood a request and refuses it: an unknown symbol, a bad parameter. */
public final class VenueRefusal extends IOException {
    /** With the venue's own words. */
    public VenueRefusal(String message) {
        super(message);
    }
}
