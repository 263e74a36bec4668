package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;

/** Files that are no recordings, or damaged ones. */
class ReadingTest {

    private static final String GOOD = "           racer-97      [001] .....     5.167333: sock_create_ret: (__sys_socket+0x85/0x100 <- __sock_create) ret=0\n";

    @TempDir
    private Path folder;

    private static Validation validate(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Recording recording = new Recording("x.trace", () -> new Lines("x.trace", new ByteArrayInputStream(bytes)));
        return recording.validate("6.1", null, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hello | x.trace:2: this is no line of a recording",
        "  racer-97  [001] .....  now: sock_create_ret: ret=0 | x.trace:2: there is no time stamp",
        "racer  [001] .....  5.167333: sock_create_ret: ret=0 | x.trace:2: there is no task before the processor",
        "  racer-97  [001] .....  5.167333: sock_create_ret: (a <- b) | x.trace:2: the field ret= is missing",
        "  racer-97  [001] .....  5.167333: sock_create_ret: (a <- b) ret=zero | x.trace:2: the field ret= holds no number but 'zero'",
        "  racer-97  [001] .....  5.167333: sock_create: (a) family=29 type=3 | x.trace:2: the field protocol= is missing",
        "  racer-97  [001] .....  5.167333: module_get: ca\u00e9n refcnt=1 | x.trace:2: 'ca\u00e9n' is no name of a module",
        "  racer-99999999999  [001] .....  5.167333: sk_destruct: sk=0x1 | x.trace:2: '99999999999' is no number of a task"})
    void aDamagedLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> validate(GOOD + line + "\n")).isInstanceOf(FileFormatException.class).hasMessageStartingWith(message);
    }

    @Test
    void whatIsNoTextIsNamed() {
        assertThatThrownBy(() -> validate(GOOD + "\u0000\u0001ELF\n")).hasMessage("x.trace:2: byte 0x00: this is no text");
        byte[] junk = new byte[10_000];
        new Random(7).nextBytes(junk);
        assertThatThrownBy(() -> validate(new String(junk, StandardCharsets.ISO_8859_1))).isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith("x.trace:");
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
        assertThatThrownBy(() -> new Recording(folder.resolve("none")).validate("6.1", null, null)).hasMessageEndingWith("none: cannot be read: no such file");
        assertThatThrownBy(() -> new Recording(folder).validate("6.1", null, null)).hasMessageEndingWith("is a folder, not a file");
    }

    @Test
    void otherEventsAreCountedAndLostOnesEndIt() {
        Validation validation = validate(GOOD + "  <idle>-0   [000] d..2   5.2: sched_switch: prev_comm=x\n" + GOOD.replace("sock_create_ret", "sched_wakeup"));
        assertThat(validation.summary().passedOver()).containsEntry("other events", 2L);
        validation = validate(GOOD + "CPU:1 [LOST 12 EVENTS]\n" + GOOD + GOOD);
        assertThat(validation.verdict()).isEqualTo(Validation.Verdict.BOUNDED);
        assertThat(validation.lostAt()).isEqualTo(2);
    }

    @Test
    void interruptsAreNobodys() {
        String destroyed = "  racer-97  [001] ..s..  5.1: sk_destruct: (sk_destruct+0x0/0x50) sk=0x10\n";
        Validation validation = validate(GOOD.replace("ret: (__sys_socket+0x85/0x100 <- __sock_create) ret=0", ": family=3 type=5 protocol=0")
                .replace("sock_create_:", "sock_create:") + destroyed);
        assertThat(validation.finding()).isNull();
    }

    @Test
    void theListOfModulesIsChecked() throws IOException {
        Path file = folder.resolve("modules");
        Files.writeString(file, "can 24576 1 can_raw, Live 0xffffffffc0203000\n"
                + "l2tp_core 61440 3 l2tp_ip,l2tp_eth,[permanent], Live 0x0 (E)\n\nx 1 - - Live 0x0\n");
        assertThat(ModulesFile.read(file)).containsOnlyKeys("can", "l2tp_core", "x");
        assertThat(ModulesFile.read(file).get("l2tp_core").usedBy()).containsExactly("l2tp_ip", "l2tp_eth");
        Files.writeString(file, "Module Size Used by\n");
        assertThatThrownBy(() -> ModulesFile.read(file)).hasMessageContaining("modules:1: this is no line of /proc/modules");
    }
}
