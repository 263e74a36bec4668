package org.sockrace.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sockrace.Schemas;

/** Runs command lines as users do, on the real engine. */
abstract class RealCli {

    String out = "";
    String err = "";

    int run(String... args) {
        return runOn(new byte[0], args);
    }

    /** The same with that on the standard input. */
    int runOn(byte[] in, String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new Session(Engines.standard(), new ByteArrayInputStream(in), Output.of(new PrintWriter(o)), Output.of(new PrintWriter(e)),
                new AtomicBoolean(), Terminal.NONE), args);
        out = o.toString();
        err = e.toString();
        Schemas.check(out);
        return code;
    }
}
