package crucible.server.trials;

import crucible.server.trials.BacktestTrial.Conditions;
import crucible.server.trials.BacktestTrial.Purpose;
import crucible.server.trials.BacktestTrial.Sample;
import crucible.server.trials.BacktestTrial.Strategy;
import crucible.watchtower.evidence.ReturnSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A trial as a line: the CRC32C of what follows it as 8 hexadecimal digits, a space, one JSON object, a line feed. The
 * object's {@code v} is the version of its fields; a line of an unknown version is damage, never a guess.
 */
final class TrialLine {
    private static final int VERSION = 1;
    private static final int CHECK_DIGITS = 8;

    private TrialLine() {}

    /** The line with its line feed. */
    static byte[] write(BacktestTrial trial) {
        final ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("v", VERSION).put("scope", "BACKTESTS").put("key", trial.key());
        json.put("purpose", trial.purpose().name());
        json.putObject("strategy")
                .put("identity", trial.strategy().identity())
                .put("name", trial.strategy().name())
                .put("family", trial.strategy().family());
        final ObjectNode sample = json.putObject("sample");
        sample.put("digest", trial.sample().digest());
        trial.sample().instruments().forEach(sample.putArray("instruments")::add);
        sample.put("timeframe", trial.sample().timeframe())
                .put("fromTimeMs", trial.sample().fromTimeMs())
                .put("toTimeMs", trial.sample().toTimeMs());
        json.putObject("conditions")
                .put("costDigest", trial.conditions().costDigest())
                .put("zeroCost", trial.conditions().zeroCost())
                .put("rules", trial.conditions().rules())
                .put("codeVersion", trial.conditions().codeVersion());
        final ReturnSummary returns = trial.returns();
        final ObjectNode summary = json.putObject("returns").put("observations", returns.observations());
        put(summary, "mean", returns.mean());
        put(summary, "sd", returns.sd());
        put(summary, "skewness", returns.skewness());
        put(summary, "kurtosis", returns.kurtosis());
        put(summary, "sharpe", returns.sharpe());
        put(summary, "t", returns.t());
        json.put("trades", trial.trades()).put("registeredTimeMs", trial.registeredTimeMs());
        final byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        final byte[] head = (check(text, 0, text.length) + " ").getBytes(StandardCharsets.US_ASCII);
        final byte[] line = new byte[head.length + text.length + 1];
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(text, 0, line, head.length, text.length);
        line[line.length - 1] = '\n';
        return line;
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    /**
     * What is wrong with {@code bytes[from, to)}, a line without its line feed, as bytes; null where they are as
     * written.
     */
    static String tornBy(byte[] bytes, int from, int to) {
        final int text = from + CHECK_DIGITS + 1;
        if (to <= text || bytes[text - 1] != ' ') {
            return "it has no checksum";
        }
        final String told = new String(bytes, from, CHECK_DIGITS, StandardCharsets.US_ASCII);
        final String found = check(bytes, text, to - text);
        return told.equals(found) ? null : "its checksum is " + told + ", but its content has " + found;
    }

    /**
     * Reads a line whose bytes are as they were written.
     *
     * @throws IllegalArgumentException where no trial is written so: by other software, then, or by hand
     */
    static BacktestTrial read(byte[] bytes, int from, int to) {
        final int text = from + CHECK_DIGITS + 1;
        try {
            return parse(JsonMapper.shared().readTree(bytes, text, to - text));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static BacktestTrial parse(JsonNode json) {
        if (json.path("v").asInt(0) != VERSION) {
            throw new IllegalArgumentException("its version is " + json.path("v") + ", " + VERSION + " is known");
        }
        final JsonNode strategy = json.path("strategy");
        final JsonNode sample = json.path("sample");
        final JsonNode conditions = json.path("conditions");
        final JsonNode returns = json.path("returns");
        final List<String> instruments = new ArrayList<>();
        sample.path("instruments").forEach(symbol -> instruments.add(symbol.asString()));
        return new BacktestTrial(
                new Strategy(text(strategy, "identity"), text(strategy, "name"), text(strategy, "family")),
                new Sample(
                        text(sample, "digest"),
                        instruments,
                        text(sample, "timeframe"),
                        sample.path("fromTimeMs").asLong(),
                        sample.path("toTimeMs").asLong()),
                new Conditions(
                        text(conditions, "costDigest"),
                        conditions.path("zeroCost").asBoolean(),
                        text(conditions, "rules"),
                        text(conditions, "codeVersion")),
                Purpose.valueOf(text(json, "purpose")),
                new ReturnSummary(
                        returns.path("observations").asLong(),
                        number(returns, "mean"),
                        number(returns, "sd"),
                        number(returns, "skewness"),
                        number(returns, "kurtosis")),
                json.path("trades").asLong(),
                json.path("registeredTimeMs").asLong());
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static double number(JsonNode json, String name) {
        return json.path(name).isNumber() ? json.path(name).asDouble() : Double.NaN;
    }

    private static String check(byte[] bytes, int offset, int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
