package org.sockrace.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import org.sockrace.format.GitHubAnnotations;
import org.sockrace.format.JUnitXml;
import org.sockrace.format.Json;
import org.sockrace.format.Results;
import org.sockrace.format.Sarif;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say in which formats results are written, and where to. */
final class FormatOptions {

    /** A form of the results. */
    enum Format {
        text(null), json(Json::write), junit(JUnitXml::write), sarif(Sarif::write), github(GitHubAnnotations::write);

        private final Form form;

        Format(Form form) {
            this.form = form;
        }

        void write(Results results, Writer to) throws IOException {
            form.write(results, to);
        }
    }

    /** Writes results. */
    private interface Form {
        void write(Results results, Writer to) throws IOException;
    }

    /** Reads an option as {@code --format json}. */
    private static final class AsFormat implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            args.push("--format=" + Format.json);
            return true;
        }
    }

    /** A format and its file. */
    private static final class Wanted {

        @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, junit, sarif or github. Without --output, stdout carries the document "
                + "and nothing else. May be repeated, each time with its --output.")
        private Format format;

        @Option(names = "--json", description = "The same as --format json.", preprocessor = AsFormat.class)
        @SuppressWarnings("UnusedVariable") // what it is read as is the other
        private boolean json;

        @Option(names = "--output", paramLabel = "TO", description = "Write the document of this --format to a file; the terminal shows the text.")
        private Path output;

        Document document() {
            if (format == Format.text && output != null) {
                throw new UsageException("--output is for json, junit, sarif and github: text goes to the terminal (> FILE writes it to a file)");
            }
            if (format == null) {
                throw new UsageException("--output " + output + " does not say in which format: add --format json, junit, sarif or github");
            }
            return new Document(format, Converters.STANDARD_INPUT.equals(output) ? null : output);
        }
    }

    /** A document to be written; without a file, to the standard output. */
    record Document(Format format, Path file) { }

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Wanted> wanted = new ArrayList<>();

    @Option(names = "--no-times", description = "Leave out of documents how long it took: the same results are the same bytes then.")
    private boolean noTimes;

    /** Whether documents say how long it took. */
    boolean times() {
        return !noTimes;
    }

    /**
     * What is to be written by a command whose results are no list of findings.
     *
     * @throws UsageException if that cannot be
     */
    Documents textOrJson(Session session, String command, Path... read) {
        for (Wanted each : wanted) {
            if (each.format != null && each.format != Format.text && each.format != Format.json) {
                throw new UsageException(command + " has --format text and json: " + each.format + " is for findings, as check has them");
            }
        }
        return documents(session, read);
    }

    /**
     * What is to be written.
     *
     * @param read the files that the command reads, and which are not to be written therefore; null stands for none
     * @throws UsageException if that cannot be
     */
    Documents documents(Session session, Path... read) {
        List<Document> all = wanted.stream().map(Wanted::document).toList();
        List<Format> printed = all.stream().filter(d -> d.file() == null).map(Document::format).distinct().toList();
        if (printed.size() > 1) {
            throw new UsageException("--format " + printed.get(0) + " and --format " + printed.get(1)
                    + " cannot both go to the standard output: give each but one its --output FILE");
        }
        List<Path> files = all.stream().map(Document::file).filter(Objects::nonNull).map(f -> f.toAbsolutePath().normalize()).toList();
        if (files.stream().distinct().count() < files.size()) {
            throw new UsageException("two documents cannot go to the same file");
        }
        for (Path file : read) {
            if (file != null && files.contains(file.toAbsolutePath().normalize())) {
                throw new UsageException("cannot write " + file + ": the command reads it");
            }
        }
        return new Documents(session, all.stream().filter(d -> d.format() != Format.text).distinct().toList());
    }
}
