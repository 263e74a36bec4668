package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.Golden;
import org.sockrace.Schemas;
import org.sockrace.report.html.Pages;

/** The fix check where users see it. With the real engine. */
class ExplainFixTest {

    private static final String NO_OWNER = "module toy family=PF_TOY owner=none; setup: s = socket(PF_TOY); T0: c = close(s) || T1: r = rmmod(toy); "
            + "expect breaks unregister-contract, no-use-after-unload";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String run(String... args) {
        out.getBuffer().setLength(0);
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), args)).as(err.toString()).isEqualTo(ExitCode.MET);
        assertThat(err.toString()).isEmpty();
        Schemas.check(out.toString());
        return out.toString();
    }

    @Test
    void explainEndsWithTheFixCheck() {
        Golden.check("explain-fix.txt", run("explain", "--level", "summary", "inet-vs-rmmod"));
        Golden.check("explain-fix-change.txt", run("explain", "--level", "summary", "-e", NO_OWNER));
        assertThat(run("explain", "--no-fix", "inet-vs-rmmod")).doesNotContain("Fix check");
    }

    @Test
    void documentsHaveIt() throws IOException {
        JsonNode json = new ObjectMapper().readTree(run("explain", "--json", "-e", NO_OWNER));
        assertThat(json.get("command").asText()).isEqualTo("explain");
        assertThat(json.at("/scenarios/0/violations")).hasSize(2).allSatisfy(v -> {
            assertThat(v.at("/fix/attempts/0/change").asText()).isEqualTo("module toy owner=self");
            assertThat(v.at("/fix/attempts/0/result").asText()).isEqualTo("holds");
            assertThat(v.at("/fix/text")).isNotEmpty();
        });
        assertThat(new ObjectMapper().readTree(run("check", "--json", "-e", NO_OWNER)).at("/scenarios/0/violations/0").has("fix")).isFalse();
        assertThat(new ObjectMapper().readTree(run("check", "--json", "--fix", "-e", NO_OWNER)).at("/scenarios/0/violations/0").has("fix")).isTrue();
    }

    @Test
    void thePageHasIt(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.html");
        run("explain", "--html", page.toString(), "-e", NO_OWNER);
        assertThat(Pages.written(page)).contains("module toy owner=self (26 states)");
    }
}
