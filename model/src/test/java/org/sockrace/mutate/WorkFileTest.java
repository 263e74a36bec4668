package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFileTest {

    private static final List<Mutant> MUTANTS = new KernelSources().mutants();
    private final Map<String, String> of = new LinkedHashMap<>(Map.of("kernel", "a"));
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("work");
        try (WorkFile work = WorkFile.open(file, of, MUTANTS)) {
            work.add(new Fate(MUTANTS.get(0), Fate.Kind.NOTICED, "s", "rcu-usage\n\"x\"", 3));
            work.add(new Fate(MUTANTS.get(1), MUTANTS.get(9), Fate.Kind.SURVIVED, "", "", 7));
        }
    }

    private Map<Integer, Fate> read() {
        try (WorkFile work = WorkFile.open(file, of, MUTANTS)) {
            return work.known(List.of(List.of(MUTANTS.get(0)), List.of(MUTANTS.get(1)), List.of(MUTANTS.get(1), MUTANTS.get(9))));
        }
    }

    @Test
    void whatWasWrittenIsKnown() {
        Map<Integer, Fate> known = read();
        assertThat(known).containsOnlyKeys(0, 2);
        assertThat(known.get(0)).isEqualTo(new Fate(MUTANTS.get(0), Fate.Kind.NOTICED, "s", "rcu-usage\n\"x\"", 3));
        assertThat(known.get(2).with()).isEqualTo(MUTANTS.get(9));
    }

    @Test
    void aDamagedLastLineIsDropped() throws IOException {
        for (String damage : List.of("{\"mistake\":\"So", "{\"mistake\":\"So\n", "{}\n", "\0\0\0\0", "\n")) {
            begin();
            String before = Files.readString(file);
            Files.writeString(file, damage, StandardOpenOption.APPEND);
            try (WorkFile work = WorkFile.open(file, of, MUTANTS)) {
                assertThat(work.wasDamaged()).as(damage).isTrue();
            }
            assertThat(Files.readString(file)).isEqualTo(before);
            assertThat(read()).hasSize(2);
            Files.delete(file);
        }
    }

    @Test
    void damageElsewhereIsRefused() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n{\n" + lines.get(1) + "\n");
        assertThatThrownBy(this::read).isInstanceOf(MutationException.class).hasMessageContaining("work:2 is damaged");
    }

    @Test
    void whatIsOfSomethingElseIsRefused() {
        of.put("kernel", "b");
        assertThatThrownBy(this::read).isInstanceOf(MutationException.class).hasMessageContaining("is of other kernel");
    }

    @Test
    void whatIsNoWorkFileIsLeftAlone() throws IOException {
        for (String text : List.of("hello", "hello\n", "{\"kernel\":\"b\"", "[]\n", "3\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(this::read).as(text).isInstanceOf(MutationException.class).hasMessageContaining("take another file");
            assertThat(Files.readString(file)).isEqualTo(text);
        }
    }

    /** A process that was killed may have written no more than that. */
    @Test
    void aBeginningOfTheFirstLineIsNoFileOfSomebodyElse() throws IOException {
        Files.writeString(file, "{\"kern");
        assertThat(read()).isEmpty();
    }

    @Test
    void oneAtATimeWrites() {
        try (WorkFile work = WorkFile.open(file, of, MUTANTS)) {
            assertThat(work.wasDamaged()).isFalse();
            assertThatThrownBy(this::read).isInstanceOf(MutationException.class).hasMessageContaining("is being written");
        }
        assertThatThrownBy(() -> WorkFile.open(folder, of, MUTANTS)).isInstanceOf(MutationException.class).hasMessageContaining("cannot write");
        assertThatThrownBy(() -> WorkFile.open(folder.resolve("none/work"), of, MUTANTS)).hasMessageContaining("there is no such folder");
    }
}
