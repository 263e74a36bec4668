package org.sockrace.report;

import static org.sockrace.report.Numbers.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Violation;
import org.sockrace.compare.Comparison;
import org.sockrace.compare.Comparison.Model;
import org.sockrace.compare.Comparison.Row;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;

/** How far the model agrees with what real threads have seen, as text. */
public final class CompareText {

    private final Style style;

    /** Text in that style. */
    public CompareText(Style style) {
        this.style = style;
    }

    /** The verdict, the outcomes in the columns of jcstress, and what follows from them. */
    public String comparison(Scenario scenario, Origin origin, Comparison c) {
        StringBuilder text = new StringBuilder(verdict(c)).append('\n').append(outcomes(c)).append('\n');
        for (Note note : notes(scenario, origin, c)) {
            Wrap.lines(" " + note.text(), style.width(), " ".repeat(3)).forEach(line -> text.append(line).append('\n'));
            if (!note.command().isEmpty()) {
                text.append(" ".repeat(3)).append(note.command()).append('\n');
            }
        }
        return style.text(text.toString());
    }

    private String verdict(Comparison c) {
        long all = c.observed();
        String line = word(c) + "  " + c.report().name() + ": " + number(c.observed(Model.POSSIBLE)) + " of " + number(all)
                + (all == 1 ? " observed outcome is" : " observed outcomes are") + " possible in the model" + unreached(c) + notSeen(c) + " · "
                + Numbers.count(c.report().states(), "state") + ", " + CheckText.reach(c.report());
        String wrapped = Wrap.lines(line, style.width(), " ".repeat(word(c).length() + 2)).stream().map(l -> l + "\n").collect(Collectors.joining());
        return paint(c) + wrapped.substring(word(c).length());
    }

    private static String word(Comparison c) {
        String id = c.verdict().id();
        return c.verdict() == Comparison.Verdict.DIFFERS ? id.toUpperCase(Locale.ROOT) : id;
    }

    private String paint(Comparison c) {
        return switch (c.verdict()) {
            case AGREES -> style.good(word(c));
            case DIFFERS -> style.bad(word(c));
            case INCONCLUSIVE -> style.doubtful(word(c));
        };
    }

    private static String unreached(Comparison c) {
        long impossible = c.observed(Model.IMPOSSIBLE);
        long open = c.observed(Model.NOT_REACHED);
        return impossible > 0 ? ", " + number(impossible) + (impossible == 1 ? " is" : " are") + " impossible: an error in the model"
                : open > 0 ? ", " + number(open) + (open == 1 ? " was" : " were") + " not reached" : "";
    }

    private static String notSeen(Comparison c) {
        long n = c.notSeen();
        return n == 0 ? "" : ", " + number(n) + (n == 1 ? " more was" : " more were") + " not seen";
    }

    private String outcomes(Comparison c) {
        Table table = new Table("    ");
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(c.report().columns());
        int count = Math.max("SAMPLES".length(), number(c.rows().stream().mapToLong(Row::samples).max().orElse(0)).length());
        head.addAll(List.of(Wrap.right("SAMPLES", count), Wrap.right("FREQ", 7), "MODEL", "EXPECT", "DESCRIPTION"));
        table.row(head);
        for (Row row : c.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.model() == Model.POSSIBLE ? "" : row.model() == Model.IMPOSSIBLE ? "!" : "?"));
            cells.addAll(row.values());
            String model = row.model() == Model.IMPOSSIBLE ? row.model().id().toUpperCase(Locale.ROOT) : row.model().id();
            cells.addAll(List.of(Wrap.right(number(row.samples()), count), Wrap.right(Numbers.share(row.samples(), c.samples()), 7), model,
                    row.grade().id(), row.description()));
            table.row(cells);
        }
        return table.text(style.width());
    }

    // ---- what follows ------------------------------------------------------------------------------------------------

    /**
     * Something to know.
     *
     * @param text what
     * @param command a command for it, on a line of its own so that it can be copied; or an empty string
     */
    private record Note(String text, String command) {
        private Note(String text) {
            this(text, "");
        }
    }

    private static List<Note> notes(Scenario scenario, Origin origin, Comparison c) {
        List<Note> notes = new ArrayList<>();
        CheckReport report = c.report();
        if (c.verdict() == Comparison.Verdict.DIFFERS) {
            notes.add(new Note("error in the model: every execution was followed to its end, and none has an outcome marked !"));
            notes.add(new Note("next: see that the scenario is what the program did (calls, modules, kernel, faults, autoload); what the model does:",
                    origin.command("check")));
        } else if (c.verdict() == Comparison.Verdict.INCONCLUSIVE && !report.exhaustive()) {
            notes.add(new Note("not reached: the search was cut short (" + CheckText.reach(report) + "), so outcomes marked ? may be possible all the same: "
                    + "search further"));
        }
        if (!report.endings().stops().isEmpty()) {
            notes.add(new Note(stops(report, c.verdict())));
        }
        if (!report.violations().isEmpty()) {
            notes.add(new Note(broken(scenario, report), origin.command("explain")));
        }
        if (c.notSeen() > 0) {
            notes.add(new Note("not seen: possible in the model, not met by the program, which is fine: rare orders need more samples"));
        }
        return notes;
    }

    /** An execution that breaks something may end there: then it has no outcome, and an outcome that is missing proves nothing. */
    private static String stops(CheckReport report, Comparison.Verdict verdict) {
        String says = "executions that break " + ids(report.endings().stops()) + " end there, without an outcome; the model does not say what a real "
                + "kernel returns after that";
        return verdict == Comparison.Verdict.INCONCLUSIVE ? "not reached: " + says + ", so outcomes marked ? prove nothing against it"
                : says + ", so more may be possible";
    }

    private static String broken(Scenario scenario, CheckReport report) {
        boolean met = Judgement.of(scenario, report) == Judgement.MET;
        String finding = scenario.finding().isEmpty() ? "" : " (" + scenario.finding() + ")";
        return "in the model " + report.name() + " breaks " + ids(report.violations().stream().map(Violation::property).distinct().toList())
                + (met ? ", as expected" : ", UNEXPECTEDLY") + finding + "; how:";
    }

    private static String ids(Collection<Property> properties) {
        return properties.stream().map(Property::id).collect(Collectors.joining(", "));
    }
}
