package org.sockrace.report;

import java.util.Locale;

/** How numbers are written. */
final class Numbers {

    private Numbers() { }

    /** With a comma between thousands. */
    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
