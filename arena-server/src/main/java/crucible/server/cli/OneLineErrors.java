package crucible.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Errors as people want them: one line that says what to do; where a message lists several things, one line each below it.
 * With {@code CRUCIBLE_DEBUG} set, the stack trace follows.
 */
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
        final boolean unknownCommand = isUnknownCommand(failure, command);
        tell(command, unknownCommand ? whichThereAre(failure, command) : failure.getMessage(), failure);
        if (unknownCommand || !UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static boolean isUnknownCommand(ParameterException failure, CommandLine command) {
        return failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty();
    }

    private static String whichThereAre(ParameterException failure, CommandLine command) {
        return "there is no command "
                + ((UnmatchedArgumentException) failure).getUnmatched().get(0) + "; there are "
                + String.join(", ", command.getSubcommands().keySet());
    }

    private static void tell(CommandLine command, String message, Exception failure) {
        final PrintWriter err = command.getErr();
        err.println("crucible: " + message);
        if (System.getenv("CRUCIBLE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        err.flush();
    }
}
