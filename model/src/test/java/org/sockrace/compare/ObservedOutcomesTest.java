package org.sockrace.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.conform.FileFormatException;
import org.sockrace.report.Samples;
import org.sockrace.scenario.ScenarioParser;

/** The file of observed outcomes, whole and damaged. */
class ObservedOutcomesTest {

    private static final String LAYOUT = "its first line names the columns, separated by tabs: s r samples";
    private static final List<String> PINNED = List.of("fd", "EWOULDBLOCK");
    private static final List<String> WON = List.of("EAFNOSUPPORT", "0");

    @TempDir
    private Path folder;

    private ObservedOutcomes read(byte[] bytes) throws IOException {
        return ObservedOutcomes.read(Files.write(folder.resolve("x.tsv"), bytes), Samples.RMMOD);
    }

    private ObservedOutcomes read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void columnsComeInAnyOrderAndEqualRowsAreAddedUp() throws IOException {
        ObservedOutcomes observed = read("# jcstress, Größe 2\n\nsamples\tr\ts\n 7 \t EAGAIN \t fd \n# more\n3\t0\tEAFNOSUPPORT\n \n5\t-11\tfd\n");
        assertThat(observed.columns()).containsExactly("s", "r");
        assertThat(observed.samples()).containsOnly(java.util.Map.entry(PINNED, 12L), java.util.Map.entry(WON, 3L));
        assertThat(observed.total()).isEqualTo(15);
    }

    @Test
    void linesMayEndAndFilesBeginAsOnWindows() throws IOException {
        assertThat(read("\ufeffs\tr\tsamples\r\nfd\tEWOULDBLOCK\t1\r\n").samples()).containsOnlyKeys(PINNED);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        ObservedOutcomes observed = Samples.observed(Long.MAX_VALUE - 5, 5);
        Path file = folder.resolve("written.tsv");
        observed.write(file);
        assertThat(Files.readString(file)).isEqualTo("s\tr\tsamples\nfd\tEWOULDBLOCK\t9223372036854775802\nEAFNOSUPPORT\t0\t5\n");
        ObservedOutcomes again = ObservedOutcomes.read(file, Samples.RMMOD);
        assertThat(again.samples()).isEqualTo(observed.samples());
        assertThat(again.total()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            s r samples         | x.tsv:1: unknown column 's r samples'; LAYOUT
            s;r;sampels         | x.tsv:1: unknown column 'sampels'; did you mean 'samples'?
            s;R;samples         | x.tsv:1: unknown column 'R'; did you mean 'r'?
            s;r;samples;notes   | x.tsv:1: unknown column 'notes'; LAYOUT
            s;r;r;samples       | x.tsv:1: there are two columns 'r'; LAYOUT
            r;samples           | x.tsv:1: there is no column 's'; LAYOUT
            s;r                 | x.tsv:1: there is no column 'samples'; LAYOUT
            """)
    void theFirstLineNamesTheColumns(String head, String message) {
        assertThatThrownBy(() -> read(head.replace(';', '\t') + "\n")).isInstanceOf(FileFormatException.class)
                .hasMessage(folder + "/" + message.replace("LAYOUT", LAYOUT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            fd;0                        | there are 2 values for 3 columns; they are separated by tabs: s r samples
            fd                          | there is 1 value for 3 columns; they are separated by tabs: s r samples
            fd;0;1;                     | there are 4 values for 3 columns; they are separated by tabs: s r samples
            fd;0;                       | samples is '', which is no count: write a positive number, digits only
            fd;0;-1                     | samples is '-1', which is no count: write a positive number, digits only
            fd;0;1,000                  | samples is '1,000', which is no count: write a positive number, digits only
            fd;0;many                   | samples is 'many', which is no count: write a positive number, digits only
            fd;0;0                      | samples is 0: leave out what was not seen
            fd;0;9223372036854775808    | samples is '9223372036854775808', which is more than 9223372036854775807
            fd;1;1                      | r is '1', which its call never returns in the modelled kernel; the error 1 is written EPERM
            fd;fd;1                     | r is 'fd', which its call never returns in the modelled kernel; it returns 0 or an error
            3;0;1                       | s is '3', which its call never returns in the modelled kernel; a descriptor is written fd
            *;0;1                       | s is '*', which its call never returns in the modelled kernel; an observed result is one value
            ENOMEN;0;1                  | s is 'ENOMEN', which its call never returns in the modelled kernel; did you mean 'ENOMEM'?
            """)
    void rowsAreChecked(String row, String message) {
        assertThatThrownBy(() -> read("s\tr\tsamples\n" + row.replace(';', '\t') + "\n")).isInstanceOf(FileFormatException.class)
                .hasMessage(folder.resolve("x.tsv") + ":2: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "EIO", ""})
    void aResultIsOneThatTheCallCanReturn(String result) {
        assertThatThrownBy(() -> read("s\tr\tsamples\nfd\t" + result + "\t1\n"))
                .hasMessageContaining("x.tsv:2: r is '" + result + "', which its call never returns in the modelled kernel; it can be 0, EACCES, ");
    }

    @Test
    void countsDoNotOverflow() {
        assertThatThrownBy(() -> read("s\tr\tsamples\nfd\tEAGAIN\t9223372036854775807\nfd\tEAGAIN\t1\n"))
                .hasMessageEndingWith("x.tsv:3: the samples add up to more than 9223372036854775807");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n"})
    void anEmptyFileIsNoObservation(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageEndingWith("x.tsv: nothing was observed: there are no lines, or only comments; " + LAYOUT);
    }

    @Test
    void norAreColumnsWithoutRows() {
        assertThatThrownBy(() -> read("s\tr\tsamples\n# none\n"))
                .hasMessageEndingWith("x.tsv: nothing was observed: there is no row after the names of the columns");
    }

    @Test
    void whatIsNoTextIsSaidToBeNone() {
        assertThatThrownBy(() -> read(new byte[] {'s', '\t', 'r', '\n', (byte) 0xe4, '\n'})).hasMessageContaining("x.tsv:1: ");
        assertThatThrownBy(() -> read(new byte[] {'#', (byte) 0xe4, '\n'})).hasMessageEndingWith("x.tsv:1: this is not UTF-8: save the file in that encoding");
        assertThatThrownBy(() -> read("PK\u0003\u0004")).hasMessageEndingWith("x.tsv:1: byte 0x03: this is no text");
        assertThatThrownBy(() -> read("s\tr\tsamples\nfd\tEAGAIN\t1")).hasMessageContaining("x.tsv:2: the file ends within this line");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> ObservedOutcomes.read(folder, Samples.RMMOD)).hasMessage(folder + ": is a folder, not a file");
        assertThatThrownBy(() -> ObservedOutcomes.read(folder.resolve("none"), Samples.RMMOD)).hasMessageEndingWith("none: cannot be read: no such file");
    }

    @Test
    void someScenariosHaveNothingToCompare() {
        assertThatThrownBy(() -> new ObservedOutcomes(ScenarioParser.parse("T0: close(3)", "", "x")))
                .hasMessage("x has no outcomes to compare: name a result, as in s = socket(PF_UNIX)");
        assertThatThrownBy(() -> new ObservedOutcomes(ScenarioParser.parse("T0: samples = close(3)", "", "x")))
                .hasMessage("x names a result 'samples', which is the column of counts: rename it");
    }

    @Test
    void whatAProgramAddsIsCheckedToo() {
        ObservedOutcomes observed = new ObservedOutcomes(Samples.RMMOD);
        assertThatThrownBy(() -> observed.add(List.of("fd"), 1)).hasMessage("there are 1 results for the columns s, r");
        assertThatThrownBy(() -> observed.add(PINNED, -1)).hasMessage("samples is -1: leave out what was not seen");
        assertThatThrownBy(() -> observed.add(List.of("fd", "fd"), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(observed.samples()).isEmpty();
        assertThat(observed.total()).isZero();
    }
}
