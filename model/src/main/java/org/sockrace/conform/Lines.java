package org.sockrace.conform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a recording or a table line by line, and complains of what is no text. Keeps one line in memory. Not thread-safe. */
public final class Lines implements Closeable {

    /** No line of a recording is longer, in bytes. */
    public static final int LONGEST = 64 * 1024;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private byte[] line = new byte[256];
    private int at;
    private int end;
    private int number;

    /** Reads that; {@code name} is for messages. */
    public Lines(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /**
     * Opens the file.
     *
     * @throws FileFormatException if it cannot be read
     */
    public static Lines of(Path file) {
        if (Files.isDirectory(file)) {
            throw new FileFormatException(file + ": is a folder, not a file");
        }
        try {
            return new Lines(file.toString(), Files.newInputStream(file));
        } catch (AccessDeniedException e) {
            throw new FileFormatException(file + ": cannot be read: permission denied");
        } catch (IOException e) {
            throw new FileFormatException(file + ": cannot be read: " + (Files.exists(file) ? e.getMessage() : "no such file"));
        }
    }

    /** The name for messages. */
    public String name() {
        return name;
    }

    /** The number of the line last read, from 1. */
    public int number() {
        return number;
    }

    /** That something is wrong with the line last read. */
    public FileFormatException error(String what) {
        return FileFormatException.at(name, number, what);
    }

    /** The next line without its end, or null after the last. */
    public String next() {
        int length = 0;
        number++;
        while (true) {
            int b = read();
            if (b == '\n') {
                return text(length);
            }
            if (b < 0) {
                if (length > 0) {
                    throw error("the file ends within this line: it is cut off, or its newline is missing");
                }
                number--;
                return null;
            }
            if (b < ' ' && b != '\t' && b != '\r') {
                throw error(String.format(Locale.ROOT, "byte 0x%02x: this is no text", b));
            }
            if (length == LONGEST) {
                throw error("the line is longer than " + LONGEST + " bytes: this is no recording or table");
            }
            if (length == line.length) {
                line = java.util.Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
    }

    private String text(int length) {
        int n = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, n, StandardCharsets.ISO_8859_1);
    }

    private int read() {
        if (at == end) {
            try {
                end = in.read(buffer);
            } catch (IOException e) {
                throw error("cannot be read: " + e.getMessage());
            }
            at = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
