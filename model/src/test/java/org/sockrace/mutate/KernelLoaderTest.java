package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelLoaderTest {

    private static final Path MAIN = Path.of(System.getProperty("basedir", ""), "src", "main", "java", "org", "sockrace");
    private static final Pattern KERNEL = Pattern.compile("import (?:static )?org\\.sockrace\\.kernel\\.(?:history\\.)?([A-Za-z_]+)");
    /** They set a scenario up and run its calls: what they do with the kernel is in the automata, or in notes that decide nothing. */
    private static final Set<String> SETTING_UP = Set.of("SceneBuilder.java", "Servers.java", "CallBinder.java", "ModuleSetup.java", "KernelSockets.java",
            "KernelChoices.java", "NotModelled.java");

    /** If equal automata could be judged otherwise, a scenario must be searched whose automata are equal. */
    @Test
    void whateverJudgesByTheKernelIsKnown() throws IOException {
        assertThat(asked("scenario", "check", "explain", "report")).isEqualTo(new TreeSet<>(KernelLoader.ASKED));
    }

    /** What is loaded once would ask the right kernel. */
    @Test
    void whatIsSharedAsksNoKernel() throws IOException {
        assertThat(asked(KernelLoader.SHARED.toArray(String[]::new))).isEmpty();
    }

    private static Set<String> asked(String... folders) throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java") && !SETTING_UP.contains(f.getFileName().toString())).toList()) {
                    Matcher kernel = KERNEL.matcher(Files.readString(file));
                    while (kernel.find()) {
                        asked.add(kernel.group(1));
                    }
                }
            }
        }
        return asked;
    }
}
