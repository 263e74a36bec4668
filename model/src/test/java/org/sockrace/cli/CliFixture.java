package org.sockrace.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import org.sockrace.Schemas;

/** Runs command lines on an engine that finds what is told to be found. */
final class CliFixture {

    final FakeEngine engine = new FakeEngine();
    final AtomicBoolean cancelled = new AtomicBoolean();
    Terminal terminal = Terminal.NONE;
    Map<String, String> environment = Map.of();
    byte[] in = {};
    String out;
    String err;

    int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new Session(engine, new ByteArrayInputStream(in), Output.of(new PrintWriter(o)), Output.of(new PrintWriter(e)), cancelled,
                terminal, environment), args);
        out = o.toString().replace("\r\n", "\n");
        err = e.toString().replace("\r\n", "\n");
        Schemas.check(out);
        return code;
    }

    /** All commands. */
    CommandLine commandLine() {
        PrintWriter nobody = new PrintWriter(Writer.nullWriter());
        return Main.commandLine(new Session(engine, nobody, nobody, cancelled, false));
    }

    CliFixture input(String text) {
        in = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }
}
