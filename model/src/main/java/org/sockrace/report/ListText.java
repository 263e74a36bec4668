package org.sockrace.report;

import java.util.List;
import java.util.stream.Stream;
import org.sockrace.machine.Property;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;

/** The tables of {@code list}. */
public final class ListText {

    private final Style style;

    /** Tables in that style. */
    public ListText(Style style) {
        this.style = style;
    }

    /** The catalogue. */
    public String scenarios(List<CatalogueEntry> entries) {
        Table table = new Table("  ").row("CH", "NAME", "THREADS", "VERDICT", "OUTCOMES", "SUSPICION");
        for (CatalogueEntry entry : entries) {
            Scenario s = entry.scenario();
            String verdict = s.expectation().kind().id() + (s.finding().isEmpty() ? "" : " " + s.finding());
            int rows = s.outcomes().rows().size();
            table.row(entry.chapter(), s.name(), String.join(" ", s.threads().stream().map(ThreadDecl::label).toList()), verdict,
                    rows == 0 ? "" : String.valueOf(rows), s.title());
        }
        return style.text(table.text(style.width()));
    }

    /** The properties. */
    public String properties() {
        Table table = new Table("  ").row("PROPERTY", "HOLDS WHEN");
        Stream.of(Property.values()).forEach(p -> table.row(p.id(), PropertyText.meaning(p)));
        return style.text(table.text(style.width()));
    }

    /** The calls that threads can make. */
    public String calls() {
        Table table = new Table("  ").row("CALL", "RETURNS, IF IT DOES NOT FAIL");
        for (CallKind call : CallKind.values()) {
            table.row(call.signature(), switch (call.returns()) {
                case FD -> "a descriptor";
                case STATUS -> "0";
                case PAIR -> "0, and two descriptors: p.0 and p.1";
                case KERNEL_SOCKET -> "0, and a socket without a file";
            });
        }
        return style.text(table.text(style.width()));
    }

    /** What can be made to fail. */
    public String faults() {
        StringBuilder text = new StringBuilder();
        Fault.ids().forEach(id -> text.append("  ").append(id).append('\n'));
        return text.toString();
    }
}
