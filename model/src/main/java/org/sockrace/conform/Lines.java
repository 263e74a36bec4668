package org.sockrace.conform;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;

/** Reads a recording or a table line by line, packed with gzip or not, and complains of what is no text. Keeps one line in memory. Not thread-safe. */
public final class Lines implements Closeable {

    /** No line of a recording is longer, in bytes. */
    public static final int LONGEST = 64 * 1024;
    private static final int BUFFER = 1 << 16;
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);
    private static final byte[] UTF_16 = {(byte) 0xff, (byte) 0xfe};
    private static final byte[] UTF_16_BIG_ENDIAN = {(byte) 0xfe, (byte) 0xff};

    private final String name;
    private InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private byte[] line = new byte[256];
    private int at;
    private int end;
    private int number;
    private boolean ascii;

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
        return new Lines(name(file), open(file));
    }

    /** What the file is called in messages. */
    public static String name(Path file) {
        return isStandardInput(file) ? "standard input" : file.toString();
    }

    /** Whether that is standard input. */
    public static boolean isStandardInput(Path file) {
        return file.equals(STANDARD_INPUT);
    }

    static InputStream open(Path file) {
        if (Files.isDirectory(file)) {
            throw new FileFormatException(file + ": is a folder, not a file");
        }
        try {
            return Files.newInputStream(file);
        } catch (AccessDeniedException e) {
            throw new FileFormatException(file + ": cannot be read: permission denied");
        } catch (IOException e) {
            throw new FileFormatException(file + ": cannot be read: " + (Files.exists(file) ? e.getMessage()
                    : Files.isSymbolicLink(file) ? "it is a link, and there is no file where it leads" : "no such file"));
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

    /** Whether the line last read has no bytes but those of ASCII. */
    public boolean isAscii() {
        return ascii;
    }

    /** That something is wrong with the line last read. */
    public FileFormatException error(String what) {
        return FileFormatException.at(name, number, what);
    }

    /**
     * The next line without its end, or null after the last: a character for each byte, since the names of tasks in a recording may be any bytes.
     *
     * @throws FileFormatException if it is no text, or cut off
     */
    public String next() {
        int length = 0;
        number++;
        if (number == 1) {
            begin();
        }
        ascii = true;
        String whole = whole();
        if (whole != null) {
            return whole;
        }
        while (true) {
            int b = read();
            if (b == '\n') {
                return text(line, 0, length);
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
                line = Arrays.copyOf(line, 2 * length);
            }
            ascii &= b < 0x80;
            line[length++] = (byte) b;
        }
    }

    /**
     * The next line of a file that is in UTF-8 throughout, or null after the last.
     *
     * @throws FileFormatException if it is no text, not in UTF-8, or cut off
     */
    public String nextUtf8() {
        String raw = next();
        return raw == null || ascii ? raw : utf8(raw);
    }

    /**
     * The characters that these bytes of the line last read are in UTF-8.
     *
     * @throws FileFormatException if they are none
     */
    public String utf8(String bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException e) {
            throw error("this is not UTF-8: save the file in that encoding");
        }
    }

    /** Unpacks what is packed, and passes over a byte order mark. */
    private void begin() {
        try {
            end = in.readNBytes(buffer, 0, BYTE_ORDER_MARK.length);
            if (Gzip.begins(buffer, end)) {
                in = Gzip.unpacked(buffer, end, in);
                end = in.readNBytes(buffer, 0, BYTE_ORDER_MARK.length);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (begins(UTF_16) || begins(UTF_16_BIG_ENDIAN)) {
            throw error("this is UTF-16, not UTF-8: save the file in that encoding");
        }
        at = begins(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }

    private FileFormatException unreadable(IOException e) {
        boolean cut = e instanceof EOFException;
        return cut || e instanceof ZipException ? error("the file is packed with gzip, and " + (cut ? "cut off" : "damaged")
                + (e.getMessage() == null || cut ? "" : ": " + e.getMessage())) : error("cannot be read: " + e.getMessage());
    }

    private boolean begins(byte[] with) {
        return end >= with.length && Arrays.equals(buffer, 0, with.length, with, 0, with.length);
    }

    /** The next line, if all of it is in the buffer and there is nothing special about it; else null. */
    private String whole() {
        int most = Math.min(end, at + LONGEST);
        for (int i = at; i < most; i++) {
            byte b = buffer[i];
            if (b == '\n') {
                String text = text(buffer, at, i);
                at = i + 1;
                return text;
            }
            if (b < ' ' && b != '\t') {
                return null;
            }
        }
        return null;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, (to > from && bytes[to - 1] == '\r' ? to - 1 : to) - from, StandardCharsets.ISO_8859_1);
    }

    private int read() {
        if (at == end) {
            try {
                end = in.read(buffer);
            } catch (IOException e) {
                throw unreadable(e);
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
