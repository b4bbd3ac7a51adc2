package crucible.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts in what {@code ${ENV_NAME}} and {@code ${file:/path}} stand for. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final UnaryOperator<String> environment;

    /** @param environment value of a variable, null where it is not set */
    Placeholders(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    static boolean in(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /** The text with all placeholders filled; fails with what is missing, never with a value. */
    String fill(String text) {
        final Matcher matcher = PLACEHOLDER.matcher(text);
        final StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1))));
        }
        return matcher.appendTail(filled).toString();
    }

    private String value(String name) {
        if (name.startsWith("file:")) {
            final Path file = Path.of(name.substring("file:".length()));
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException("the file " + file + " cannot be read", e);
            }
        }
        if (!ENV_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("allowed are ${ENV_NAME} and ${file:/path}, but was ${" + name + "}");
        }
        final String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment variable " + name + " is not set");
        }
        return value;
    }
}
