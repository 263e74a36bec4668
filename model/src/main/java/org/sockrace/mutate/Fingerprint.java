package org.sockrace.mutate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Short texts that are the same for the same things only. */
public final class Fingerprint {

    private Fingerprint() { }

    /** That of these texts. */
    public static String of(List<String> texts) {
        MessageDigest digest = digest();
        for (String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * That of a long text, in a fraction of the time: its length and two checksums, which together miss one difference in 2<sup>64</sup>. Nobody chooses texts
     * so that it is that one.
     */
    public static String quick(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder().append(bytes.length);
        for (Checksum checksum : List.of(new CRC32(), new CRC32C())) {
            checksum.update(bytes, 0, bytes.length);
            all.append(' ').append(Long.toHexString(checksum.getValue()));
        }
        return all.toString();
    }

    /** That of this program: of its jar, or of its folder of classes. */
    public static String ofProgram() {
        CodeSource source = Fingerprint.class.getProtectionDomain().getCodeSource();
        MessageDigest digest = digest();
        try (Stream<Path> files = Files.walk(Path.of(source.getLocation().toURI()))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(Files.readAllBytes(file));
            }
        } catch (IOException | URISyntaxException e) {
            throw new MutationException("cannot read the program: " + e.getMessage());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
