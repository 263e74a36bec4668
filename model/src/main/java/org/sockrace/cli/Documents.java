package org.sockrace.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import org.sockrace.format.GitHubSummary;
import org.sockrace.format.Results;

/** The documents that a command writes when it is done, in files or instead of its text. */
final class Documents {

    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    private final Session session;
    private final List<FormatOptions.Document> all;

    /**
     * Documents of that kind. Whoever waits for a search should not learn after it that a file cannot be written: folders are made now. What a former run has
     * written goes away now, lest it be taken for what a run has found that ends before it can write.
     *
     * @throws UsageException if a file cannot be written
     */
    Documents(Session session, List<FormatOptions.Document> all) {
        this.session = session;
        this.all = all;
        all.stream().map(FormatOptions.Document::file).filter(f -> f != null).forEach(Documents::prepare);
    }

    private static void prepare(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + ": the folder " + folder + " cannot be made");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("cannot write " + file + ": it is a folder");
        }
        if (Files.exists(file) ? !Files.isWritable(file) : folder != null && !Files.isWritable(folder)) {
            throw new UsageException("cannot write " + file + ": permission denied");
        }
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + ": what is there cannot be replaced");
        }
    }

    /** Whether text is printed: else a document is, and nothing but it. */
    boolean text() {
        return all.stream().noneMatch(d -> d.file() == null);
    }

    /** Whether there is any. */
    boolean any() {
        return !all.isEmpty();
    }

    /**
     * Writes them all, whatever becomes of one.
     *
     * @throws OutputException if one cannot be written; that has been said
     */
    void write(Supplier<Results> found) {
        if (all.isEmpty()) {
            return;
        }
        Results results = found.get();
        boolean written = summary(results);
        for (FormatOptions.Document document : all) {
            written &= document.file() == null || toFile(document.file(), to -> document.format().write(results, to));
        }
        for (FormatOptions.Document document : all) {
            if (document.file() == null) {
                print(results, document.format());
            }
        }
        if (!written) {
            throw new OutputException();
        }
    }

    private void print(Results results, FormatOptions.Format format) {
        try {
            format.write(results, session.out().writer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.arrived();
    }

    private boolean summary(Results results) {
        String file = session.environment().getOrDefault(SUMMARY, "");
        if (file.isEmpty() || all.stream().noneMatch(d -> d.format() == FormatOptions.Format.github)) {
            return true;
        }
        try {
            return toFile(Path.of(file), to -> GitHubSummary.write(results, to), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (InvalidPathException e) {
            return notWritten(file, "it cannot be the name of a file");
        }
    }

    private interface Content {
        void write(Writer to) throws IOException;
    }

    private boolean toFile(Path file, Content content, OpenOption... how) {
        try (Writer to = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file, how), StandardCharsets.UTF_8))) {
            content.write(to);
            return true;
        } catch (IOException e) {
            return notWritten(file.toString(), e instanceof FileSystemException f && f.getReason() == null ? "no such folder" : e.getMessage());
        }
    }

    private boolean notWritten(String file, String why) {
        session.complain("error: cannot write " + file + ": " + why);
        return false;
    }
}
