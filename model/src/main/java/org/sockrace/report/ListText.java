package org.sockrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sockrace.check.KernelChoices;
import org.sockrace.conform.errno.BuiltIn;
import org.sockrace.conform.errno.NetlinkProtocol;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.history.Revert;
import org.sockrace.machine.Property;
import org.sockrace.mutate.Operator;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Constants;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.Grade;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.KnownBug;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.ParameterKind;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Statement;
import org.sockrace.scenario.ThreadDecl;

/** The tables of {@code list}. */
public final class ListText {

    private final Style style;

    /** Tables in that style. */
    public ListText(Style style) {
        this.style = style;
    }

    private Lines table(String... head) {
        return new Lines(new Table("  ").row(head), style);
    }

    private record Lines(Table table, Style style) {

        <T> Lines rows(T[] of, Function<T, List<String>> cells) {
            Stream.of(of).map(cells).forEach(table::row);
            return this;
        }

        Lines row(String... cells) {
            table.row(cells);
            return this;
        }

        String text() {
            return style.text(table.text(style.width()));
        }
    }

    /** The catalogue. */
    public String scenarios(List<CatalogueEntry> entries) {
        Lines table = table("NO", "NAME", "THREADS", "VERDICT", "OUTCOMES", "SUSPICION");
        for (CatalogueEntry entry : entries) {
            Scenario s = entry.scenario();
            String verdict = s.expectation().kind().id() + (s.finding().isEmpty() ? "" : " " + s.finding());
            long rows = s.outcomes().rows().stream().filter(row -> row.grade() != Grade.FORBIDDEN).count();
            table.row(entry.chapter(), s.name(), String.join(" ", s.threads().stream().map(ThreadDecl::label).toList()), verdict,
                    rows == 0 ? "" : String.valueOf(rows), s.title());
        }
        return table.text();
    }

    /** What is known to be wrong in Linux, or to have been. */
    public String findings() {
        return table("FINDING", "IN LINUX", "SCENARIO", "WHAT HAPPENS, AND WHAT REPAIRS IT").rows(KnownBug.values(), b -> List.of(b.id(), b.versions(),
                b.breaking().get(0), b.story() + ". " + repaired(b))).text();
    }

    private static String repaired(KnownBug b) {
        String holding = b.holding().isEmpty() ? "" : "; " + String.join(", ", b.holding());
        return "[" + b.fix() + (b.references().isEmpty() ? "" : " (" + b.references() + ")") + holding + "]";
    }

    /** The changes that a kernel can be had without. */
    public String history() {
        return table("REVERT", "OR", "IN KERNELS", "SINCE THAT CHANGE").rows(Revert.values(), r -> List.of(r.id(),
                String.join(", ", r.names().subList(1, r.names().size())), r.versions(), r.meaning())).text();
    }

    /** The properties. */
    public String properties() {
        return table("PROPERTY", "HOLDS WHEN").rows(Property.values(), p -> List.of(p.id(), PropertyText.meaning(p))).text();
    }

    /** The statements of a scenario. */
    public String statements() {
        return table("STATEMENT", "MEANING").rows(Statement.values(), s -> List.of(s.syntax(), s.meaning()))
                .row("THREAD [xN] [user]: [RESULT =] CALL; ...", "N identical threads and what each does, without capabilities if user: see list calls")
                .row("setup: [RESULT =] CALL; ...", "calls that are made before the threads start")
                .text();
    }

    /** The calls that threads can make. */
    public String calls() {
        return table("CALL", "RETURNS, IF IT DOES NOT FAIL", "IS").rows(CallKind.values(), call -> List.of(call.signature(), switch (call.returns()) {
            case FD -> "a descriptor";
            case STATUS -> "0";
            case NUMBER, COUNT -> "0 or another number";
            case PAIR -> "0, and two descriptors: p.0 and p.1";
            case KERNEL_SOCKET -> "0, and a socket without a file";
        }, call.meaning())).text();
    }

    /** What can be made to fail. */
    public String faults() {
        return table("FAULT", "WHAT HAPPENS THEN").rows(Fault.values(), f -> List.of(f.id(), f.meaning())).text();
    }

    /** The grades of outcomes. */
    public String grades() {
        return table("GRADE", "AN OUTCOME THAT").rows(Grade.values(), g -> List.of(g.id(), g.meaning())).text();
    }

    /** The mistakes that mutate makes. */
    public String operators() {
        return table("OPERATOR", "THE MISTAKE").rows(Operator.values(), o -> List.of(o.id(), o.meaning())).text();
    }

    /** The modules that the modelled kernel has, and how to have others. */
    public String modules() {
        return table("MODULE", "FAMILY", "NEEDS", "MEANING")
                .rows(KnownModule.values(), m -> List.of(m.id(), Constants.familyName(m.family()), String.join(", ", m.depends()), m.meaning()))
                .row("any other name", "family=...", "depends=...", "a toy, made of attributes: see list attributes")
                .text();
    }

    /** What can be said of modules. */
    public String attributes() {
        return table("ATTRIBUTE", "VALUES", "WITHOUT", "MEANING").rows(ModuleAttribute.values(), a -> List.of(a.id(), String.join(" ", a.choices()),
                a == ModuleAttribute.FAMILY ? "" : a.byDefault(), a.meaning()))
                .text();
    }

    /** All families, and who is each of them in the model. */
    public String families() {
        List<String> toy = List.of(String.valueOf(Constants.PF_TOY), "PF_TOY", "free for toys, which can be any other family as well");
        return table("NUMBER", "FAMILY", "IN THE MODEL").rows(IntStream.range(0, Constants.families()).boxed().toArray(Integer[]::new), family ->
                family == Constants.PF_TOY ? toy : List.of(family.toString(), Constants.familyName(family), modelled(family))).text();
    }

    private static String modelled(int family) {
        boolean builtIn = KernelChoices.BUILT_IN.stream().anyMatch(part -> part.family() == family);
        List<String> modules = Stream.of(KnownModule.values()).filter(m -> m.family() == family).map(KnownModule::id).toList();
        return modules.isEmpty() ? builtIn ? "built in" : "not there"
                : (builtIn ? "built in; " : "") + (modules.size() == 1 ? "module " : "modules ") + String.join(", ", modules);
    }

    /** The constants, families apart. */
    public String constants() {
        Lines table = table("CONSTANT", "VALUE", "FOR");
        for (ParameterKind kind : List.of(ParameterKind.TYPE, ParameterKind.PROTOCOL, ParameterKind.COMMAND)) {
            for (String word : Constants.words(kind)) {
                int value = Constants.value(word).getAsInt();
                boolean flag = kind == ParameterKind.TYPE && value > Net.SOCK_TYPE_MASK;
                table.row(word, String.valueOf(value), flag ? "a flag, with | after a socket type" : kind.meaning());
            }
        }
        return table.text();
    }

    /** What a kernel may have without modules, for {@code conform errno --built-in}. */
    public String builtIns() {
        return table("BUILT IN", "OR A MODULE", "OPTION", "IF NOT SAID", "MEANING")
                .rows(BuiltIn.values(), b -> List.of(b.id(), b.module(), b.option(), "is there", b.meaning()))
                .rows(NetlinkProtocol.values(), p -> List.of(p.id(), p.module(), p.option(), p.option().isEmpty() ? "is there" : "as recorded", p.meaning()))
                .text();
    }

    /** The versions of the kernel: what was read of each, and in which switches it differs from the one before. */
    public String kernels() {
        List<String> all = KernelVersion.texts();
        return table("VERSION", "READ IN", "SWITCHES").rows(KernelVersion.values(), v -> List.of(v.text(), v.release(),
                differences(v.text(), all.get(Math.max(0, all.indexOf(v.text()) - 1))))).text();
    }

    private static String differences(String version, String before) {
        List<String> changed = Stream.of(KernelSwitch.values()).filter(s -> !KernelChoices.value(s, version).equals(KernelChoices.value(s, before)))
                .map(s -> s.id() + "=" + KernelChoices.value(s, version)).toList();
        String switches = version.equals(before) ? "list switches shows them"
                : "as in " + before + (changed.isEmpty() ? "" : ", but " + String.join(" ", changed));
        return switches + (version.equals(KernelVersion.DEFAULT.text()) ? "; this is the default" : "");
    }

    /** The switches of kernels, and what they are in which versions. */
    public String switches() {
        return table("SWITCH", "VALUES", "IN " + KernelVersion.texts().get(0), "MEANING, AND LATER VALUES").rows(KernelSwitch.values(), s -> List.of(s.id(),
                s.choices().isEmpty() ? "a number" : s == KernelSwitch.REVERT ? "none, or a change" : String.join(" ", s.choices()),
                KernelChoices.value(s, KernelVersion.texts().get(0)),
                s.meaning() + later(s))).text();
    }

    /** The values that it has later: {@code  [5.4: family, 5.15: core]}; nothing if it never changes. */
    private static String later(KernelSwitch s) {
        List<String> changes = new ArrayList<>();
        String before = "";
        for (String version : KernelVersion.texts()) {
            String value = KernelChoices.value(s, version);
            if (!value.equals(before) && !before.isEmpty()) {
                changes.add(version + ": " + value);
            }
            before = value;
        }
        return changes.isEmpty() ? "" : " [" + String.join(", ", changes) + "]";
    }
}
