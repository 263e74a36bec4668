package org.sockrace.kernel;

/** Names of the cells of an array, made once and not with every kernel: under stress kernels are made by the million. Immutable. */
final class CellNames {

    private final String array;
    private final String[] ready;

    /** Has the names of elements 0 to {@code length - 1} ready. */
    CellNames(String array, int length) {
        this.array = array;
        this.ready = new String[length];
        for (int n = 0; n < length; n++) {
            ready[n] = name(n);
        }
    }

    private String name(int n) {
        return array + "[" + n + "]";
    }

    /** The name of one element. */
    String of(int n) {
        return n < ready.length ? ready[n] : name(n);
    }
}
