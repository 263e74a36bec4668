package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sockrace export}, with the real engine. */
class ExportCommandTest extends RealCli {

    @TempDir
    private Path folder;

    private String to(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void filesAreWrittenOnce() throws IOException {
        assertThat(run("export", "inet-vs-rmmod", "--to", to("new/folder"))).isEqualTo(ExitCode.MET);
        assertThat(out).isEqualTo(" written to " + to("new/folder") + ": reproducer.c, preempt.c, Makefile, README\n");
        Path program = folder.resolve("new/folder/reproducer.c");
        String text = Files.readString(program);
        assertThat(text).contains("Made by: sockrace export inet-vs-rmmod:0x24,1x46,0\n");
        Files.writeString(program, "mine");
        assertThat(run("export", "inet-vs-rmmod:0x24,1x46,0", "--to", to("new/folder"))).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + to("new/folder")
                + " has reproducer.c, preempt.c, Makefile, README already: choose another folder, or --force overwrites\n");
        assertThat(Files.readString(program)).isEqualTo("mine");
        assertThat(run("export", "inet-vs-rmmod:0x24,1x46,0", "--to", to("new/folder"), "--force")).isEqualTo(ExitCode.MET);
        assertThat(Files.readString(program)).isEqualTo(text);
    }

    @Test
    void whatHoldsHasNoSchedule() {
        assertThat(run("export", "rmmod-vs-socket", "--to", to("x"))).isEqualTo(ExitCode.MET);
        assertThat(out).contains("reproducer.c, README\n without a schedule: no execution is known that breaks something\n");
        assertThat(folder.resolve("x/preempt.c")).doesNotExist();
    }

    @Test
    void whatIsLeftOutIsSaid() {
        String program = "module af_packet; module toy family=PF_TOY; T0: s = socket(PF_PACKET, SOCK_RAW, 0); t = socket(PF_TOY) || T1: r = rmmod(af_packet)";
        assertThat(run("export", "-e", program, "--to", to("x"))).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith(" left out: socket(PF_TOY): the family is that of toy, which no kernel has\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "export inet-vs-rmmod | 2 | error: missing required option: '--to=DIR'",
        "export --to TO | 2 | error: no scenario: give NAME",
        "export nope --to TO | 2 | error: no scenario matches 'nope'",
        "export inet-vs-rmmod:q --to TO | 2 | error: 'q' is no step",
        "export inet-vs-rmmod:1x200 --to TO | 4 | diverged at step",
        "export inet-* --to TO | 2 | error: a schedule is for one scenario",
        "export rmmod-vs-close-no-owner --to TO | 2 | error: nothing of rmmod-vs-close-no-owner can run on a real kernel:",
        "export inet-vs-rmmod --to - | 2 | error: --to needs the name of a folder",
        "export inet-vs-rmmod --to FILE | 2 | error: cannot write FILE: it is not a folder",
        "export inet-vs-rmmod --to FILE/x | 2 | error: cannot write FILE/x: the folder cannot be made"})
    void whatCannotBeIsSaidInOneLine(String command, int code, String message) throws IOException {
        String file = Files.writeString(folder.resolve("file"), "").toString();
        assertThat(run(command.replace("TO", to("x")).replace("FILE", file).split(" "))).isEqualTo(code);
        assertThat(err).startsWith(message.replace("FILE", file)).hasLineCount(1);
        assertThat(folder.resolve("x/reproducer.c")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeTheSearch() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "whoever runs the tests can write everywhere");
        assertThat(run("export", "inet-vs-rmmod", "--to", closed.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("permission denied");
    }
}
