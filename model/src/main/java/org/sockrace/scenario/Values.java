package org.sockrace.scenario;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.Net;

/** The words for results in outcome tables. */
public final class Values {

    /** Any result. */
    public static final String ANY = "*";
    /** A descriptor, whichever. */
    public static final String FD = "fd";

    private static final int SHORTEST_ERRNO = 3;

    private Values() { }

    /** The word for what a call returned: {@code fd}, an errno name, or the number. */
    public static String of(CallKind kind, int result) {
        if (result < 0) {
            return Errno.name(-result);
        }
        return kind.returns() == Returns.FD ? FD : Integer.toString(result);
    }

    /** The words for what calls of that kind can return: success first, then the errors that the modelled kernel knows. */
    public static List<String> words(Returns returns) {
        Stream<String> success = switch (returns) {
            case FD -> Stream.of(FD);
            case NUMBER -> Stream.of("0", "1", Integer.toString(Net.SOCK_NONBLOCK));
            case STATUS, COUNT, PAIR, KERNEL_SOCKET -> Stream.of("0");
        };
        return Stream.concat(success, errnos().stream()).toList();
    }

    /** Whether these results are among those that the pattern stands for: the same, or {@code *}. */
    public static boolean fit(List<String> pattern, List<String> values) {
        boolean fit = pattern.size() == values.size();
        for (int i = 0; fit && i < pattern.size(); i++) {
            fit = pattern.get(i).equals(ANY) || pattern.get(i).equals(values.get(i));
        }
        return fit;
    }

    /** The names of all error numbers that the modelled kernel knows. */
    static List<String> errnos() {
        return Stream.of(Errno.class.getFields()).map(Field::getName).filter(name -> name.matches("E[A-Z]+")).sorted().toList();
    }

    /** What can be written for a result, numbers left out. */
    static List<String> words() {
        return Stream.concat(Stream.of(FD, "0", ANY), errnos().stream()).toList();
    }

    /** The one word for what the user wrote: errno names without a minus, EWOULDBLOCK as EAGAIN. Empty if it is no result. */
    public static Optional<String> canonical(String word) {
        if (word.equals(FD) || word.equals(ANY)) {
            return Optional.of(word);
        }
        int errno = Errno.number(word.startsWith("-") ? word.substring(1) : word);
        if (errno != 0) {
            return Optional.of(Errno.name(errno));
        }
        var number = Constants.number(word);
        return number.isEmpty() ? Optional.empty() : Optional.of(of(CallKind.CLOSE, number.getAsInt()));
    }

    /**
     * Why a result cannot be what a call returns, with the way out; null if it can.
     *
     * @param column the name of the result
     * @param returns what its call returns
     * @param word the result as the user wrote it
     * @param any what to say of {@link #ANY}
     */
    public static String problem(String column, Returns returns, String word, String any) {
        List<String> valid = words(returns);
        String value = canonical(word).orElse(word);
        return valid.contains(value) || returns == Returns.COUNT && value.matches("[0-9]+") ? null
                : column + " is '" + word + "', which its call never returns in the modelled kernel; " + hint(returns, word, value, valid, any);
    }

    private static String hint(Returns returns, String word, String value, List<String> valid, String any) {
        if (value.equals(ANY)) {
            return any;
        }
        if (value.equals(FD)) {
            return "it returns 0 or an error";
        }
        boolean number = value.matches("[0-9]+");
        String errno = number ? Errno.name(Constants.number(value).orElse(0)) : value;
        String error = number && !errno.equals(value) ? (returns == Returns.FD ? ", and the error " : "the error ") + value + " is written " + errno : "";
        if (returns == Returns.FD && number) {
            return "a descriptor is written " + FD + error;
        }
        if (!error.isEmpty()) {
            return error;
        }
        return Optional.of(word).filter(w -> w.length() >= SHORTEST_ERRNO).flatMap(w -> Suggest.nearest(w, valid))
                .map(near -> "did you mean '" + near + "'?").orElse("it can be " + String.join(", ", valid));
    }
}
