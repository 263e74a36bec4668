package org.sockrace.format;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * A place in a file.
 *
 * @param path the file; relative ones begin at the root of the source tree, with {@code /} between folders
 * @param line the line, from 1; 0 for the file as a whole
 */
public record Place(String path, int line) {

    /** The file as a URI reference: what a URI cannot hold is escaped. */
    String uri() {
        try {
            // Half a surrogate pair has no UTF-8: it becomes a question mark.
            String whole = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            boolean absolute = whole.startsWith("/");
            String plain = absolute || !whole.contains(":") ? whole : "./" + whole;
            return new URI(absolute ? "file" : null, absolute ? "" : null, plain, null, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return line == 0 ? path : path + ":" + line;
    }
}
