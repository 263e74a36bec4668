package org.sockrace.format;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;

/** A format under test, as text. */
public final class Forms {

    private Forms() { }

    /** Writes results in one format. */
    public interface Form {
        /** Writes them. */
        void write(Results results, Writer to) throws IOException;
    }

    /** What that format makes of the results. */
    public static String text(Form form, Results results) throws IOException {
        StringWriter text = new StringWriter();
        form.write(results, text);
        return text.toString();
    }
}
