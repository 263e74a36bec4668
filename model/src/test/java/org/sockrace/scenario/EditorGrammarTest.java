package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sockrace.kernel.KernelVersion;

/** Editors colour scenarios by the tables that the parser reads with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorGrammarTest {

    private static final Path MODEL = Path.of(System.getProperty("basedir", ""));
    private static final Path EDITOR = MODEL.resolve("docs/editor");
    private static final Path GRAMMAR = EDITOR.resolve("race.tmLanguage.json");
    /** What the parser says of a word that is in none of its tables. */
    private static final Pattern NO_WORD = Pattern.compile("unknown (statement|fault|property|attribute|switch|grade|result|call|kernel version|family"
            + "|protocol) .*|.* is no (value of|change that) .*|create cannot return .*|a thread cannot .*");

    private TextMate grammar;

    private TextMate grammar() throws IOException {
        if (grammar == null) {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(GRAMMAR, RaceGrammar.text());
            }
            grammar = new TextMate(new ObjectMapper().readTree(Files.readString(GRAMMAR)));
        }
        return grammar;
    }

    @Test
    void theFileIsMadeOfTheTables() throws IOException {
        grammar();
        assertThat(Files.readString(GRAMMAR)).as("-Dgolden.update=true writes it").isEqualTo(RaceGrammar.text());
    }

    @Test
    void anEditorFindsIt() throws IOException {
        JsonNode contributes = new ObjectMapper().readTree(Files.readString(EDITOR.resolve("package.json"))).path("contributes");
        JsonNode language = contributes.path("languages").path(0);
        assertThat(language.path("extensions").path(0).asText()).isEqualTo(ScenarioFile.SUFFIX);
        assertThat(EDITOR.resolve(language.path("configuration").asText())).isRegularFile();
        assertThat(contributes.path("grammars").path(0).path("language")).isEqualTo(language.path("id"));
        assertThat(EDITOR.resolve(contributes.path("grammars").path(0).path("path").asText())).isRegularFile();
        JsonNode written = new ObjectMapper().readTree(Files.readString(GRAMMAR));
        assertThat(contributes.path("grammars").path(0).path("scopeName")).isEqualTo(written.path("scopeName"));
    }

    @Test
    void noWordOfAnyFileIsUnknown() throws IOException {
        int words = 0;
        for (Path file : files()) {
            String text = ScenarioFile.read(file);
            assertThat(unknown(text)).as(file.toString()).isEmpty();
            List<TextMate.Scope> scopes = grammar().scopes(text);
            for (Token token : Lexer.tokens(Source.of("", text))) {
                if (token.isWord() || token.kind() == Token.Kind.STRING) {
                    assertThat(at(scopes, token)).as(file + ":" + token.line() + ": " + token.shown()).isNotEmpty();
                    words++;
                }
            }
        }
        assertThat(words).isGreaterThan(5_000);
    }

    /** Each word of each file is mistyped, once for what stands beside it. Where the parser knows no such word the editor shows so, and nowhere else. */
    @Test
    void aMistypedWordIsUnknownToBothOrToNeither() throws IOException {
        int unknown = 0;
        Set<String> seen = new HashSet<>();
        for (Path file : files()) {
            for (ScenarioParts.Part part : ScenarioParts.of(ScenarioFile.read(file), ScenarioFile.name(file))) {
                List<Token> tokens = Lexer.tokens(Source.of("", part.text()));
                for (int at : outsideOfCalls(tokens)) {
                    String beside = tokens.subList(Math.max(0, at - 1), at + 2).stream().map(Token::text).collect(Collectors.joining(" "));
                    unknown += seen.add(beside) && mistyped(file, part, tokens.get(at)) ? 1 : 0;
                }
            }
        }
        assertThat(unknown).isGreaterThan(500);
    }

    private boolean mistyped(Path file, ScenarioParts.Part part, Token token) throws IOException {
        List<String> lines = new ArrayList<>(List.of(part.text().split("\\R", -1)));
        StringBuilder line = new StringBuilder(lines.get(token.line() - 1));
        lines.set(token.line() - 1, line.insert(token.column() - 1 + token.length(), "zz").toString());
        String text = String.join("\n", lines);
        Optional<ScenarioSyntaxException> error = error(file, new ScenarioParts.Part(part.name(), text, part.earlier(), part.later()));
        boolean shown = grammar().scopes(text).stream().anyMatch(s -> invalid(s) && covers(s, token));
        String where = file + ":" + token.line() + ": '" + token.text() + "zz'";
        if (shown) {
            assertThat(error).as(where + " is shown as a mistake").isPresent();
        }
        boolean unknown = error.filter(e -> NO_WORD.matcher(e.problem()).matches() && e.place().line() == token.line()
                && e.place().column() == token.column()).isPresent();
        if (unknown) {
            assertThat(shown).as(where + " is not shown as a mistake, but " + error.get().problem()).isTrue();
        }
        return unknown;
    }

    private static Optional<ScenarioSyntaxException> error(Path file, ScenarioParts.Part part) {
        try {
            ScenarioParser.parse(part, file.toString(), ScenarioFile.name(file));
            return Optional.empty();
        } catch (ScenarioSyntaxException e) {
            return Optional.of(e);
        }
    }

    @Test
    void everyWordOfTheTablesIsKnown() throws IOException {
        List<String> lines = new ArrayList<>();
        Fault.ids().forEach(fault -> lines.addAll(List.of("faults " + fault, "fd, 0 allowed by none, " + fault + " \"why\"")));
        ScenarioParser.PROPERTIES.forEach(property -> lines.addAll(List.of("always " + property, "expect breaks " + property + " O1")));
        KernelVersion.texts().forEach(version -> lines.add("kernel " + version));
        for (KernelSwitch known : KernelSwitch.values()) {
            lines.add("kernel 4.4 " + known.id() + "=50 traced=yes");
            known.choices().forEach(choice -> lines.add("kernel 4.4 " + known.id() + " = " + choice + " traced=yes"));
        }
        for (ModuleAttribute attribute : ModuleAttribute.values()) {
            attribute.choices().forEach(choice -> lines.add("module m " + attribute.id() + "=" + choice + " owner=self"));
        }
        Stream.of(CallKind.values()).forEach(call -> lines.add("T0: s = " + call.id() + "(0); T1 x2 user: " + call.id() + "(l, SOCK_RAW) # why"));
        Stream.of(Grade.values()).forEach(grade -> lines.add("*, 7 " + grade.id()));
        Values.words().forEach(result -> lines.add("never " + result + ", -EAGAIN \"why\""));
        lines.removeIf(line -> line.matches("kernel 4.4 .*=50 .*") && !line.matches(".*(protocol-max|max-modprobes).*"));
        assertThat(unknown(String.join("\n", lines))).isEmpty();
        assertThat(scoped("module m create=ok | -ENOMEM family=AF_X25 source=\"a b.java\"|x/Y$Z.java alias=a|b; T0: close(3)", "entity.other.attribute-name"))
                .isEqualTo(4);
        assertThat(scoped("kernel 6.1 traced=yes || T0: s = socket(PF_X25,\n  SOCK_RAW)\n    close(s); always no-data-race", "keyword.control")).isEqualTo(2);
        assertThat(scoped("faults\n", "keyword.control") + scoped("faults file,  # this\n\n  copy\nkernel 6.1", "keyword.control")).isEqualTo(3);
        assertThat(unknown("faults file,  # this\n\n  copy # that\nkernel 6.1")).isEmpty();
        assertThat(scoped("faults file, kernel\nT0: s = sokcet(3)\nmodule = close(s)\nkernel: close(3)", "invalid.illegal")).isEqualTo(2);
    }

    /** What the editor shows as a mistake, with its line. */
    private List<String> unknown(String text) throws IOException {
        String[] lines = text.split("\\R", -1);
        return grammar().scopes(text).stream().filter(EditorGrammarTest::invalid)
                .map(s -> s.line() + ": " + lines[s.line() - 1].substring(s.from() - 1, s.to() - 1) + " in " + lines[s.line() - 1]).toList();
    }

    private long scoped(String text, String scope) throws IOException {
        return grammar().scopes(text).stream().filter(s -> s.name().equals(scope + ".race")).count();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("docs", "src/main/resources", "src/test/resources/races")) {
            try (Stream<Path> found = Files.walk(MODEL.resolve(folder))) {
                found.filter(file -> file.toString().endsWith(ScenarioFile.SUFFIX)).sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** What stands between a call's brackets is for the parser: variables and modules are declared elsewhere. */
    private static List<Integer> outsideOfCalls(List<Token> tokens) {
        List<Integer> outside = new ArrayList<>();
        boolean inside = false;
        for (int i = 0; i < tokens.size(); i++) {
            inside = tokens.get(i).is("(") || inside && !tokens.get(i).is(")");
            if (tokens.get(i).isWord() && !inside) {
                outside.add(i);
            }
        }
        return outside;
    }

    private static List<TextMate.Scope> at(List<TextMate.Scope> scopes, Token token) {
        return scopes.stream().filter(s -> covers(s, token)).toList();
    }

    private static boolean covers(TextMate.Scope scope, Token token) {
        return scope.line() == token.line() && scope.from() <= token.column() && scope.to() >= token.column() + token.length();
    }

    private static boolean invalid(TextMate.Scope scope) {
        return scope.name().startsWith("invalid");
    }
}
