package org.sockrace.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.sockrace.check.Violation;
import org.sockrace.report.html.HtmlReport;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Counterpart;
import org.sockrace.scenario.Scenario;
import picocli.CommandLine.Option;

/** The option that asks for a page to look at. */
final class HtmlOption {

    @Option(names = "--html", paramLabel = "PAGE", description = "Write a page, too, on which every execution can be gone through step by step. It is one "
            + "file, for any browser.")
    private Path file;

    /** The catalogue's scenarios, once they are needed. */
    private List<Scenario> catalogue;

    /** What writes a page. */
    @FunctionalInterface
    interface Content {
        /** Writes it. */
        void write(Writer to) throws IOException;
    }

    /** Without a file: the option says which. */
    HtmlOption() { }

    /** A page in that file, which may be null for none. */
    HtmlOption(Path file) {
        this.file = file;
    }

    boolean isWanted() {
        return file != null;
    }

    /**
     * Says early what will not work: nobody wants to search for an hour and then hear it.
     *
     * @throws UsageException if the page cannot be written there
     */
    void check() {
        if (file == null) {
            return;
        }
        if (file.equals(Converters.STANDARD_INPUT)) {
            throw new UsageException("--html needs the name of a file");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException("cannot write " + file + ": there is no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("cannot write " + file + ": it is a folder");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new UsageException("cannot write " + file + ": permission denied");
        }
    }

    /** An empty page. */
    static HtmlReport page(Session session) {
        return new HtmlReport("sockrace " + Main.Version.number(), session.engine().universe());
    }

    /** How the schedule of a violation of that scenario ends where nothing breaks: on the catalogue's scenario that makes the same calls and holds. */
    Function<Violation, HtmlReport.Counterpart> counterparts(Session session, Scenario scenario) {
        return violation -> session.cancelled().get() ? null : Counterpart.of(scenario, catalogue()).map(right ->
                new HtmlReport.Counterpart(right, session.engine().follow(right, violation.counterexample().replay(), HtmlReport.MOST_STEPS))).orElse(null);
    }

    private List<Scenario> catalogue() {
        if (catalogue == null) {
            catalogue = Catalogue.load().scenarios();
        }
        return catalogue;
    }

    /**
     * Writes the page, if it is wanted, and says where it is.
     *
     * @param quiet whether not to say it
     * @param code what the command would end with
     * @return what it ends with now: a page that could not be written is no success
     */
    int write(Session session, Content page, boolean quiet, int code) {
        if (file == null) {
            return code;
        }
        try (Writer to = Files.newBufferedWriter(file)) {
            page.write(to);
        } catch (IOException e) {
            session.complain("error: cannot write " + file + ": " + e.getMessage());
            return code == ExitCode.MET ? ExitCode.NOT_WRITTEN : code;
        }
        if (!quiet) {
            session.print(" page " + file + "\n");
        }
        return code;
    }
}
