package org.sockrace.conform.errno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final Path RECORDED_6_18 = Path.of("src/test/resources/real-kernel/errno-6.18-a.tsv");
    private static final BuiltIns ALL = BuiltIns.USUAL;
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
    void anOlderKernelDiffersWhereProtocolsWereAByte() {
        Comparison c = new CallTable(RECORDED).compare("4.4", ALL);
        assertThat(c.differ()).isEqualTo(105);
        assertThat(c.mismatches().keySet()).extracting(Difference::modelled).containsOnly("EINVAL");
        assertThat(c.mismatches().keySet()).extracting(Difference::family).containsOnly(Net.PF_INET, Net.PF_INET6);
        assertThat(c.mismatches().values()).allSatisfy(m -> assertThat(m.protocols()).isSubsetOf(256, 262));
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

    private static final Set<String> UNKNOWN_FAMILIES = Set.of("3", "5", "30", "38", "40");
    private static final String UNKNOWN_MODULES = "af_alg+appletalk+ax25+tipc+vsock";

    /** A case about modules without a model says nothing once they have one. */
    private static void unknown(String modules) {
        assumeThat(modules.split("[+]")).noneMatch(m -> Registrations.known(m) && LoneKernels.has(m));
    }

    /** The recording, as if unknown modules had been loaded wherever others were, with some rows changed; their lines go to {@code changed}. */
    private static String withUnknownModules(Set<Integer> changed, UnaryOperator<String[]> change) throws IOException {
        unknown(UNKNOWN_MODULES);
        return changed(1, 1, changed, change).replaceAll("(?m)^(can[^\t]*)", "$1+" + UNKNOWN_MODULES);
    }

    @Test
    void anUnknownModuleKeepsNoOtherRowFromBeingCompared() throws IOException {
        Comparison c = compare(withUnknownModules(new TreeSet<>(), cells -> null));
        assertThat(c.agree()).isEqualTo(15_844);
        assertThat(c.mismatches()).isEmpty();
        assertThat(c.notModelled()).isZero();
    }

    /** A family that came with an unknown module may answer anything, once flags and type are such that it is asked. */
    @Test
    void whatAnUnknownModuleRegistersIsNotCompared() throws IOException {
        Set<Integer> changed = new TreeSet<>();
        Comparison c = compare(withUnknownModules(changed, cells -> {
            if (cells[0].equals("none") || !UNKNOWN_FAMILIES.contains(cells[2]) || !cells[5].equals("EAFNOSUPPORT")) {
                return null;
            }
            cells[5] = "EPROTOTYPE";
            return cells;
        }));
        assertThat(changed).hasSize(1_351);
        assertThat(c.notModelled()).isEqualTo(changed.size());
        assertThat(c.mismatches()).isEmpty();
        assertThat(c.families().get(40).notes()).contains("the model has no module vsock");
    }

    @Test
    void noUnknownModuleExplainsWhatItDoesNotRegister() throws IOException {
        Set<Integer> changed = new TreeSet<>();
        Comparison c = compare(withUnknownModules(changed, cells -> {
            boolean malformed = cells[5].equals("EINVAL");
            if (!malformed && Strangers.foreign(Integer.parseInt(cells[2]))) {
                return null;
            }
            cells[5] = cells[5].equals("EPROTOTYPE") ? "ENOBUFS" : "EPROTOTYPE";
            return cells;
        }));
        assertThat(changed).hasSizeGreaterThan(10_000);
        assertThat(differing(c)).isEqualTo(changed);
        assertThat(c.notModelled()).isZero();
    }

    /** Each row is: modules, user, family, type, protocol, result, and whether it agrees, differs or is not compared. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        // A family that is not there can come with any module of which nothing is known, and with those that are known to have it.
        "foo root 29 3 1 OK not-compared", "ax25 root 29 3 1 OK differs", "ax25 root 3 5 0 OK not-compared", "netrom root 3 5 0 OK not-compared",
        "ax25 root 3 5 0 EAFNOSUPPORT agrees", "can root 29 3 1 EPROTONOSUPPORT agrees", "foo root 0 1 0 OK not-compared",
        // No module changes what comes before: flags, family, type.
        "foo root 3 21 0 OK differs", "foo root 46 1 0 OK differs", "foo root -1 1 0 OK differs", "foo root 3 11 0 OK differs", "foo root 2 1 -1 OK differs",
        // No module takes away what is there, and some families are never asked for a module.
        "foo root 2 1 0 EPROTONOSUPPORT differs", "foo root 1 1 0 EAFNOSUPPORT differs", "foo root 1 4 0 OK differs", "foo root 1 1 2 OK differs",
        "foo root 17 1 0 OK differs", "foo user 17 3 0 OK differs", "foo root 16 1 0 OK differs", "foo root 16 3 32 OK differs",
        // Protocols of PF_INET: what they cannot bring is the family, a larger range, a type without protocols, and rights.
        "sctp root 2 1 132 OK not-compared", "sctp root 2 5 0 OK not-compared", "sctp root 10 5 132 OK not-compared", "sctp root 2 2 132 OK differs",
        "sctp root 2 5 17 EPROTONOSUPPORT not-compared", "sctp root 2 4 17 EPROTONOSUPPORT differs", "sctp root 2 1 133 OK differs",
        "sctp root 2 1 132 ENOMEM not-compared", "sctp root 2 1 132 EAFNOSUPPORT differs", "sctp root 2 1 132 EINVAL differs",
        "sctp root 2 1 132 ESOCKTNOSUPPORT differs", "ax25 root 2 1 132 OK differs", "foo root 2 1 133 OK not-compared", "foo user 2 3 0 OK differs",
        "foo user 2 3 0 EPERM not-compared", "foo root 2 3 0 OK not-compared", "l2tp_ip6 root 10 2 115 OK not-compared", "l2tp_ip6 root 2 2 115 OK differs",
        // Protocols of PF_CAN, PF_PPPOX, PF_PHONET, PF_NETLINK: a module brings what it depends on.
        "can_bcm root 29 2 2 OK not-compared", "can_bcm root 29 3 2 EPROTOTYPE not-compared", "can_bcm root 29 3 1 OK differs",
        "can_bcm root 29 3 1 EPROTONOSUPPORT agrees", "can_bcm root 29 2 2 EINVAL differs", "can_bcm root 29 2 9 EINVAL agrees",
        "can-bcm root 29 2 2 OK not-compared", "pptp root 24 1 2 OK not-compared", "pptp root 24 1 0 OK differs", "pptp root 24 1 99 EPROTOTYPE agrees",
        "phonet+foo user 35 5 0 OK differs", "phonet+foo root 35 1 0 OK differs", "phonet+foo root 35 2 1 EPROTONOSUPPORT differs",
        "foo root 16 3 31 OK not-compared", "foo root 16 3 31 EPERM differs", "ax25 root 16 3 31 OK differs", "smc root 16 3 20 OK not-compared",
        // The module of a protocol of PF_NETLINK is modelled.
        "xfrm_user root 16 3 6 OK agrees", "xfrm_user root 16 3 6 EPROTONOSUPPORT differs", "xfrm_user root 16 3 12 OK not-compared"})
    void aModuleExplainsWhatItCanChange(String modules, String user, int family, int type, int protocol, String result, String verdict) throws IOException {
        unknown(modules);
        Comparison c = compare(HEAD + String.join("\t", modules, user, "" + family, "" + type, "" + protocol, result, "-1", "-1") + "\n");
        assertThat(c.agree() == 1 ? "agrees" : c.differ() == 1 ? "differs" : "not-compared").isEqualTo(verdict);
    }

    /** Flags of a descriptor are set by the core, whatever the family. */
    @Test
    void noModuleExplainsTheFlagsOfADescriptor() throws IOException {
        unknown("vsock");
        assertThat(differing(compare(HEAD + "vsock\troot\t40\t1\t0\tOK\t1\t0\n"))).containsExactly(2);
        assertThat(differing(compare(HEAD + "none\troot\t40\t1\t0\tOK\t0\t1\n"))).containsExactly(2);
        assertThat(compare(HEAD + "vsock\troot\t40\t524289\t0\tOK\t1\t0\n").notModelled()).isEqualTo(1);
    }

    /** What is built in is there whichever modules are loaded, so a table in which it comes and goes is odd. */
    @Test
    void whatIsBuiltInIsAlwaysThere() throws IOException {
        String there = "can\troot\t40\t1\t0\tOK\t0\t0\n";
        String gone = "none\troot\t40\t1\t0\tEAFNOSUPPORT\t-1\t-1\n";
        assertThat(differing(compare(HEAD + there + gone))).containsExactly(2);
        assertThat(compare(HEAD + there).notModelled()).isEqualTo(1);
        assertThat(compare(HEAD + there.replace("can", "vsock") + gone).notModelled()).isEqualTo(1);
    }

    @Test
    void manyUnknownModulesAreNotAllListed() throws IOException {
        Comparison c = compare(HEAD + "a+b+c+d+e\troot\t40\t1\t0\tOK\t0\t0\n");
        assertThat(c.families().get(40).notes()).containsExactly("the model has no module a, b, c and 2 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.19"})
    void theModelDoesWhatAnotherRealKernelDid(String kernel) {
        Comparison c = new CallTable(RECORDED_6_18).compare(kernel, ALL);
        assertThat(c.mismatches()).isEmpty();
        assertThat(c.agree()).isEqualTo(354);
        assertThat(c.families().entrySet()).filteredOn(e -> e.getValue().notModelled() > 0).extracting(e -> e.getKey())
                .containsExactly(Net.PF_NETLINK, 40, 44);
    }

    /** Which protocols PF_NETLINK has is configuration; if it is said, all rows are compared. */
    @Test
    void theProtocolsOfNetlinkCanBeSaid() {
        List<String> parts = List.of("unix", "packet", "inet6", "udplite", "mptcp", "netlink:selinux", "netlink:audit", "netlink:connector", "netlink:xfrm");
        Comparison c = new CallTable(RECORDED_6_18).compare("6.1", BuiltIns.of(parts));
        assertThat(c.mismatches().keySet()).containsExactly(new Difference(Net.PF_NETLINK, "OK", "EPROTONOSUPPORT"));
        assertThat(c.mismatches().values()).allSatisfy(m -> assertThat(m.protocols()).containsExactly(12));
        assertThat(c.families().get(Net.PF_NETLINK).notModelled()).isZero();
        List<String> all = new ArrayList<>(parts);
        all.add("netlink:netfilter");
        c = new CallTable(RECORDED_6_18).compare("6.1", BuiltIns.of(all));
        assertThat(c.mismatches()).isEmpty();
        assertThat(c.families().get(Net.PF_NETLINK).agree()).isEqualTo(78);
    }

    @Test
    void aProtocolOfNetlinkThatComesAndGoesDiffers() throws IOException {
        String there = "can\troot\t16\t3\t6\tOK\t0\t0\n";
        String gone = "none\troot\t16\t3\t9\tEPROTONOSUPPORT\t-1\t-1\n";
        assertThat(compare(HEAD + there + gone).notModelled()).isEqualTo(2);
        assertThat(compare(HEAD + there + gone).families().get(Net.PF_NETLINK).notes())
                .containsExactly("netlink:audit is a matter of configuration: see --built-in", "netlink:xfrm is a matter of configuration: see --built-in");
        assertThat(differing(compare(HEAD + there + gone.replace("\t9\t", "\t6\t")))).containsExactly(2);
        assertThat(differing(compare(HEAD + there.replace("\t6\t", "\t9\t") + gone))).containsExactly(3);
        assertThat(differing(compare(HEAD + there.replace("\t6\t", "\t0\t") + gone.replace("\t9\t", "\t0\t")))).containsExactly(3);
        assertThat(differing(compare(HEAD + there.replace("\t6\t", "\t1\t")))).containsExactly(2);
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
        Comparison c = new CallTable(RECORDED).compare("6.1", BuiltIns.of(List.of("unix", "netlink", "inet6", "udplite", "mptcp")));
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
