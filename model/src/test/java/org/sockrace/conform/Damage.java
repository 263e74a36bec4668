package org.sockrace.conform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages files in the ways of people, disks and other programs. {@code -Dfuzz=N} says how often, {@code -Dfuzz.seed=N} in which of all ways. */
public final class Damage {

    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int LINES = 60;
    private static final List<String> WORDS = List.of("family=", "type=", "protocol=", "ret=", "sock=", "sk=", "refcnt=", "-1", "0", "99999999999999999999", "0x",
            "-", "=", ":", ": ", "[", "]", "[000]", "[99999]", "\t", "  ", "\r", "#", "module_get: can", "sock_create_ret:", "sk_destruct:", "delete_module:",
            "finit_module:", "module_free: ", "module_load: ", "synchronize_rcu:", "synchronize_rcu_ret:", "request_module:", "sock_register:",
            "sock_unregister: family=", "LOST 3", "[LOST 1 EVENTS]", "cpus=4", "samples", "fd", "EINVAL", "OK", "EBOGUS", "root", "user", "can+can_raw",
            "2147483648", "\u00ff", "\ufeff", "\u20ac", "%s", "$1", "\\", "\"", "(", " <- ", "call_site=", ".", "1e9", "NaN");
    private static final List<String> NUMBERS = List.of("0", "1", "-1", "2", "3", "17", "29", "46", "263", "2147483647", "-2147483648", "4294967296");

    private Damage() { }

    /** How many files are tried: {@code otherwise}, unless the property says more. */
    public static int files(int otherwise) {
        return Integer.getInteger("fuzz", otherwise);
    }

    /** The choices of that file. */
    public static Random random(int file) {
        return new Random(SEED * 1_000_003 + file);
    }

    /** Its name, for messages. */
    public static String name(int file) {
        return "-Dfuzz.seed=" + SEED + ", file " + file;
    }

    /** Some lines of the file, a few of them changed in a few places. */
    public static byte[] some(List<String> whole, Random random) {
        int first = random.nextInt(4) == 0 ? 0 : random.nextInt(whole.size());
        List<String> lines = new ArrayList<>(whole.subList(first, Math.min(whole.size(), first + 1 + random.nextInt(LINES))));
        if (random.nextBoolean()) {
            lines.addAll(0, whole.subList(0, 1));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            change(lines, random);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(String.join(random.nextInt(8) == 0 ? "\r\n" : "\n", lines).getBytes(StandardCharsets.UTF_8));
        if (random.nextInt(8) != 0) {
            bytes.write('\n');
        }
        byte[] result = bytes.toByteArray();
        for (int i = random.nextInt(24) == 0 ? random.nextInt(4) : 0; i > 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        }
        return result;
    }

    private static void change(List<String> lines, Random random) {
        if (lines.isEmpty()) {
            return;
        }
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(7)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
            case 3 -> lines.set(at, number(line, random));
            case 4 -> lines.set(at, word(line, random));
            case 5 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)) + WORDS.get(random.nextInt(WORDS.size())));
            default -> lines.set(at, letters(line, random));
        }
    }

    /** Another number in the place of one that is there. */
    private static String number(String line, Random random) {
        String[] parts = line.split("(?<=[^0-9])(?=[0-9])|(?<=[0-9])(?=[^0-9])", -1);
        int at = random.nextInt(parts.length);
        while (at < parts.length && !parts[at].matches("[0-9]+")) {
            at++;
        }
        if (at < parts.length) {
            parts[at] = random.nextBoolean() ? NUMBERS.get(random.nextInt(NUMBERS.size())) : Integer.toString(random.nextInt(300));
        }
        return String.join("", parts);
    }

    private static String word(String line, Random random) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at) + WORDS.get(random.nextInt(WORDS.size())) + line.substring(Math.min(line.length(), at + random.nextInt(4)));
    }

    private static String letters(String line, Random random) {
        StringBuilder text = new StringBuilder(line);
        for (int i = random.nextInt(3); i >= 0 && text.length() > 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
