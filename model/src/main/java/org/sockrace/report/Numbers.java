package org.sockrace.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are written. */
public final class Numbers {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DIGITS = 2;
    private static final int MILLION = 1_000_000;

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

    /** The part of the whole in percent, rounded to the nearest hundredth; never all or nothing unless it is. A dash for nothing. */
    public static String share(long part, long whole) {
        if (part == 0) {
            return "-";
        }
        BigDecimal percent = BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_UP);
        if (percent.signum() == 0) {
            return "<0.01%";
        }
        return part < whole && percent.compareTo(HUNDRED) == 0 ? ">99.99%" : percent.toPlainString() + "%";
    }

    /** A range that nobody knows exactly, with two digits: {@code 140,000 to 2,300,000}, {@code 1.4 to 95 million}. */
    public static String roughly(long least, long most) {
        boolean millions = least >= MILLION;
        return twoDigits(least, RoundingMode.DOWN, millions) + " to " + twoDigits(most, RoundingMode.UP, millions) + (millions ? " million" : "");
    }

    private static String twoDigits(long n, RoundingMode mode, boolean millions) {
        BigDecimal rounded = BigDecimal.valueOf(n).round(new MathContext(DIGITS, mode));
        return millions ? String.format(Locale.ROOT, n < 10L * MILLION ? "%,.1f" : "%,.0f", rounded.divide(BigDecimal.valueOf(MILLION)))
                : number(rounded.longValueExact());
    }
}
