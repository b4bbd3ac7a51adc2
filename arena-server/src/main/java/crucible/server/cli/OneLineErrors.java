package crucible.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors as people want them: one line that says what to do. With {@code CRUCIBLE_DEBUG} set, the stack trace follows. */
public final class OneLineErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        final String message = failure.getMessage();
        final boolean told = message != null && !message.isBlank();
        tell(command, told ? message : failure.getClass().getSimpleName(), failure);
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        final CommandLine command = failure.getCommandLine();
        tell(command, failure.getMessage(), failure);
        if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void tell(CommandLine command, String message, Exception failure) {
        final PrintWriter err = command.getErr();
        err.println("crucible: " + message.lines().findFirst().orElse(message));
        if (System.getenv("CRUCIBLE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        err.flush();
    }
}
