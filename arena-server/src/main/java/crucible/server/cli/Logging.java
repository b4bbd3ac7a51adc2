package crucible.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The log: plain lines on standard error by logback.xml; on request JSON lines into files of bounded size, too. */
public final class Logging {
    private static final int KEPT_FILES = 5;
    private static final long FILE_BYTES = 20L * 1024 * 1024;

    private Logging() {}

    /** Applies {@code CRUCIBLE_LOG_JSON=FILE} and {@code CRUCIBLE_DEBUG}; call once, first. */
    public static void start() {
        final ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext loggers)) {
            return;
        }
        if (System.getenv("CRUCIBLE_DEBUG") != null) {
            loggers.getLogger("crucible").setLevel(Level.DEBUG);
        }
        final String file = System.getenv("CRUCIBLE_LOG_JSON");
        if (file != null && !file.isBlank()) {
            loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(jsonFile(loggers, file));
        }
    }

    private static RollingFileAppender<ILoggingEvent> jsonFile(LoggerContext loggers, String file) {
        final RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(loggers);
        appender.setFile(file);
        final JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(loggers);
        encoder.start();
        appender.setEncoder(encoder);
        final FixedWindowRollingPolicy kept = new FixedWindowRollingPolicy();
        kept.setContext(loggers);
        kept.setParent(appender);
        kept.setFileNamePattern(file + ".%i");
        kept.setMaxIndex(KEPT_FILES);
        kept.start();
        final SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(loggers);
        full.setMaxFileSize(new FileSize(FILE_BYTES));
        full.start();
        appender.setRollingPolicy(kept);
        appender.setTriggeringPolicy(full);
        appender.start();
        return appender;
    }
}
