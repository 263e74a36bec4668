package org.sockrace.conform.errno;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.scenario.Suggest;

/**
 * Reads a table row by row: columns that are separated by tabs, their names in the first line, in any order. {@code family}, {@code type},
 * {@code protocol} and {@code result} must be there; {@code modules}, {@code user}, {@code cloexec} and {@code nonblock} may be; others are
 * passed over. Not thread-safe.
 */
final class RowReader {

    private static final List<String> NEEDED = List.of("family", "type", "protocol", "result");

    private final Lines lines;
    private final Map<String, Integer> columns = new HashMap<>();
    private final int width;
    private final Map<String, List<String>> modules = new HashMap<>();

    /** Reads the head. */
    RowReader(Lines lines) {
        this.lines = lines;
        String head = lines.nextUtf8();
        String[] names = head == null ? new String[0] : head.split("\t", -1);
        for (int i = 0; i < names.length; i++) {
            if (columns.put(names[i].strip(), i) != null) {
                throw lines.error("there are two columns '" + names[i].strip() + "'");
            }
        }
        for (String name : NEEDED) {
            if (!columns.containsKey(name)) {
                throw new FileFormatException(lines.name() + ":1: there is no column '" + name + "'; the first line names the columns, separated by tabs: "
                        + "modules user family type protocol result cloexec nonblock");
            }
        }
        this.width = names.length;
    }

    /** The next row, or null after the last. */
    Row next() {
        String line = lines.nextUtf8();
        while (line != null && line.isBlank()) {
            line = lines.nextUtf8();
        }
        if (line == null) {
            return null;
        }
        String[] cells = line.split("\t", -1);
        if (cells.length != width) {
            throw lines.error("there are " + cells.length + " columns, but " + width + " names in the first line");
        }
        Row.Call call = new Row.Call(modules(cells), root(cells), number(cells, "family"), number(cells, "type"), number(cells, "protocol"));
        return new Row(lines.number(), call, result(cells));
    }

    private String cell(String[] cells, String column, String without) {
        return columns.containsKey(column) ? cells[columns.get(column)].strip() : without;
    }

    private List<String> modules(String[] cells) {
        return modules.computeIfAbsent(cell(cells, "modules", "none"), names -> names.isEmpty() || names.equals("none") || names.equals("-") ? List.of()
                : Stream.of(names.split("[+,]")).map(name -> name.strip().replace('-', '_')).filter(name -> !name.isEmpty()).distinct().sorted().toList());
    }

    private boolean root(String[] cells) {
        String user = cell(cells, "user", "root");
        return switch (user) {
            case "root" -> true;
            case "user" -> false;
            default -> throw lines.error("the user is '" + user + "'; it can be root or user");
        };
    }

    private int number(String[] cells, String column) {
        String text = cell(cells, column, "");
        try {
            return Integer.decode(text.matches("-?0[0-9]+") ? text.replaceFirst("0+(?=[0-9])", "") : text);
        } catch (NumberFormatException e) {
            throw lines.error("the " + column + " is '" + text + "', which is no number of a C int");
        }
    }

    private Result result(String[] cells) {
        String errno = cell(cells, "result", "");
        if (!errno.equals(Result.OK) && !ErrorNames.has(errno)) {
            throw lines.error("the result is '" + errno + "', neither OK nor the name of an error"
                    + Suggest.nearest(errno, ErrorNames.all()).map(near -> "; did you mean '" + near + "'?").orElse(""));
        }
        return new Result(ErrorNames.canonical(errno), flag(cells, "cloexec"), flag(cells, "nonblock"));
    }

    private int flag(String[] cells, String column) {
        String text = cell(cells, column, "-1");
        if (!text.matches("-1|0|1")) {
            throw lines.error("the column " + column + " holds '" + text + "'; it can be 1, 0 or -1");
        }
        return Integer.parseInt(text);
    }
}
