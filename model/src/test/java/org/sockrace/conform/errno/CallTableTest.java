package org.sockrace.conform.errno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.errno.Comparison.Difference;
import org.sockrace.kernel.Net;

/** The model against 15,844 calls on a real kernel, and tables that are not quite what they should be. */
class CallTableTest {

    private static final Path RECORDED = Path.of("src/test/resources/real-kernel/errno-6.1-a.tsv");
    private static final Set<BuiltIn> ALL = EnumSet.allOf(BuiltIn.class);
    private static final String HEAD = "modules\tuser\tfamily\ttype\tprotocol\tresult\tcloexec\tnonblock\n";

    @TempDir
    private Path folder;

    private Comparison compare(String text) throws IOException {
        Path file = folder.resolve("x.tsv");
        Files.writeString(file, text);
        return new CallTable(file).compare("6.1", ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.19"})
    void theModelDoesWhatARealKernelDid(String kernel) {
        Comparison c = new CallTable(RECORDED).compare(kernel, ALL);
        assertThat(c.mismatches()).isEmpty();
        assertThat(c.agree()).isEqualTo(15_844);
        assertThat(c.notModelled()).isZero();
        assertThat(c.families()).hasSize(19);
        assertThat(c.families().get(Net.PF_INET6).agree()).isEqualTo(596);
        assertThat(c.families().get(Net.PF_PACKET).agree()).isEqualTo(1_223);
    }

    @Test
    void anOlderKernelDiffersWhereProtocolsWereAByteAndFamiliesFewer() {
        Comparison c = new CallTable(RECORDED).compare("4.4", ALL);
        assertThat(c.differ()).isEqualTo(105 + 112);
        c.mismatches().forEach((difference, m) -> {
            if (difference.modelled().equals("EINVAL")) {
                assertThat(difference.family()).isIn(Net.PF_INET, Net.PF_INET6);
                assertThat(m.protocols()).isSubsetOf(256, 262);
            } else {
                assertThat(difference.modelled()).as("of a family that there is not, nobody looks at the type").isEqualTo("EAFNOSUPPORT");
                assertThat(difference.family()).isBetween(41, 45);
            }
        });
    }

    @Test
    void everyChangedResultIsNoticed() throws IOException {
        for (int first = 1; first <= 7; first++) {
            Set<Integer> changed = new TreeSet<>();
            String text = changed(first, 7, changed, cells -> {
                cells[5] = cells[5].equals("ENFILE") ? "OK" : "ENFILE";
                return cells;
            });
            assertThat(differing(compare(text))).isEqualTo(changed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void everyChangedFlagIsNoticed(int column) throws IOException {
        Set<Integer> changed = new TreeSet<>();
        String text = changed(1, 1, changed, cells -> {
            if (cells[5].equals("OK")) {
                cells[column] = cells[column].equals("1") ? "0" : "1";
                return cells;
            }
            return null;
        });
        assertThat(differing(compare(text))).isEqualTo(changed).hasSize(355);
    }

    /** The recording with every n-th row changed, from the given one on; the lines of those that were go to {@code changed}. */
    private static String changed(int first, int n, Set<Integer> changed, UnaryOperator<String[]> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(RECORDED));
        for (int i = first; i < lines.size(); i += n) {
            String[] cells = change.apply(lines.get(i).split("\t"));
            if (cells != null) {
                lines.set(i, String.join("\t", cells));
                changed.add(i + 1);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static Set<Integer> differing(Comparison c) {
        Set<Integer> lines = new TreeSet<>();
        c.mismatches().values().forEach(m -> lines.addAll(m.lines()));
        return lines;
    }

    @Test
    void aFamilyThatTheModelDoesNotHaveIsCounted() throws IOException {
        Comparison c = compare(HEAD + "none\troot\t38\t5\t0\tOK\t0\t0\nnone\troot\t38\t15\t0\tEINVAL\t-1\t-1\nnone\troot\t5\t1\t0\tEAFNOSUPPORT\t-1\t-1\n");
        assertThat(c.families().get(38).notModelled()).isEqualTo(1);
        assertThat(c.families().get(38).agree()).as("what the core says before it asks the family").isEqualTo(1);
        assertThat(c.families().get(5).agree()).isEqualTo(1);
        assertThat(c.families().get(5).notes()).containsExactly("was not there, and is not modelled");
        assertThat(c.differ()).isZero();
    }

    @Test
    void aFamilyThatWasThereAndWasNotDiffers() throws IOException {
        Comparison c = compare(HEAD + "none\troot\t38\t5\t0\tOK\t0\t0\nnone\troot\t38\t5\t0\tEAFNOSUPPORT\t-1\t-1\n");
        assertThat(differing(c)).containsExactly(2);
    }

    @Test
    void aModuleThatTheModelDoesNotHaveIsCounted() throws IOException {
        Comparison c = compare(HEAD + "sctp\troot\t2\t1\t132\tOK\t0\t0\nphonet+pn_pep\troot\t35\t5\t0\tOK\t0\t0\nipv6\troot\t10\t1\t0\tOK\t0\t0\n");
        assertThat(c.families().get(Net.PF_INET).notModelled()).isEqualTo(1);
        assertThat(c.families().get(Net.PF_INET).notes()).containsExactly("the model has no module sctp");
        assertThat(c.agree()).isEqualTo(2);
    }

    @Test
    void modulesMayBeNamedInAnyOrder() throws IOException {
        Comparison c = compare(HEAD + "can_raw+can\troot\t29\t3\t1\tOK\t0\t0\ncan,can_raw\troot\t29\t3\t1\tOK\t0\t0\ncan_raw\troot\t29\t3\t1\tOK\t0\t0\n");
        assertThat(c.agree()).isEqualTo(3);
    }

    @Test
    void whatIsBuiltInCanBeSaid() {
        Comparison c = new CallTable(RECORDED).compare("6.1", EnumSet.complementOf(EnumSet.of(BuiltIn.PACKET)));
        assertThat(c.mismatches().keySet()).extracting(Difference::modelled).containsOnly("EAFNOSUPPORT");
        assertThat(c.mismatches().keySet()).extracting(Difference::family).containsOnly(Net.PF_PACKET, Net.PF_INET);
    }

    @Test
    void columnsMayBeFewerAndInAnyOrder() throws IOException {
        Comparison c = compare("time\tresult\tprotocol\ttype\tfamily\n12:00\tOK\t0\t0x80002\t2\n\n12:01\tEAFNOSUPPORT\t0\t1\t0\n");
        assertThat(c.agree()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "none;root;2;1;0;OK;0 | x.tsv:2: there are 7 columns, but 8 names in the first line",
        "none;bob;2;1;0;OK;0;0 | x.tsv:2: the user is 'bob'; it can be root or user",
        "none;root;inet;1;0;OK;0;0 | x.tsv:2: the family is 'inet', which is no number of a C int",
        "none;root;2;99999999999;0;OK;0;0 | x.tsv:2: the type is '99999999999', which is no number of a C int",
        "none;root;2;1;;OK;0;0 | x.tsv:2: the protocol is '', which is no number of a C int",
        "none;root;2;1;0;-22;0;0 | x.tsv:2: the result is '-22', neither OK nor the name of an error",
        "none;root;2;1;0;EBOGUS;0;0 | x.tsv:2: the result is 'EBOGUS', neither OK nor the name of an error",
        "none;root;2;1;0;EINVALL;0;0 | x.tsv:2: the result is 'EINVALL', neither OK nor the name of an error; did you mean 'EINVAL'?",
        "n\u00f6ne;root;2;1;0;OK;yes;0 | x.tsv:2: the column cloexec holds 'yes'; it can be 1, 0 or -1",
        "none;root;2;1;0;OK;yes;0 | x.tsv:2: the column cloexec holds 'yes'; it can be 1, 0 or -1"})
    void aDamagedRowIsNamed(String row, String message) {
        assertThatThrownBy(() -> compare(HEAD + row.replace(';', '\t') + "\n")).isInstanceOf(FileFormatException.class).hasMessageEndingWith(message);
    }

    /** A family that has no model can fail in any way that Linux knows. */
    @Test
    void allErrorsOfLinuxAreNames() throws IOException {
        Comparison c = compare(HEAD + "none\troot\t40\t2\t0\tENODEV\t-1\t-1\nnone\troot\t31\t3\t6\tERFKILL\t-1\t-1\nnone\troot\t31\t3\t6\tENOTSUP\t-1\t-1\n");
        assertThat(c.notModelled()).isEqualTo(3);
    }

    @Test
    void whatIsNoTableIsNamed() {
        assertThatThrownBy(() -> compare("")).hasMessageContaining("x.tsv:1: there is no column 'family'");
        assertThatThrownBy(() -> compare("family\ttype\tprotocol\n")).hasMessageContaining("x.tsv:1: there is no column 'result'");
        assertThatThrownBy(() -> compare("family\tfamily\n")).hasMessageEndingWith("x.tsv:1: there are two columns 'family'");
        assertThatThrownBy(() -> compare(HEAD)).hasMessageEndingWith("x.tsv: there are no rows in it");
        assertThatThrownBy(() -> compare(HEAD + "none\troot\t2"))
                .hasMessageEndingWith("x.tsv:2: the file ends within this line: it is cut off, or its newline is missing");
        assertThatThrownBy(() -> compare(HEAD + "\u0001\n")).hasMessageEndingWith("x.tsv:2: byte 0x01: this is no text");
    }
}
