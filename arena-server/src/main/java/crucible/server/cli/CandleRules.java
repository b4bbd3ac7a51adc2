package crucible.server.cli;

import crucible.exchange.rules.ListedInstrument.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code instruments.json} beside candle files: by which rules they traded. */
final class CandleRules {
    private static final String NAME = "instruments.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CandleRules() {}

    /** Writes the rules of a symbol in the place of those that were there; the other symbols stay. */
    static void put(Path folder, String venue, String symbol, Terms terms) throws IOException {
        final Path file = folder.resolve(NAME);
        final ArrayNode all = JSON.createArrayNode();
        if (Files.exists(file)) {
            for (JsonNode known : JSON.readTree(Files.readString(file))) {
                if (!known.path("symbol").asString("").equals(symbol)) {
                    all.add(known);
                }
            }
        }
        all.addObject()
                .put("symbol", symbol)
                .put("venue", venue)
                .put("kind", terms.kind().name())
                .put("base", terms.base())
                .put("quote", terms.quote())
                .put("tickSize", terms.rules().tickSize().toPlainString())
                .put("stepSize", terms.rules().stepSize().toPlainString())
                .put("minQty", terms.rules().minQuantity().toPlainString())
                .put("minNotional", terms.rules().minNotionalUsd().toPlainString());
        final Path draft = folder.resolve(NAME + ".new");
        Files.writeString(draft, all.toPrettyString() + "\n");
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
