package org.sockrace.mutate;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A file of the kernel that is only in memory. */
final class SourceFile extends SimpleJavaFileObject {

    private final String text;

    SourceFile(String file, String text) {
        super(URI.create("string:///org/sockrace/kernel/" + file), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
