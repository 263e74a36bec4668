package org.sockrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the jar says of the libraries in it is true: the build puts in those that pom.xml names, and no others. */
class ThirdPartyTest {

    private static final Pattern INCLUDED = Pattern.compile("<include>([^:<]+):([^:<]+)</include>");

    private static String resource(String name) throws IOException {
        try (InputStream in = ThirdPartyTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String version(String group, String artifact) {
        Properties properties = new Properties();
        try (InputStream in = ThirdPartyTest.class.getResourceAsStream("/META-INF/maven/" + group + "/" + artifact + "/pom.properties")) {
            if (in != null) {
                properties.load(in);
                return properties.getProperty("version");
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Pattern.compile("/" + artifact + "-([0-9][^/]*)\\.jar").matcher(System.getProperty("java.class.path")).results().findFirst().orElseThrow()
                .group(1);
    }

    @Test
    void everyLibraryInTheJarIsNamedWithItsVersion() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("basedir", ""), "pom.xml"));
        List<String> inTheJar = INCLUDED.matcher(pom).results().map(m -> m.group(1) + ":" + m.group(2) + ":" + version(m.group(1), m.group(2))).toList();
        assertThat(inTheJar).hasSizeGreaterThan(3);
        List<String> named = resource("/META-INF/THIRD-PARTY.txt").lines().filter(line -> line.matches("[a-z.]+:[a-z-]+:[0-9.]+")).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(inTheJar);
    }

    /** Tests have all libraries on their class path, the jar has only those that are included. */
    @Test
    void whatTheProgramNeedsIsInTheJar() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("basedir", ""), "pom.xml"));
        List<String> included = INCLUDED.matcher(pom).results().map(m -> m.group(1) + ":" + m.group(2)).toList();
        Pattern dependency = Pattern.compile("(?s)<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*</dependency>");
        List<String> needed = dependency.matcher(pom).results().map(m -> m.group(1) + ":" + m.group(2)).toList();
        assertThat(needed).hasSizeGreaterThan(2);
        assertThat(included).containsAll(needed);
    }

    @Test
    void theExceptionIsPartOfTheLicence() throws IOException {
        assertThat(resource("/LICENSE").strip()).startsWith("GNU GENERAL PUBLIC LICENSE").contains("SPDX-License-Identifier: GPL-2.0-only WITH "
                + "Classpath-exception-2.0\n", "permission to link this library with independent modules");
    }
}
