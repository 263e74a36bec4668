package org.sockrace.report;

import java.math.BigInteger;
import java.util.Locale;

/** How numbers are written. */
final class Numbers {

    private Numbers() { }

    /** With a comma between thousands. */
    static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** The part of the whole in percent, rounded down; never all or nothing unless it is. A dash for nothing. */
    static String share(long part, long whole) {
        if (part == 0) {
            return "-";
        }
        BigInteger[] hundredths = BigInteger.valueOf(part).multiply(BigInteger.valueOf(10_000)).divideAndRemainder(BigInteger.valueOf(whole));
        int floor = hundredths[0].intValueExact();
        if (floor == 0) {
            return "<0.01%";
        }
        return floor == 9_999 && hundredths[1].signum() > 0 ? ">99.99%" : String.format(Locale.ROOT, "%d.%02d%%", floor / 100, floor % 100);
    }
}
