package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;

/** Files that are no recordings, or damaged ones. */
class ReadingTest {

    private static final String GOOD = "           racer-97      [001] .....     5.167333: sock_create_ret: (__sys_socket+0x85/0x100 <- __sock_create) ret=0\n";

    /** One that can be anywhere, and more than once. */
    private static final String EVENT = GOOD.replaceFirst("sock_create_ret: .* ret=0", "sk_alloc_ret: (x+0x1/0x2 <- sk_alloc) sk=0x0");

    @TempDir
    private Path folder;

    private static Validation validate(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Recording recording = new Recording("x.trace", () -> new Lines("x.trace", new ByteArrayInputStream(bytes)));
        return recording.validate("6.1", null, null, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hello | x.trace:2: this is no line of a recording",
        "  racer-97  [001] .....  now: sock_create_ret: ret=0 | x.trace:2: there is no time stamp",
        "racer  [001] .....  5.167333: sock_create_ret: ret=0 | x.trace:2: there is no task before the processor",
        "  racer-97  [001] .....  5.167333: sock_create_ret: (a <- b) | x.trace:2: the field ret= is missing",
        "  racer-97  [001] .....  5.167333: sock_create_ret: (a <- b) ret=zero | x.trace:2: the field ret= holds no number but 'zero'",
        "  racer-97  [001] .....  5.167333: sock_create: (a) family=29 type=3 | x.trace:2: the field protocol= is missing",
        "  racer-97  [001] .....  5.167333: module_get: ca/n refcnt=1 | x.trace:2: 'ca/n' is no name of a module",
        "  racer-99999999999  [001] .....  5.167333: sk_destruct: sk=0x1 | x.trace:2: '99999999999' is no number of a task",
        "  racer-97  [001] .....  5.167333: sock_create: (a) family=99999999999 type=3 protocol=0 | x.trace:2: the field family= holds 99999999999, which",
        "  racer-97  [001] .....  5.167333: sock_create: (a) family=29 type=3 protocol=-2147483649 | x.trace:2: the field protocol= holds -2147483649, which",
        "  racer-97  [001] .....  99999999999.1: sk_destruct: sk=0x1 | x.trace:2: '99999999999.1' is no time in seconds",
        "  racer-97  [001] .....  5.16.7333: sk_destruct: sk=0x1 | x.trace:2: '5.16.7333' is no time in seconds"})
    void aDamagedLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> validate(GOOD + line + "\n")).isInstanceOf(FileFormatException.class).hasMessageStartingWith(message);
    }

    /** A recorder that prints registers prints a negative int as its bits. */
    @ParameterizedTest
    @ValueSource(strings = {"-97", "0xffffff9f", "0xffffffffffffff9f", "4294967199"})
    void theBitsOfAnIntAreThatInt(String ret) {
        String call = GOOD.replaceFirst("sock_create_ret: .*", "sock_create: (a) family=46 type=3 protocol=0");
        Validation validation = validate(call + GOOD.replace("ret=0", "ret=" + ret));
        assertThat(validation.finding()).isNull();
        assertThat(validation.summary().results()).hasToString("{socket(46, SOCK_RAW, 0)={EAFNOSUPPORT=1}}");
    }

    // ---- layouts -----------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"cpus=2", "version = 6", "CPU 1 is empty", "  trace.dat: cpus=8", "CPU:1 [SUBBUFFER START]", "CPU:1 [SUBBUFFER START] [12:0x8000]",
        " => __sys_socket", " <stack trace>", "# ========", "##### CPU 1 buffer started ####", "\tffffffff8163e0d1 __sock_create+0x1 ([kernel.kallsyms])",
        "            7f0aa7 __socket+0x7 (/usr/lib/x86_64-linux-gnu/libc.so.6)"})
    void headingsAndStacksArePassedOver(String line) {
        assertThat(validate(line + "\n" + EVENT + line + "\n" + EVENT).summary().events()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpus=", "cpus=two", "version =", "CPU is empty", "hello cpus=2", "=> "})
    void whatOnlyLooksLikeAHeadingIsNamed(String line) {
        assertThatThrownBy(() -> validate(GOOD + "x" + line + "\n")).hasMessageStartingWith("x.trace:2: this is no line of a recording");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CPU:1 [LOST 12 EVENTS]", "CPU:1 [12 EVENTS DROPPED]", "CPU:1 [EVENTS DROPPED]",
        "  racer    97 [001]     5.170000: PERF_RECORD_LOST lost 12"})
    void lostEventsEndIt(String line) {
        assertThat(validate(GOOD + line + "\n" + GOOD + GOOD).gap().line()).isEqualTo(2);
    }

    // ---- time --------------------------------------------------------------------------------------------------------------

    private static String at(String time, int cpu) {
        return EVENT.replace("5.167333", time).replace("[001]", "[00" + cpu + "]");
    }

    @Test
    void timeGoesBackNowhere() {
        assertThatThrownBy(() -> validate(at("3.9", 1) + at("1.0", 1))).isInstanceOf(FileFormatException.class)
                .hasMessage("x.trace:2: time goes back from 3.900000 in line 1 to 1.000000: "
                        + "give each recording in a file of its own, its lines in the order of time");
        assertThatThrownBy(() -> validate("# tracer: nop\n" + at("3.9", 1) + at("3.899999", 2))).hasMessageContaining("x.trace:3: time goes back");
        assertThatThrownBy(() -> validate("cpus=2\n" + at("3.900000", 1) + at("3.899999999", 2))).hasMessageContaining("x.trace:3: time goes back");
    }

    @Test
    void timeMayStandStill() {
        assertThat(validate("# tracer: nop\n" + at("3.9", 1) + at("3.90", 2) + at("3.900000000", 1) + at("10.1", 1)).summary().events()).isEqualTo(4);
    }

    /** As trace_pipe prints them: what another processor has just recorded can come later. */
    @Test
    void withoutAHeadingEachProcessorHasItsOwnTime() {
        assertThat(validate(at("3.9", 1) + at("3.8", 2) + at("3.9", 2)).summary().events()).isEqualTo(3);
    }

    // ---- text --------------------------------------------------------------------------------------------------------------

    /** The name of a task is 15 bytes, which may end within a character. */
    @Test
    void theNameOfATaskMayBeAnyBytes() {
        assertThat(validate(GOOD.replace("racer", "r\u00e9\u00c3")).summary().events()).isEqualTo(1);
        assertThatThrownBy(() -> validate(GOOD + GOOD.replace("__sys_socket", "__s\u00ffs")))
                .hasMessage("x.trace:2: this is not UTF-8: save the file in that encoding");
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(validate("\u00ef\u00bb\u00bf" + GOOD).summary().events()).isEqualTo(1);
        assertThat(validate("\u00ef\u00bb\u00bf# tracer: nop\n" + GOOD).summary().events()).isEqualTo(1);
        assertThatThrownBy(() -> validate("\u00ff\u00fe#\u0000")).hasMessage("x.trace:1: this is UTF-16, not UTF-8: save the file in that encoding");
        assertThatThrownBy(() -> validate("\u00fe\u00ff\u0000#")).hasMessage("x.trace:1: this is UTF-16, not UTF-8: save the file in that encoding");
    }

    @Test
    void whatIsNoTextIsNamed() {
        assertThatThrownBy(() -> validate(GOOD + "\u0000\u0001ELF\n")).hasMessage("x.trace:2: byte 0x00: this is no text");
        byte[] junk = new byte[10_000];
        new Random(7).nextBytes(junk);
        assertThatThrownBy(() -> validate(new String(junk, StandardCharsets.ISO_8859_1))).isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("x.trace:");
    }

    /** Whatever is quoted from a file, a message is one line that can be read. */
    @Test
    void aMessageIsOneLine() {
        assertThatThrownBy(() -> validate(GOOD.replace("ret=0", "ret=0\r\tx"))).hasMessage("x.trace:1: the field ret= holds no number but '0??x'");
        assertThatThrownBy(() -> validate(GOOD.replace("ret=0", "ret=" + "9".repeat(5000)))).hasMessageMatching("x.trace:1: .*9 \\.\\.\\.")
                .message().hasSizeLessThan(500);
    }

    @Test
    void aCutOffFileIsNamed() {
        assertThatThrownBy(() -> validate(GOOD + GOOD.substring(0, 100)))
                .hasMessage("x.trace:2: the file ends within this line: it is cut off, or its newline is missing");
    }

    @Test
    void aHugeLineIsNamed() {
        assertThatThrownBy(() -> validate(GOOD + "x".repeat(1 << 20) + "\n")).hasMessageStartingWith("x.trace:2: the line is longer than");
    }

    @Test
    void nothingToValidateIsNamed() {
        assertThatThrownBy(() -> validate("# tracer: nop\n")).hasMessageContaining("no event in it that says anything about sockets or modules");
        assertThatThrownBy(() -> new Recording(folder.resolve("none")).validate("6.1", null, null, null))
                .hasMessageEndingWith("none: cannot be read: no such file");
        assertThatThrownBy(() -> new Recording(folder).validate("6.1", null, null, null)).hasMessageEndingWith("is a folder, not a file");
    }

    @Test
    void otherEventsAreCountedAndLostOnesEndIt() {
        Validation validation = validate(GOOD + "  <idle>-0   [000] d..2   5.2: sched_switch: prev_comm=x\n" + GOOD.replace("sock_create_ret", "sched_wakeup"));
        assertThat(validation.summary().passedOver()).containsEntry("other events", 2L);
        validation = validate(GOOD + "CPU:1 [LOST 12 EVENTS]\n" + GOOD + GOOD);
        assertThat(validation.verdict()).isEqualTo(Validation.Verdict.HAS_GAPS);
        assertThat(validation.gap().line()).isEqualTo(2);
    }

    @Test
    void interruptsAreNobodys() {
        String destroyed = "  racer-97  [001] ..s..  5.2: sk_destruct: (sk_destruct+0x0/0x50) sk=0x10\n";
        Validation validation = validate(GOOD.replace("ret: (__sys_socket+0x85/0x100 <- __sock_create) ret=0", ": family=3 type=5 protocol=0")
                .replace("sock_create_:", "sock_create:") + destroyed);
        assertThat(validation.finding()).isNull();
    }

    /** Who says that a module is not loaded is believed. */
    @Test
    void whatIsNotLoadedIsLoadedFirst() throws IOException {
        Path none = Files.writeString(folder.resolve("none"), "");
        Path can = Files.writeString(folder.resolve("can"), "can 24576 0 - Live 0x0\n");
        String get = GOOD.replaceFirst("sock_create_ret: .*", "module_get: can call_site=x refcnt=2");
        String load = GOOD.replaceFirst("sock_create_ret: .*", "module_load: can ");
        assertThat(before(can, get).finding()).isNull();
        assertThat(before(none, load + get.replace("refcnt=2", "refcnt=3")).finding()).isNull();
        assertThat(before(none, get).finding().why()).isEqualTo("can was not loaded when the recording began, says /proc/modules, nor since");
        assertThat(before(none, GOOD.replaceFirst("sock_create_ret: .*", "module_free: can ")).finding().rule()).isEqualTo(Rule.MODULE_LIFETIME);
        assertThat(before(can, load).finding().why()).isEqualTo("can is loaded already and was not freed");
        assertThat(before(can, get.replace("refcnt=2", "refcnt=3")).finding().why()).startsWith("refcnt=3 of can is not what the references explain");
    }

    private static Validation before(Path modules, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new Recording("x.trace", () -> new Lines("x.trace", new ByteArrayInputStream(bytes))).validate("6.1", modules, null, null);
    }

    @Test
    void theListOfModulesIsChecked() throws IOException {
        Path file = folder.resolve("modules");
        Files.writeString(file, "can 24576 1 can_raw, Live 0xffffffffc0203000\n"
                + "l2tp_core 61440 3 l2tp_ip,l2tp_eth,[permanent], Live 0x0 (E)\n\nx 1 - - Live 0x0\n");
        assertThat(ModulesFile.read(file)).containsOnlyKeys("can", "l2tp_core", "x");
        assertThat(ModulesFile.read(file).get("l2tp_core").usedBy()).containsExactly("l2tp_ip", "l2tp_eth");
        Files.writeString(file, "can 24576 0 - Live 0x0\ncan 24576 1 - Live 0x0\n");
        assertThatThrownBy(() -> ModulesFile.read(file)).hasMessageEndingWith("modules:2: can stands above already: give one copy of /proc/modules");
        Files.writeString(file, "Module Size Used by\n");
        assertThatThrownBy(() -> ModulesFile.read(file)).hasMessageContaining("modules:1: this is no line of /proc/modules");
    }

    // ---- compressed files --------------------------------------------------------------------------------------------------

    private Path compressed(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static Validation validate(Path file) {
        return new Recording(file).validate("6.1", null, null, null);
    }

    @Test
    void whatIsCompressedIsRead() throws IOException {
        assertThat(validate(compressed("x.trace.gz", EVENT + EVENT)).summary().events()).isEqualTo(2);
        Path two = compressed("two", EVENT);
        Files.write(two, Files.readAllBytes(compressed("y", EVENT)), java.nio.file.StandardOpenOption.APPEND);
        assertThat(validate(two).summary().events()).isEqualTo(2);
        assertThat(Recording.kprobeProfileBeside(folder.resolve("x.trace.gz"))).isNull();
        Path profile = compressed("x.kprobe-profile.gz", "  sk_destruct   313   11\n");
        assertThat(Recording.kprobeProfileBeside(folder.resolve("x.trace.gz"))).isEqualTo(profile);
        assertThat(KprobeProfile.read(profile)).containsExactly(java.util.Map.entry(EventKind.SK_DESTRUCT, 11L));
    }

    @Test
    void aDamagedCompressedFileIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(compressed("whole", EVENT.repeat(1000)));
        Path cut = Files.write(folder.resolve("cut.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> validate(cut)).isInstanceOf(FileFormatException.class).hasMessageEndingWith(": the file is packed with gzip, and cut off");
        Path text = Files.writeString(folder.resolve("text.gz"), EVENT);
        assertThat(validate(text).summary().events()).as("the name decides nothing").isEqualTo(1);
        whole[whole.length / 2] ^= 0x55;
        Path damaged = Files.write(folder.resolve("damaged.gz"), whole);
        assertThatThrownBy(() -> validate(damaged)).isInstanceOf(FileFormatException.class);
    }

    // ---- clocks ------------------------------------------------------------------------------------------------------------

    @Test
    void aClockMayCount() {
        assertThat(validate(at("4", 1) + at("17", 2)).summary().events()).isEqualTo(2);
        assertThatThrownBy(() -> validate(at("17", 1) + at("4", 1))).hasMessageContaining("x.trace:2: time goes back from 17 in line 1 to 4");
        assertThatThrownBy(() -> validate(at("17", 1) + at("18.5", 1)))
                .hasMessageContaining("x.trace:2: the time 18.5 has a fraction, but those above have none");
    }
}
