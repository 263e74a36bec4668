package org.sockrace.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code sockrace}. */
@Command(name = "sockrace", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Checks how Linux makes sockets while the protocol's module is leaving: every interleaving, every failure.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every expectation is met", "1:something is broken, does not break as expected, or was observed and is impossible in the model",
            "2:wrong usage, no such scenario, or a damaged file",
            "3:a search was cut short (see --bound-ok), a comparison proves nothing, or a recording has gaps",
            "4:the schedule does not fit any more", "70:an error of this program", "130:interrupted; what was known is printed"})
public final class Main implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 20;

    private final Session session;

    private Main(Session session) {
        this.session = session;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"sockrace " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(cancelled, done), "interrupt"));
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        int code = run(new Session(Engines.standard(), out, err, cancelled, Terminal.isInteractive()), args);
        out.flush();
        err.flush();
        done.countDown();
        System.exit(code);
    }

    /** When the program is told to end, it first prints what it knows; unless that takes too long. */
    private static void interrupt(AtomicBoolean cancelled, CountDownLatch done) {
        cancelled.set(true);
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a command line as {@code sockrace} would, in this process, which it never ends.
     *
     * @param out where results go
     * @param err where progress and errors go
     * @param args the arguments, for example {@code compare rmmod-vs-socket --observed FILE}
     * @return the exit code, as {@code sockrace --help} lists them
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        int code = run(new Session(Engines.standard(), out, err, new AtomicBoolean(), false), args);
        out.flush();
        err.flush();
        return code;
    }

    /** Runs the command line and returns its exit code. */
    static int run(Session session, String... args) {
        Errors errors = new Errors(session);
        CommandLine command = new CommandLine(new Main(session));
        for (Object sub : List.of(new ListCommand(session), new CheckCommand(session), new ExplainCommand(session),
                new ReplayCommand(session), new CompareCommand(session), new BenchCommand(session), new ScenarioCommand(session))) {
            subcommand(command, sub);
        }
        CommandLine conform = subcommand(command, new ConformCommand(session));
        subcommand(conform, new ConformErrnoCommand(session));
        subcommand(conform, new ConformFtraceCommand(session));
        subcommand(conform, new ConformSourceCommand(session));
        command.setUsageHelpWidth(120).setOut(session.out()).setErr(session.err()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        command.setParameterExceptionHandler(errors::parameters);
        command.setExecutionExceptionHandler((e, line, parsed) -> errors.execution(e, line.getParseResult().hasMatchedOption("--verbose")));
        try {
            return command.execute(args);
        } catch (StackOverflowError | OutOfMemoryError | AssertionError e) {
            Failure.report(session, "", e, false);
            return ExitCode.INTERNAL;
        }
    }

    private static CommandLine subcommand(CommandLine parent, Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().mixinStandardHelpOptions(true);
        parent.addSubcommand(line);
        return line;
    }

    @Override
    public Integer call() {
        session.complain("error: no command: use list, check, explain, replay, compare, conform or scenario (sockrace --help shows usage)");
        return ExitCode.USAGE;
    }
}
