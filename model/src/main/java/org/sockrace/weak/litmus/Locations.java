package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.List;

/** The shared variables of a test: each has a number, and an address, which is a value that nothing else has. */
final class Locations {

    /** No test computes with such numbers. */
    private static final long FIRST = 1L << 48;
    private static final long FIRST_SYMBOL = 1L << 60;
    private static final int DISTANCE_BITS = 36;

    private final List<String> names = new ArrayList<>();

    /** The number of the variable, a new one if it is new. */
    int of(String name) {
        int known = names.indexOf(name);
        if (known >= 0) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    boolean knows(String name) {
        return names.contains(name);
    }

    int size() {
        return names.size();
    }

    String name(int location) {
        return names.get(location);
    }

    static long address(int location) {
        return FIRST + ((long) location << DISTANCE_BITS);
    }

    /** The number of the variable at the address, -1 if there is none. */
    int at(long address) {
        long offset = address - FIRST;
        long location = offset >> DISTANCE_BITS;
        return offset >= 0 && address < FIRST_SYMBOL && location < names.size() && address(Math.toIntExact(location)) == address ? (int) location : -1;
    }

    /** A value out of thin air, of which nothing is known but that it equals itself. */
    static long symbol(int number) {
        return FIRST_SYMBOL + number;
    }

    static boolean isSymbol(long value) {
        return value >= FIRST_SYMBOL;
    }

    /** A value as users write it. */
    String text(long value) {
        if (value == Term.UNKNOWN) {
            return "?";
        }
        if (isSymbol(value)) {
            return "S" + (value - FIRST_SYMBOL);
        }
        int location = at(value);
        return location < 0 ? Long.toString(value) : names.get(location);
    }
}
