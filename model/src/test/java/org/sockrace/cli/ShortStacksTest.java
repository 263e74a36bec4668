package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that keeps stacks short does not tell where code stands: places that differ would look the same, and what holds might not. */
class ShortStacksTest {

    @ParameterizedTest
    @ValueSource(strings = {"-XX:MaxJavaStackTraceDepth=20", "-XX:-StackTraceInThrowable"})
    void areRefused(String option) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, option, "-cp", classPath, Main.class.getName(), "check", "rmmod-vs-socket")
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said).isEqualTo("error: rmmod-vs-socket cannot be set up: this JVM does not tell where code stands: run it without "
                + "-XX:MaxJavaStackTraceDepth and -XX:-StackTraceInThrowable" + System.lineSeparator());
    }
}
