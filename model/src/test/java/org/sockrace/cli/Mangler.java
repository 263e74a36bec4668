package org.sockrace.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes texts in the ways of people, keyboards, editors and other programs: a few changes each. */
final class Mangler {

    private static final int MOST_REPEATED = 400;
    private static final List<String> NUMBERS = List.of("0", "-0", "-1", "1", "00", "007", "46", "65536", "2147483647", "2147483648", "-2147483648",
            "4294967296", "9223372036854775807", "9223372036854775808", "99999999999999999999", "1e9", "1.5", "0x", "0xffffffff", "0x80000000", "NaN",
            "\u0663", "\uff11\uff12", "\u0967", "1_000", "1,000", "+1");
    private static final List<String> ODD = List.of("\0", "\u0007", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u00e4", "\u0130", "\u0131",
            "\u0301", "\u200b", "\u200e", "\u202e", "\u2028", "\u2029", "\u20ac", "\ufeff", "\ufffd", "\uffff", "\ud83d", "\udc00", "\ud83d\ude00",
            "\ud834\udd1e", "e\u0301\u0302\u0303", "\u05d0\u05d1", "\u4e2d\u6587");
    private static final List<String> MARKS = List.of(":", "::", "=", "==", "(", ")", "()", ",", ",,", ";", "|", "||", "*", "?", "[", "]", "\"", "'", "#",
            "\\", "\\n", "\n", "\r", "\r\n", "\t", " ", "-", "--", ".", "..", "/", "@", "%s", "%n", "%", "$1", "${x}", "<", "&", "]]>", "x", "x0", "all");

    private final Random random;

    Mangler(Random random) {
        this.random = random;
    }

    /** The text with one to three changes, mostly one. */
    String mangled(String text) {
        String changed = text;
        for (int i = Math.max(0, random.nextInt(5) - 2); i >= 0; i--) {
            changed = change(changed);
        }
        return changed;
    }

    /** The bytes, some of which have become others. */
    byte[] binary(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(6); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private String change(String text) {
        return switch (random.nextInt(9)) {
            case 0 -> cut(text);
            case 1, 2 -> tokens(text);
            case 3 -> number(text);
            case 4 -> insert(text, one(ODD));
            case 5, 6 -> insert(text, one(MARKS));
            case 7 -> random.nextInt(10) == 0 ? repeated(text) : insert(text, Character.toString(random.nextInt(0x300)));
            default -> random.nextBoolean() ? text.toUpperCase(java.util.Locale.ROOT) : swapCase(text);
        };
    }

    private String cut(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = from + random.nextInt(text.length() - from + 1);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, from);
            case 1 -> text.substring(to);
            default -> text.substring(0, from) + text.substring(Math.min(to, Math.min(text.length(), from + 8)));
        };
    }

    /** A token is left out, doubled, swapped with another, or becomes another. */
    private String tokens(String text) {
        List<String> tokens = new ArrayList<>(List.of(text.split("(?<=[^\\w])|(?=[^\\w])")));
        int at = random.nextInt(tokens.size());
        int other = random.nextInt(tokens.size());
        switch (random.nextInt(4)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(at));
            case 2 -> Collections.swap(tokens, at, other);
            default -> tokens.set(at, tokens.get(other));
        }
        return String.join("", tokens);
    }

    /** The text with another number in it. */
    String number(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("(?<=[^0-9])(?=[0-9])|(?<=[0-9])(?=[^0-9])")));
        List<Integer> numbers = java.util.stream.IntStream.range(0, parts.size()).filter(i -> parts.get(i).matches("[0-9]+")).boxed().toList();
        if (numbers.isEmpty()) {
            return insert(text, one(NUMBERS));
        }
        parts.set(one(numbers), random.nextInt(4) == 0 ? Integer.toString(random.nextInt(300)) : one(NUMBERS));
        return String.join("", parts);
    }

    private String insert(String text, String added) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + added + text.substring(Math.min(text.length(), at + random.nextInt(2)));
    }

    private String repeated(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(20));
        return text.substring(0, from) + text.substring(from, to).repeat(random.nextInt(MOST_REPEATED)) + text.substring(to);
    }

    private String swapCase(String text) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at).toLowerCase(java.util.Locale.ROOT) + text.substring(at).toUpperCase(java.util.Locale.ROOT);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
