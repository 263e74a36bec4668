package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.Schemas;

/**
 * What README.md and the pages of model/docs show is what the program prints now, and their links lead somewhere.
 *
 * <p>A fenced block that begins with {@code $ java -jar model/target/sockrace.jar ...} or {@code $ sockrace ...} is run, and what follows is compared with
 * what it prints, to the next {@code $} or the end of the block:
 *
 * <ul>
 * <li>without a line {@code ...} it is all of it but for blank lines at the end, in the width of output that goes to a file;
 * <li>a line {@code ...} stands for any lines, also at the beginning and at the end; the pieces between are whole, and in this order;
 * <li>seconds are not compared ({@code 3.5 s}); of {@code bench}, only states and transitions are, for one and two threads;
 * <li>{@code $ cat FILE} says what the file holds that later commands of the page read, {@code > FILE} what they write it to; other files are those of the
 * project.
 * </ul>
 *
 * <p>{@code -Dreadme.update=true} writes the blocks anew that have no line {@code ...}; the others are for a human to cut: their output is printed.
 */
class ReadmeTest {

    private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path README = PROJECT.resolve("README.md");
    private static final Path DOCS = PROJECT.resolve("model/docs");
    private static final Pattern COMMAND = Pattern.compile("\\$ (?:java -jar model/target/sockrace\\.jar|sockrace) (.*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    /** A slow machine reports every 15 seconds. */
    private static final Pattern PROGRESS = Pattern.compile(" \\S+  .*  [0-9,]+ s");
    private static final String CUT = "...";

    @TempDir
    private Path folder;

    /** A command of a block; lines are numbers of the page, from 0, the end not included. */
    private record Shown(String command, int from, int to) { }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS)) {
            return Stream.concat(Stream.of(README), docs.filter(page -> page.toString().endsWith(".md")).sorted()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void blocksAreWhatIsPrinted(Path page) throws IOException {
        List<String> readme = Files.readAllLines(page);
        List<Shown> all = shown(readme);
        List<String> wrong = new ArrayList<>();
        List<String> written = new ArrayList<>();
        int copied = 0;
        for (Shown shown : all) {
            List<String> expected = readme.subList(shown.from(), shown.to());
            List<String> printed = printed(shown.command(), expected);
            boolean cut = expected.contains(CUT);
            if (!fits(comparable(shown, expected), comparable(shown, printed))) {
                String piece = cut ? "\n(not in it: " + missing(comparable(shown, expected), comparable(shown, printed)) + ")" : "";
                wrong.add(PROJECT.relativize(page) + ":" + shown.from() + ": " + shown.command() + " prints\n" + String.join("\n", printed) + piece);
            }
            written.addAll(readme.subList(copied, shown.from()));
            written.addAll(cut || isBench(shown) ? expected : printed);
            copied = shown.to();
        }
        written.addAll(readme.subList(copied, readme.size()));
        if (Boolean.getBoolean("readme.update")) {
            Files.write(page, written);
        }
        assertThat(wrong).as("-Dreadme.update=true writes blocks anew that have no line '...'").isEmpty();
    }

    private static List<Shown> shown(List<String> readme) {
        List<Shown> all = new ArrayList<>();
        boolean fenced = false;
        String command = null;
        int from = 0;
        for (int i = 0; i < readme.size(); i++) {
            boolean fence = readme.get(i).strip().startsWith("```");
            if (fenced && (fence || readme.get(i).startsWith("$ ")) && command != null) {
                all.add(new Shown(command, from, i));
                command = null;
            }
            if (fenced && !fence && readme.get(i).startsWith("$ ")) {
                command = readme.get(i);
                from = i + 1;
            }
            fenced ^= fence;
        }
        return all;
    }

    /** What the command prints; what is there if it says what a file holds, or is no command of ours. */
    private List<String> printed(String line, List<String> there) throws IOException {
        if (line.startsWith("$ cat ")) {
            Files.write(folder.resolve(line.substring(6)), there);
        }
        Matcher command = COMMAND.matcher(line);
        if (!command.matches()) {
            return there;
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.group(1));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        int to = words.indexOf(">");
        String[] args = (to < 0 ? words : words.subList(0, to)).stream().map(this::path).toArray(String[]::new);
        if (args[0].equals("bench")) {
            args = new String[] {"bench", "--threads", "2"};
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Main.run(new PrintWriter(out), new PrintWriter(err), args);
        assertThat(err.toString().lines().filter(l -> !PROGRESS.matcher(l).matches())).as(line).isEmpty();
        Schemas.check(out.toString());
        String text = out.toString().replace(folder + "/", "").replace(PROJECT + "/", "");
        if (to >= 0) {
            Files.writeString(folder.resolve(words.get(to + 1)), text);
            return List.of();
        }
        return text.stripTrailing().lines().toList();
    }

    private String path(String word) {
        return Stream.of(folder, PROJECT).map(f -> f.resolve(word)).filter(f -> word.contains(".") && Files.isRegularFile(f)).findFirst()
                .map(Path::toString).orElse(word);
    }

    private static boolean isBench(Shown shown) {
        return shown.command().contains(" bench");
    }

    private static List<String> comparable(Shown shown, List<String> lines) {
        return isBench(shown) ? lines.stream().filter(l -> l.matches("  [12] .*")).map(l -> l.substring(0, 54)).toList()
                : lines.stream().map(l -> l.replaceAll("[0-9]+\\.[0-9] s\\b", "N s")).toList();
    }

    private static boolean fits(List<String> expected, List<String> printed) {
        return expected.contains(CUT) ? missing(expected, printed).isEmpty() : expected.equals(printed);
    }

    /** The first piece that is not where it should be, or an empty text. */
    private static String missing(List<String> expected, List<String> printed) {
        int at = 0;
        List<String> piece = new ArrayList<>();
        boolean anywhere = false;
        for (int i = 0; i <= expected.size(); i++) {
            boolean end = i == expected.size();
            if (!end && !expected.get(i).equals(CUT)) {
                piece.add(expected.get(i));
                continue;
            }
            int found = end && anywhere && !piece.isEmpty() ? printed.size() - piece.size() : at;
            while (anywhere && !end && found + piece.size() <= printed.size() && !begins(printed, found, piece)) {
                found++;
            }
            if (found < at || !begins(printed, found, piece)) {
                return String.join("\n", piece);
            }
            at = found + piece.size();
            piece.clear();
            anywhere = true;
        }
        return "";
    }

    private static boolean begins(List<String> printed, int at, List<String> piece) {
        return at + piece.size() <= printed.size() && printed.subList(at, at + piece.size()).equals(piece);
    }

    /** What workflows run is run nowhere here, but the program takes it. */
    @Test
    void commandsOfRecipesAreCommandLines() throws IOException {
        Pattern recipe = Pattern.compile("(?:run: |script: '?|sh ')model/target/sockrace ([^']*)");
        List<String> commands = new ArrayList<>();
        for (Path page : pages()) {
            Files.readAllLines(page).stream().map(recipe::matcher).filter(Matcher::find).map(m -> m.group(1)).forEach(commands::add);
        }
        assertThat(commands).hasSize(5);
        Session session = new Session(Engines.standard(), new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), new AtomicBoolean(),
                false);
        commands.forEach(command -> assertThat(Main.commandLine(session).parseArgs(command.strip().split(" ")).errors()).as(command).isEmpty());
    }

    /** A page has commands enough that a test which finds none would be noticed. */
    @Test
    void pagesShowCommands() throws IOException {
        int shown = 0;
        for (Path page : pages()) {
            shown += (int) shown(Files.readAllLines(page)).stream().filter(s -> COMMAND.matcher(s.command()).matches()).count();
        }
        assertThat(shown).isGreaterThan(15);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        List<String> lost = new ArrayList<>();
        Matcher link = Pattern.compile("]\\(([^)#]*)(?:#([^)]*))?\\)").matcher(Files.readString(page));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
            boolean there = Files.exists(target) && (link.group(2) == null || anchors(target).contains(link.group(2)));
            if (!there) {
                lost.add(link.group());
            }
        }
        assertThat(lost).isEmpty();
    }

    /** From README, every page can be reached. */
    @Test
    void everyPageIsLinked() throws IOException {
        String readme = Files.readString(README);
        assertThat(pages()).allSatisfy(page -> assertThat(page.equals(README) || readme.contains("(model/docs/" + page.getFileName() + ")")).isTrue());
    }

    /** Headings as the addresses that a viewer of Markdown gives them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream().filter(l -> l.startsWith("#"))
                .map(l -> l.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-')).toList();
    }

    @Test
    void piecesAreFoundInTheirOrder() {
        List<String> printed = List.of("a", "b", "c", "b", "d");
        assertThat(fits(List.of("a", "b", "c", "b", "d"), printed)).isTrue();
        assertThat(fits(List.of("a", "b", "c", "b"), printed)).isFalse();
        assertThat(fits(List.of("a", CUT), printed)).isTrue();
        assertThat(fits(List.of("b", CUT), printed)).isFalse();
        assertThat(fits(List.of(CUT, "d"), printed)).isTrue();
        assertThat(fits(List.of(CUT, "c"), printed)).isFalse();
        assertThat(fits(List.of(CUT, "b", "d"), printed)).isTrue();
        assertThat(fits(List.of(CUT, "c", CUT, "b", CUT), printed)).isTrue();
        assertThat(fits(List.of(CUT, "c", CUT, "a", CUT), printed)).isFalse();
        assertThat(fits(List.of(CUT, "c", "d", CUT), printed)).isFalse();
        assertThat(fits(List.of("a", CUT, "a", "b"), printed)).isFalse();
        assertThat(fits(List.of("a", "b", CUT, "b", "c", "b", "d"), printed)).isFalse();
    }
}
