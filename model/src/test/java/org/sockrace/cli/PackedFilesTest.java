package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files that are packed with gzip are read as they are; what is damaged, or is no file at all, is answered with one line. */
class PackedFilesTest {

    private static final Path RECORDED = Path.of("src/test/resources/real-kernel");
    private static final Path ERRNO = RECORDED.resolve("errno-6.18-a.tsv");
    private static final String TABLE = "family\ttype\tprotocol\tresult\n2\t1\t0\tOK\n";

    @TempDir
    private Path folder;
    private final CliFixture cli = new CliFixture();

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] packed(String text) {
        return packed(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] together(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.gz"), bytes).toString();
    }

    private void refused(byte[] bytes, String message) throws IOException {
        assertThat(cli.run("conform", "errno", file(bytes))).as(message).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out).isEmpty();
        assertThat(cli.err).startsWith("error: ").contains(message).hasLineCount(1);
    }

    @Test
    void tablesAndRecordingsMayBePacked() throws IOException {
        assertThat(cli.run("conform", "errno", file(packed(Files.readAllBytes(ERRNO))))).isEqualTo(ExitCode.MET);
        assertThat(cli.out).startsWith("agrees  x.gz: 354 of 354 rows are ");
        byte[] trace = Files.readAllBytes(RECORDED.resolve("can_raw_create_close.trace"));
        byte[] modules = packed(Files.readAllBytes(RECORDED.resolve("can_raw_create_close.modules-before")));
        String before = Files.write(folder.resolve("before.gz"), modules).toString();
        assertThat(cli.run("conform", "ftrace", file(packed(trace)), "--modules-before", before)).isEqualTo(ExitCode.MET);
        assertThat(cli.out).startsWith("explained  x.gz: ");
        assertThat(cli.run("scenario", "--from-ftrace", file(packed(trace)), "--around", "200")).isEqualTo(ExitCode.MET);
    }

    @Test
    void aPackedFileMayBeginWithAByteOrderMark() throws IOException {
        assertThat(cli.run("conform", "errno", file(packed("\ufeff" + TABLE)))).isEqualTo(ExitCode.MET);
    }

    /** gzip -d unpacks parts one after the other, and so does this, also when they come again from where a pipe was kept. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void allPartsAreRead() throws IOException, InterruptedException {
        byte[] parts = packed(TABLE);
        for (int i = 0; i < 4; i++) {
            parts = together(parts, packed("2\t2\t0\tOK\n"));
        }
        String file = file(parts);
        assertThat(cli.run("conform", "errno", file)).isEqualTo(ExitCode.MET);
        assertThat(cli.out).contains(": 5 of 5 rows are ");
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Process writer = new ProcessBuilder("sh", "-c", "cat \"$0\" > \"$1\"", file, pipe.toString()).start();
        assertThat(cli.run("conform", "errno", pipe.toString())).isEqualTo(ExitCode.MET);
        assertThat(cli.out).contains(": 5 of 5 rows are ");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void whatIsCutOffIsRefused() throws IOException {
        byte[] whole = packed(Files.readAllBytes(ERRNO));
        for (int length : new int[] {2, 3, 9, 10, 11, 50, whole.length / 2, whole.length - 9, whole.length - 8, whole.length - 1}) {
            refused(Arrays.copyOf(whole, length), "the file is packed with gzip, and cut off");
        }
        refused(together(packed(TABLE), Arrays.copyOf(packed("2\t2\t0\tOK\n"), 5)), "the file is packed with gzip, and ");
    }

    @Test
    void whatIsDamagedIsRefused() throws IOException {
        byte[] whole = packed(TABLE);
        for (int at : new int[] {2, whole.length - 1, whole.length - 8}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            refused(damaged, "the file is packed with gzip, and ");
        }
        refused(together(whole, "2\t1\t0\tEINVAL\n".getBytes(StandardCharsets.UTF_8)),
                "the file is packed with gzip, and damaged: what follows is not packed, or cut off");
        refused(packed(whole), "x.gz:1: byte 0x1f: this is no text");
        refused(packed(""), "x.gz:1: there is no column 'family'");
    }

    @Test
    void whatIsNoTableIsAnsweredWithOneLine() throws IOException {
        refused(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, "this is no text");
        refused("\ufefff\u0000a\u0000".getBytes(StandardCharsets.UTF_16LE), "this is UTF-16, not UTF-8");
        refused((TABLE + "2\t1\t0\t" + "E".repeat(1 << 20) + "\n").getBytes(StandardCharsets.UTF_8), "x.gz:3: the line is longer than 65536 bytes");
        refused(packed(TABLE + "x".repeat(1 << 20)), "x.gz:3: the line is longer than 65536 bytes");
        refused((TABLE + "2\t1\t0\t\u00e4\n").getBytes(StandardCharsets.ISO_8859_1), "x.gz:3: this is not UTF-8");
        refused((TABLE + "2\t1").getBytes(StandardCharsets.UTF_8), "x.gz:3: the file ends within this line");
        refused((TABLE + "2\t1\n").getBytes(StandardCharsets.UTF_8), "x.gz:3: there are 2 columns, but 4 names in the first line");
        refused(new byte[0], "x.gz:1: there is no column 'family'");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsNoFileIsAnsweredWithOneLine() throws IOException {
        assertThat(cli.run("conform", "errno", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).endsWith(": is a folder, not a file\n").hasLineCount(1);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        assertThat(cli.run("conform", "errno", link.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).endsWith("link: cannot be read: it is a link, and there is no file where it leads\n").hasLineCount(1);
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
        assertThat(cli.run("conform", "errno", circle.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).hasLineCount(1);
        assertThat(cli.run("conform", "errno", "/dev/zero")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).contains("this is no text").hasLineCount(1);
        assertThat(cli.run("conform", "errno", "/dev/null")).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err).hasLineCount(1);
    }
}
