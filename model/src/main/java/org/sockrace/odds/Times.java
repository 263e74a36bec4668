package org.sockrace.odds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and distributions as users write and read them. */
public final class Times {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,15})?)(ns|us|ms|s|m|h|d)");
    private static final Map<String, Double> UNITS = Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0, "d", 86400.0);
    private static final List<String> SHOWN = List.of("ns", "us", "ms", "s");
    private static final double YEAR = 365.25 * 86400;
    private static final int MOST_PHASES = 64;
    private static final int DIGITS = 3;

    private Times() { }

    /**
     * Reads a time, in seconds.
     *
     * @throws IllegalArgumentException if it is none, or not more than 0; the message is for users
     */
    public static double parse(String text) {
        Matcher m = TIME.matcher(text);
        if (!m.matches()) {
            boolean negative = text.startsWith("-");
            throw new IllegalArgumentException(text.isEmpty() ? "there is no time: write 200ns, 15us, 1.5ms or 2s"
                    : "'" + text + "' is no time" + (negative ? ": it must be more than 0" : ": write 200ns, 15us, 1.5ms or 2s"));
        }
        double seconds = Double.parseDouble(m.group(1)) * UNITS.get(m.group(2));
        if (seconds < 1e-12 || seconds > 1e9) {
            throw new IllegalArgumentException("'" + text + "' is no time that an operation can take: it must be more than 0, and less than 30 years");
        }
        return seconds;
    }

    /**
     * Reads a distribution: {@code exponential} (or nothing), {@code erlang 9}, {@code constant}, {@code uniform 1us 3us}, {@code lognormal 2us 50us} (median
     * and 99th percentile), {@code histogram 1us:5 2us:7} (values and how often).
     *
     * @param mean its mean; that of those which name values is theirs
     * @throws IllegalArgumentException if it is none; the message is for users
     */
    public static Duration distribution(String text, double mean) {
        String[] words = text.strip().split("\\s+");
        int parameters = words.length - 1;
        return switch (words[0]) {
            case "", "exponential" -> only(parameters, 0, text, Duration.exponential(mean));
            case "constant" -> only(parameters, 0, text, Duration.constant(mean));
            case "erlang" -> parameters == 1 ? Duration.erlang(mean, phases(words[1])) : only(parameters, 1, text, null);
            case "uniform", "lognormal" -> {
                only(parameters, 2, text, null);
                double low = parse(words[1]);
                double high = parse(words[2]);
                if (high < low) {
                    throw new IllegalArgumentException("'" + text + "': the second time is less than the first");
                }
                yield words[0].equals("uniform") ? Duration.uniform(low, high) : Duration.logNormal(low, high);
            }
            case "histogram" -> histogram(List.of(words).subList(1, words.length), text);
            default -> throw new IllegalArgumentException("'" + words[0] + "' is no distribution: there are exponential, erlang, constant, uniform, lognormal "
                    + "and histogram");
        };
    }

    private static Duration only(int parameters, int wanted, String text, Duration duration) {
        if (parameters != wanted) {
            throw new IllegalArgumentException("'" + text + "' has " + parameters + (parameters == 1 ? " parameter" : " parameters") + ", not " + wanted);
        }
        return duration;
    }

    private static int phases(String text) {
        int phases = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (phases < 1 || phases > MOST_PHASES) {
            throw new IllegalArgumentException("'" + text + "' is no number of phases: 1 to " + MOST_PHASES);
        }
        return phases;
    }

    private static Duration histogram(List<String> bars, String text) {
        List<Double> values = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (String bar : bars) {
            int colon = bar.indexOf(':');
            if (colon < 0 || !bar.substring(colon + 1).matches("[0-9]{1,15}") || Long.parseLong(bar.substring(colon + 1)) == 0) {
                throw new IllegalArgumentException("'" + bar + "' is no bar of a histogram: write TIME:COUNT, as in 2us:7");
            }
            values.add(parse(bar.substring(0, colon)));
            weights.add((double) Long.parseLong(bar.substring(colon + 1)));
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no bars: write TIME:COUNT, as in 2us:7");
        }
        return Duration.histogram(values, weights);
    }

    /** A time of an operation as a table has it: {@code 15.2ms}. */
    public static String written(double seconds) {
        int unit = 0;
        double amount = seconds * 1e9;
        while (unit + 1 < SHOWN.size() && amount >= 999.5) {
            amount /= 1000;
            unit++;
        }
        return BigDecimal.valueOf(amount).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString() + SHOWN.get(unit);
    }

    /** Any time as users read it: {@code 3.2 ms}, {@code 12 h}, {@code 4,100 years}. */
    public static String shown(double seconds) {
        if (seconds < 999.5e-3) {
            String text = written(seconds);
            int unit = text.replaceFirst("[a-z]+$", "").length();
            return text.substring(0, unit) + " " + text.substring(unit);
        }
        if (seconds < 120) {
            return rounded(seconds) + " s";
        }
        if (seconds < 2 * 3600) {
            return rounded(seconds / 60) + " min";
        }
        if (seconds < 2 * 86400) {
            return rounded(seconds / 3600) + " h";
        }
        return seconds < 2 * YEAR ? rounded(seconds / 86400) + " days" : rounded(seconds / YEAR) + " years";
    }

    /** A probability, with three digits that count. */
    public static String probability(double probability) {
        return probability == 0 ? "0" : probability < 1e-3 ? String.format(Locale.ROOT, "%.2e", probability)
                : 1 - probability < 5e-4 && probability < 1 ? ">0.999" : rounded(probability);
    }

    /** A number that is not negative, with three digits that count; {@code 1.2e12} if it is large. */
    public static String rounded(double number) {
        if (Double.isInfinite(number)) {
            return "infinitely many";
        }
        BigDecimal three = BigDecimal.valueOf(number).round(new MathContext(DIGITS));
        return number >= 1e9 || number > 0 && number < 1e-3 ? String.format(Locale.ROOT, "%.2e", number)
                : String.format(Locale.ROOT, "%,." + Math.max(0, three.stripTrailingZeros().scale()) + "f", three);
    }
}
