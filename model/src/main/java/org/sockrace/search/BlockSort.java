package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Exchanging identical threads: a state is represented by the one in which their blocks are sorted (Ip, Dill: Better verification through symmetry, 1996).
 * Which threads that are, {@link org.sockrace.reduce.Symmetry} says.
 */
final class BlockSort {

    static final BlockSort NONE = new BlockSort(List.of(), List.of());
    private final Field[][] groups;
    /** By group: whose blocks these are. */
    private final List<List<Integer>> threads;
    private final boolean oneWord;

    private BlockSort(List<Field[]> groups, List<List<Integer>> threads) {
        this.threads = threads;
        this.groups = groups.toArray(Field[][]::new);
        this.oneWord = groups.stream().allMatch(g -> Arrays.stream(g).allMatch(f -> f.word() == g[0].word()));
    }

    /** Sorts the blocks of threads of these roles. */
    static BlockSort of(Layout layout, BitSet roles) {
        List<Field[]> groups = new ArrayList<>();
        List<List<Integer>> threads = new ArrayList<>();
        for (int role = roles.nextSetBit(0); role >= 0; role = roles.nextSetBit(role + 1)) {
            List<Field> group = new ArrayList<>();
            List<Integer> members = new ArrayList<>();
            for (int t = 0; t < layout.roleOf.length; t++) {
                if (layout.roleOf[t] == role) {
                    group.add(layout.blocks[t]);
                    members.add(t);
                }
            }
            groups.add(group.toArray(Field[]::new));
            threads.add(members);
        }
        return groups.isEmpty() ? NONE : new BlockSort(groups, threads);
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

    /** The same, and what is said of each thread goes where its block goes. */
    void canonicalise(long[] state, int base, int[] said) {
        for (int g = 0; g < groups.length; g++) {
            Field[] group = groups[g];
            for (int i = 1; i < group.length; i++) {
                for (int j = i; j > 0 && block(state, base, group[j - 1]) > block(state, base, group[j]); j--) {
                    long held = block(state, base, group[j]);
                    group[j].set(state, base, block(state, base, group[j - 1]));
                    group[j - 1].set(state, base, held);
                    int one = threads.get(g).get(j);
                    int other = threads.get(g).get(j - 1);
                    int what = said[one];
                    said[one] = said[other];
                    said[other] = what;
                }
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
