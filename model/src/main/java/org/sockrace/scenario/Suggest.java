package org.sockrace.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Suggest {

    private static final int LONGEST = 100;

    private Suggest() { }

    /** The nearest of the words, if it is near: at most a third of its letters differ, upper and lower case counting as the same. */
    public static Optional<String> nearest(String word, Collection<String> words) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(w -> !w.equals(word))
                .filter(w -> distance(wanted, w.toLowerCase(Locale.ROOT)) <= Math.max(1, Math.max(w.length(), word.length()) / 3))
                .min(Comparator.comparingInt(w -> distance(wanted, w.toLowerCase(Locale.ROOT))));
    }

    /** How many letters must be put in, taken out, replaced, or exchanged with their neighbour to make one word of the other. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
