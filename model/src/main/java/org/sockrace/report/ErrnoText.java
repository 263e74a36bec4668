package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sockrace.conform.errno.Comparison;
import org.sockrace.conform.errno.Comparison.Difference;
import org.sockrace.conform.errno.Comparison.Mismatch;
import org.sockrace.scenario.Constants;

/** How far the model agrees with a table of results of socket(2), as text. */
public final class ErrnoText {

    private static final int SHOWN = 12;

    private final Style style;

    /** Text in that style. */
    public ErrnoText(Style style) {
        this.style = style;
    }

    /**
     * The report.
     *
     * @param file the table's name
     * @param kernel the version of the modelled kernel
     */
    public String comparison(String file, String kernel, Comparison c) {
        StringBuilder text = new StringBuilder(verdict(file, kernel, c)).append('\n').append(families(c));
        c.mismatches().forEach((difference, mismatch) -> text.append('\n').append(mismatch(difference, mismatch)));
        return style.text(text.toString());
    }

    private String verdict(String file, String kernel, Comparison c) {
        long compared = c.agree() + c.differ();
        long all = compared + c.notModelled();
        if (compared == 0) {
            return style.doubtful("bounded") + "  " + file + ": nothing was compared: the modelled kernel " + kernel + " cannot speak of "
                    + (all == 1 ? "its one row" : "any of its " + number(all) + " rows") + "\n";
        }
        String rows = number(c.agree()) + " of " + number(compared) + (compared == 1 ? " row is" : " rows are") + " what the modelled kernel " + kernel
                + " does";
        String rest = c.notModelled() == 0 ? "" : "; " + number(c.notModelled()) + (c.notModelled() == 1 ? " more row was" : " more rows were")
                + " not compared, " + share(c.notModelled(), all) + " of the table";
        return (c.differ() > 0 ? style.bad("DIFFERS") : style.good("agrees")) + "  " + file + ": " + rows + rest + "\n";
    }

    /** How much of it that is; never nothing, and never all. */
    private static String share(long part, long all) {
        long percent = Math.round(100.0 * part / all);
        return 2 * part == all ? "half" : percent == 0 ? "less than 1%" : percent == 100 ? "more than 99%" : percent + "%";
    }

    private String families(Comparison c) {
        Table table = new Table("    ");
        table.row("FAMILY", "AGREE", "DIFFER", "NOT COMPARED", "");
        c.families().forEach((family, t) -> table.row(name(family), Wrap.right(number(t.agree()), 6), Wrap.right(dash(t.differ()), 6),
                Wrap.right(dash(t.notModelled()), 12), String.join("; ", t.notes())));
        return table.text(style.width());
    }

    /** The rows that differ in one way. */
    String mismatch(Difference d, Mismatch m) {
        Table table = new Table("    ");
        table.row("recorded", d.recorded());
        table.row("modelled", d.modelled());
        table.row("types", list(m.types().stream().map(ErrnoText::type).toList()));
        table.row("protocols", list(m.protocols()));
        table.row("as", String.join(", ", m.machines()));
        table.row("lines", list(m.lines()));
        String differ = m.lines().size() == 1 ? " row differs\n" : " rows differ\n";
        return "  " + name(d.family()) + ": " + number(m.lines().size()) + differ + table.text(style.width());
    }

    private static String type(int type) {
        int flags = type & ~0xf;
        return Constants.typeName(type & 0xf) + (flags == 0 ? "" : String.format(Locale.ROOT, "|0x%x", flags));
    }

    private static String list(Collection<?> all) {
        String first = all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(" "));
        return all.size() <= SHOWN ? first : first + " and " + number(all.size() - SHOWN) + " more";
    }

    static String name(int family) {
        String name = Constants.familyName(family);
        return name.startsWith("PF_") ? name + " (" + family + ")" : name;
    }

    private static String dash(long n) {
        return n == 0 ? "-" : number(n);
    }
}
