package org.sockrace.report;

import java.math.BigInteger;
import java.util.Locale;

/** How numbers are written. */
public final class Numbers {

    private Numbers() { }

    /** With a comma between thousands. */
    public static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** So many things: {@code 1 state}, {@code 1,234 states}. The plural of the noun is made with an s. */
    public static String count(long n, String noun) {
        return count(n, noun, noun + "s");
    }

    /** So many things: {@code 1 history}, {@code 2 histories}. */
    public static String count(long n, String one, String many) {
        return number(n) + " " + (n == 1 ? one : many);
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
