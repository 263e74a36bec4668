package org.sockrace.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The text of scenarios in files: UTF-8, perhaps with a byte order mark, which is left out. */
public final class ScenarioFile {

    /** What the names of such files end with. */
    public static final String SUFFIX = ".race";

    private static final int MOST_BYTES = 1 << 20;
    /** The first byte of a UTF-16 file; the second is one less, or the other way round. */
    private static final byte UTF_16 = (byte) 0xff;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private ScenarioFile() { }

    /** What a scenario is called that does not name itself: the file's name without {@link #SUFFIX}. */
    public static String name(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /** The file of that name, if it ends with {@link #SUFFIX}, or the folder of that name. */
    public static Optional<Path> named(String name) {
        return path(name).filter(p -> Files.isDirectory(p) || name.endsWith(SUFFIX) && Files.exists(p));
    }

    /** Whether there is a file of that name. */
    public static boolean isFile(String name) {
        return path(name).filter(Files::exists).isPresent();
    }

    private static Optional<Path> path(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The file itself; or if it is a folder the scenarios in it, in the order of their names.
     *
     * @throws IOException if it is a folder without any, or cannot be read; the message is for users
     */
    public static List<Path> in(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> files = Files.list(fileOrFolder)) {
            List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(SUFFIX) && !Files.isDirectory(f)).sorted().toList();
            if (found.isEmpty()) {
                throw new IOException("it is a folder without a file *" + SUFFIX);
            }
            return found;
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }

    /**
     * What the file holds.
     *
     * @throws IOException if it cannot be read or is no text; the message is for users
     */
    public static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (FileSystemException e) {
            throw new IOException(reason(e), e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getReason() == null ? e.getMessage() : e.getReason();
    }

    /**
     * What the stream holds, to its end. A device or a recording is answered before it has filled the memory.
     *
     * @throws IOException if it cannot be read or is no text; the message is for users
     */
    public static String read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > 1 && (bytes[0] == UTF_16 && bytes[1] == UTF_16 - 1 || bytes[0] == UTF_16 - 1 && bytes[1] == UTF_16)) {
            throw new IOException("it is UTF-16: save the file as UTF-8");
        }
        int zero = 0;
        while (zero < bytes.length && bytes[zero] != 0) {
            zero++;
        }
        if (zero < bytes.length) {
            throw new IOException("byte 0x00 in line " + line(bytes, zero) + ": this is no text");
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("it is larger than " + MOST_BYTES / 1024 + " KiB: this is no scenario");
        }
        String text = decoded(bytes);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static String decoded(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        if (decoder.decode(rest, text, true).isError()) {
            throw new IOException("line " + line(bytes, rest.position()) + " is not UTF-8: save the file in that encoding");
        }
        return text.flip().toString();
    }

    /** The number of the line that this byte is in, from 1. */
    private static int line(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
