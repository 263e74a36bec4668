package org.sockrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the jar says of the libraries in it is true: the build puts in what the program needs to run, and writes a list of it. */
class ThirdPartyTest {

    private static final Pattern JAR = Pattern.compile("([A-Za-z-]+)-([0-9][^/\\\\]*)\\.jar$");

    private static String resource(String name) throws IOException {
        try (InputStream in = ThirdPartyTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyLibraryInTheJarIsNamedWithItsVersion() throws IOException {
        String libraries = Files.readString(Path.of(System.getProperty("basedir", ""), "target", "libraries.txt"));
        List<String> inTheJar = Stream.of(libraries.strip().split(File.pathSeparator)).map(jar -> JAR.matcher(jar)).filter(Matcher::find)
                .map(m -> m.group(1) + ":" + m.group(2)).toList();
        assertThat(inTheJar).hasSize(libraries.split(File.pathSeparator).length).hasSizeGreaterThan(3);
        List<String> named = resource("/META-INF/THIRD-PARTY.txt").lines().filter(line -> line.matches("[a-z.]+:[A-Za-z-]+:[0-9.]+"))
                .map(line -> line.substring(line.indexOf(':') + 1)).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(inTheJar);
    }

    @Test
    void theExceptionIsPartOfTheLicence() throws IOException {
        assertThat(resource("/LICENSE").strip()).startsWith("GNU GENERAL PUBLIC LICENSE").contains("SPDX-License-Identifier: GPL-2.0-only WITH "
                + "Classpath-exception-2.0\n", "permission to link this library with independent modules");
    }
}
