package org.sockrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code sockrace}. */
@Command(name = "sockrace", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Checks how Linux makes sockets while the protocol's module is leaving: every interleaving, every failure.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every expectation is met", "1:something is broken, does not break as expected, or was observed and is impossible in the model",
            "2:wrong usage, no such scenario, one that cannot be set up, or a damaged file",
            "3:a search was cut short (see --bound-ok), a comparison proves nothing, or a recording has gaps",
            "4:the schedule does not fit any more", "5:a defect was noticed by no scenario", "70:an error of this program",
            "74:the output cannot be written (a full disk, stdout closed)", "130:interrupted; what was known is printed (143 by SIGTERM)",
            "141:nobody reads the output any more (as in: check --all | head -1); nothing more is done then"})
public final class Main implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 20;

    /** Help takes no less. */
    private static final int LEAST_WIDTH = 60;

    private static final Map<String, Function<Session, Object>> COMMANDS = new LinkedHashMap<>();
    /** Commands that speak of the others. */
    private static final Set<String> OF_OTHERS = Set.of("help", "completion", "man");

    static {
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("merge", MergeCommand::new);
        COMMANDS.put("prove", ProveCommand::new);
        COMMANDS.put("explain", ExplainCommand::new);
        COMMANDS.put("replay", ReplayCommand::new);
        COMMANDS.put("diff", DiffCommand::new);
        COMMANDS.put("witness", WitnessCommand::new);
        COMMANDS.put("export", ExportCommand::new);
        COMMANDS.put("odds", OddsCommand::new);
        COMMANDS.put("simulate", SimulateCommand::new);
        COMMANDS.put("times", TimesCommand::new);
        COMMANDS.put("predict", PredictCommand::new);
        COMMANDS.put("list", ListCommand::new);
        COMMANDS.put("show", ShowCommand::new);
        COMMANDS.put("new", NewCommand::new);
        COMMANDS.put("conform", ConformCommand::new);
        COMMANDS.put("scenario", ScenarioCommand::new);
        COMMANDS.put("compare", CompareCommand::new);
        COMMANDS.put("mutate", MutateCommand::new);
        COMMANDS.put("litmus", LitmusCommand::new);
        COMMANDS.put("bench", BenchCommand::new);
        COMMANDS.put("completion", CompletionCommand::new);
        COMMANDS.put("man", ManCommand::new);
        COMMANDS.put("help", HelpCommand::new);
    }

    private final Session session;

    @Spec
    private CommandSpec spec;

    private Main(Session session) {
        this.session = session;
    }

    /** The version of the jar, and of what sources it was built. */
    static final class Version implements IVersionProvider {

        private static final String SOURCES = "git.properties";

        @Override
        public String[] getVersion() {
            return new String[] {"sockrace " + number() + commit()};
        }

        /** The version alone. */
        static String number() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }

        /** The commit, and whether it was changed; nothing if the sources were in no repository. */
        private static String commit() {
            Properties sources = new Properties();
            try (InputStream in = Main.class.getResourceAsStream(SOURCES)) {
                if (in == null) {
                    return "";
                }
                sources.load(in);
            } catch (IOException e) {
                return "";
            }
            String commit = sources.getProperty("git.commit.id.abbrev", "");
            return commit.isEmpty() ? "" : " (" + commit + (Boolean.parseBoolean(sources.getProperty("git.dirty")) ? ", changed)" : ")");
        }
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(cancelled, done), "interrupt"));
        Session session = new Session(Engines.standard(), System.in, Output.standard(), Output.errors(), cancelled, Terminal.ofProcess(), System.getenv());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught(session, thread, failure));
        int code = run(session, args);
        done.countDown();
        System.exit(code);
    }

    /** A worker that the heap has no room for ends, and the search with it, which says so itself. */
    private static void uncaught(Session session, Thread thread, Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            Failure.report(session, thread.getName(), failure, true);
        }
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
        return run(new Session(Engines.standard(), out, err, new AtomicBoolean(), false), args);
    }

    /** Runs the command line and returns its exit code. Whatever was written has arrived then, or the code says that it has not. */
    static int run(Session session, String... args) {
        return session.finish(execute(session, args));
    }

    private static int execute(Session session, String... args) {
        try {
            return commandLine(session, args).execute(args);
        } catch (StackOverflowError | OutOfMemoryError | AssertionError e) {
            Failure.report(session, "", e, false);
            return ExitCode.INTERNAL;
        }
    }

    /** All commands. */
    static CommandLine commandLine(Session session) {
        return commandLine(session, COMMANDS.keySet());
    }

    /** The one command that is asked for: it takes a while to make all. */
    private static CommandLine commandLine(Session session, String... args) {
        boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !OF_OTHERS.contains(args[0]);
        return commandLine(session, one ? Set.of(args[0]) : COMMANDS.keySet());
    }

    private static CommandLine commandLine(Session session, Set<String> names) {
        Errors errors = new Errors(session);
        CommandLine command = line(session, new Main(session));
        names.forEach(name -> command.addSubcommand(name, line(session, COMMANDS.get(name).apply(session))));
        CommandLine conform = command.getSubcommands().get("conform");
        if (conform != null) {
            conform.addSubcommand(line(session, new ConformErrnoCommand(session)));
            conform.addSubcommand(line(session, new ConformFtraceCommand(session)));
            conform.addSubcommand(line(session, new ConformSourceCommand(session)));
        }
        command.setUsageHelpWidth(Math.max(LEAST_WIDTH, session.terminal().columns().getAsInt()));
        command.setOut(session.out().writer()).setErr(session.err().writer()).setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false);
        command.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        Converters.register(command);
        command.setParameterExceptionHandler(errors::parameters);
        command.setExecutionExceptionHandler((e, line, parsed) -> errors.execution(e, line.getParseResult().hasMatchedOption("--verbose")));
        return command;
    }

    private static CommandLine line(Session session, Object command) {
        CommandLine line = new CommandLine(command, new Options(session));
        line.getCommandSpec().mixinStandardHelpOptions(true);
        return line;
    }

    /** Makes the groups of options that commands share. */
    private record Options(Session session) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> kind) throws Exception {
            return kind == Selection.class ? kind.cast(new Selection(session)) : kind == ListOptions.class ? kind.cast(new ListOptions(session))
                    : CommandLine.defaultFactory().create(kind);
        }
    }

    @Override
    public Integer call() {
        session.complain("error: no command: use " + String.join(", ", spec.commandLine().getSubcommands().keySet())
                + " (sockrace --help says what each does)");
        return ExitCode.USAGE;
    }
}
