package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.check.Verdict;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;

/** Scenarios in files, in folders and on the standard input. */
class FilesTest {

    private final CliFixture cli = new CliFixture();
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("b.race"), "T0: close(3)\n");
        Files.writeString(folder.resolve("a.race"), "T0: close(4)\n");
        Files.writeString(folder.resolve("notes.txt"), "no scenario\n");
        Files.createDirectory(folder.resolve("empty.race"));
    }

    private String errorOf(Path file) {
        assertThat(cli.run("check", "-f", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.engine.checked).isEmpty();
        return cli.err.replace(folder.toString(), "FOLDER");
    }

    @Test
    void programsAndFilesAreScenarios() {
        assertThat(cli.run("check", "-e", "T0: close(3) || T1: close(3)", "-f", folder.resolve("b.race").toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.checked).containsExactly("b", "ad-hoc");
    }

    @Test
    void aFolderIsAllThatIsInIt() {
        cli.engine.answers.put("b", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
        assertThat(cli.run("check", "-f", folder.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(cli.engine.checked).containsExactly("a", "b");
        assertThat(cli.out).contains("sockrace replay -f " + folder.resolve("b.race") + " 0x4,1x9,0");
        assertThat(errorOfFolder()).isEqualTo("error: cannot read FOLDER/empty.race: it is a folder without a file *.race\n");
    }

    private String errorOfFolder() {
        cli.engine.checked.clear();
        return errorOf(folder.resolve("empty.race"));
    }

    /** As after -f, for every command that takes scenarios; a name of the catalogue is first. */
    @Test
    void aFileIsFoundByItsName() {
        cli.engine.answers.put("b", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
        String file = folder.resolve("b.race").toString();
        assertThat(cli.run("check", file, "10")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(cli.out).contains("sockrace replay -f " + file + " 0x4,1x9,0");
        assertThat(cli.run("explain", folder.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(cli.run("replay", file + ":0x4")).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.checked).containsExactly("b", "rmmod-vs-socket", "a", "b", "b:0x4");
        assertThat(cli.run("check", "--json", "--output", file, file)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("the command reads it");
    }

    @Test
    void whatMayBeAFileIsSaid() {
        assertThat(errorOfName(folder.resolve("notes.txt").toString()))
                .isEqualTo("error: no scenario of the catalogue matches 'FOLDER/notes.txt'; -f FOLDER/notes.txt reads the file of that name\n");
        assertThat(errorOfName("none.race")).isEqualTo("error: no scenario of the catalogue matches 'none.race', and there is no such file\n");
        assertThat(errorOfName("a\0b")).startsWith("error: no scenario matches 'a?b'");
        assertThat(errorOfName("")).startsWith("error: no scenario matches ''");
        assertThat(errorOfName(folder.resolve("empty.race").toString())).isEqualTo("error: cannot read FOLDER/empty.race: it is a folder without a file *.race\n");
    }

    private String errorOfName(String name) {
        assertThat(cli.run("check", name)).isEqualTo(ExitCode.USAGE);
        return cli.err.replace(folder.toString(), "FOLDER");
    }

    @Test
    void theStandardInputIsAFile() {
        cli.engine.answers.put("ad-hoc", s -> FakeEngine.report(s, Verdict.BREAKS, FakeEngine.violation(Property.ROLLBACK)));
        assertThat(cli.input("T0: close(3)\n").run("check", "-f", "-")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(cli.out).contains("sockrace replay -f - 0x4,1x9,0");
        assertThat(cli.input("scenario x; T0: close(3)\n").run("explain", "-f", "-")).isEqualTo(ExitCode.MET);
        assertThat(cli.input("scenario y; T0: close(3)\n").run("replay", "-f", "-", "0x4")).isEqualTo(ExitCode.MET);
        assertThat(cli.engine.checked).containsExactly("ad-hoc", "x", "y:0x4");
        assertThat(cli.input("T0: clse(3)\n").run("check", "-f", "-")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).startsWith("-:1:5: error: unknown call 'clse'");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("windows.race"), "\ufeffT0: close(3)\r\n");
        assertThat(cli.run("check", "-f", file.toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.input("\ufeffT0: close(3)\r\n").run("check", "-f", "-")).isEqualTo(ExitCode.MET);
        assertThat(errorOfSecondMark()).contains("unexpected character");
    }

    private String errorOfSecondMark() {
        assertThat(cli.input("T0: \ufeffclose(3)\n").run("check", "-f", "-")).isEqualTo(ExitCode.USAGE);
        return cli.err;
    }

    @Test
    void whatIsNoTextIsSaid() throws IOException {
        assertThat(errorOf(Files.write(folder.resolve("zeros"), new byte[3 << 20])))
                .isEqualTo("error: cannot read FOLDER/zeros: byte 0x00 in line 1: this is no text\n");
        assertThat(errorOf(Files.writeString(folder.resolve("wide"), "T0: close(3)\n", StandardCharsets.UTF_16)))
                .isEqualTo("error: cannot read FOLDER/wide: it is UTF-16: save the file as UTF-8\n");
        assertThat(errorOf(Files.writeString(folder.resolve("large"), "# long\n".repeat(200_000))))
                .isEqualTo("error: cannot read FOLDER/large: it is larger than 1024 KiB: this is no scenario\n");
        assertThat(errorOf(Files.writeString(folder.resolve("latin"), "# one\n# two\n# \u00e4\n", StandardCharsets.ISO_8859_1)))
                .isEqualTo("error: cannot read FOLDER/latin: line 3 is not UTF-8: save the file in that encoding\n");
        assertThat(errorOf(Files.write(folder.resolve("cut"), new byte[] {'#', '\n', '#', (byte) 0xc3})))
                .isEqualTo("error: cannot read FOLDER/cut: line 2 is not UTF-8: save the file in that encoding\n");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(errorOf(folder.resolve("none"))).isEqualTo("error: cannot read FOLDER/none: no such file\n");
        assertThat(errorOf(folder.resolve("a.race/b"))).startsWith("error: cannot read FOLDER/a.race/b: ").hasLineCount(1);
        assertThat(cli.run("check", "-f", "")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).isEqualTo("error: invalid value for option '-f' (FILE): the name of the file is empty (sockrace check --help shows usage)\n");
        assertThat(cli.run("check", "-f", "a\0b")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).startsWith("error: invalid value for option '-f' (FILE): 'a?b' cannot be the name of a file here").hasLineCount(1);
    }

    @Test
    void whatShowPrintsCanBeChecked() throws IOException {
        for (String name : Catalogue.load().names()) {
            assertThat(cli.run("show", name)).isEqualTo(ExitCode.MET);
            Path file = Files.writeString(folder.resolve("shown"), cli.out);
            assertThat(cli.run("check", "-f", file.toString(), "-q")).as(name).isEqualTo(ExitCode.MET);
        }
        assertThat(cli.engine.checked).isEqualTo(Catalogue.load().names());
        cli.run("show", "10");
        assertThat(Files.readAllBytes(Path.of("src", "main", "resources", "scenarios", "holds", "10-rmmod-vs-socket.race")))
                .isEqualTo(cli.out.getBytes(StandardCharsets.UTF_8));
    }
}
