package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sockrace.machine.simulated.World;

/**
 * Exchanging identical threads: a state is represented by the one in which their blocks are sorted (Ip, Dill: Better verification through symmetry, 1996).
 * Threads that start grace periods of their own are left as they are.
 */
final class Symmetry {

    static final Symmetry NONE = new Symmetry(List.of());
    private final Field[][] groups;
    private final boolean oneWord;

    private Symmetry(List<Field[]> groups) {
        this.groups = groups.toArray(Field[][]::new);
        this.oneWord = groups.stream().allMatch(g -> Arrays.stream(g).allMatch(f -> f.word() == g[0].word()));
    }

    static Symmetry of(Layout layout, World world) {
        List<Field[]> groups = new ArrayList<>();
        int thread = 0;
        for (int r = 0; r < world.automata().size(); r++) {
            int copies = world.automata().get(r).program().copies();
            int first = thread;
            thread += copies;
            boolean waits = layout.rows.stream().anyMatch(row -> row.thread() >= first && row.thread() < first + copies);
            if (copies > 1 && !waits) {
                groups.add(Arrays.copyOfRange(layout.blocks, first, first + copies));
            }
        }
        return groups.isEmpty() ? NONE : new Symmetry(groups);
    }

    boolean active() {
        return groups.length > 0;
    }

    /** Replaces the state by its representative. */
    void canonicalise(long[] state, int base) {
        for (Field[] group : groups) {
            if (oneWord) {
                sortInWord(state, base + group[0].word(), group);
            } else {
                sort(state, base, group);
            }
        }
    }

    private static void sortInWord(long[] state, int at, Field[] group) {
        long word = state[at];
        long mask = group[0].mask();
        for (int i = 1; i < group.length; i++) {
            long value = word >>> group[i].shift() & mask;
            int j = i - 1;
            while (j >= 0 && (word >>> group[j].shift() & mask) > value) {
                long larger = word >>> group[j].shift() & mask;
                word = word & ~(mask << group[j + 1].shift()) | larger << group[j + 1].shift();
                j--;
            }
            word = word & ~(mask << group[j + 1].shift()) | value << group[j + 1].shift();
        }
        state[at] = word;
    }

    private static void sort(long[] state, int base, Field[] group) {
        for (int i = 1; i < group.length; i++) {
            long value = block(state, base, group[i]);
            int j = i - 1;
            while (j >= 0 && block(state, base, group[j]) > value) {
                group[j + 1].set(state, base, block(state, base, group[j]));
                j--;
            }
            group[j + 1].set(state, base, value);
        }
    }

    private static long block(long[] state, int base, Field field) {
        return state[base + field.word()] >>> field.shift() & field.mask();
    }
}
