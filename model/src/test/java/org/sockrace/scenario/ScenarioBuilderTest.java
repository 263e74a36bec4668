package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.PF_UNIX;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.scenario.CallKind.CLOSE;
import static org.sockrace.scenario.CallKind.RMMOD;
import static org.sockrace.scenario.CallKind.SOCKET;
import static org.sockrace.scenario.CallKind.SOCKETPAIR;
import static org.sockrace.scenario.Grade.ACCEPTABLE;
import static org.sockrace.scenario.KernelSwitch.ON_CREATE_FAILURE;
import static org.sockrace.scenario.KernelSwitch.PREEMPTIBLE;
import static org.sockrace.scenario.ModuleAttribute.CREATE;
import static org.sockrace.scenario.ModuleAttribute.FAMILY;
import static org.sockrace.scenario.ModuleAttribute.LOADED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.Golden;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.history.Revert;
import org.sockrace.machine.Property;

/** What can be said in a file can be said in Java, and means the same. */
class ScenarioBuilderTest {

    private static Scenario parse(String text) {
        return ScenarioParser.parse(text, "", "ad-hoc");
    }

    // ---- the same as a file ----------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> everyScenarioOfTheCatalogue() {
        return Catalogue.load().entries().stream().map(CatalogueEntry::scenario).map(s -> DynamicTest.dynamicTest(s.name(), () -> {
            ScenarioBuilder said = InJava.say(s);
            assertThat(said.build()).isEqualTo(s);
            assertThat(parse(said.toString())).isEqualTo(s);
        }));
    }

    private static ScenarioBuilder everything() {
        return Scenario.named("inet-vs-rmmod")
                .title("can rmmod free the protocol under inet_create?")
                .breaks("O1", Property.NO_USE_AFTER_UNLOAD, Property.ROLLBACK)
                .kernel("6.1", k -> k.with(PREEMPTIBLE, false).with(ON_CREATE_FAILURE, "core"))
                .module("l2tp_ip")
                .module("toy", m -> m.with(FAMILY, Constants.PF_TOY).with(CREATE, "ok", "-ENOMEM").with(LOADED, false))
                .setup(CLOSE, 3)
                .setup("p", SOCKETPAIR, PF_UNIX)
                .thread("T0", t -> t.copies(2).user().call("s", SOCKET, PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 115).call(CLOSE, "s"))
                .thread("T1", t -> t.call("r", RMMOD, "l2tp_ip", "force").call("c", CLOSE, "p.1"))
                .thread("T2", t -> { })
                .process("T1", "T2")
                .faults(Fault.SK_ALLOC, Fault.CREATE)
                .autoload()
                .always(Property.NO_USE_AFTER_UNLOAD, Property.ROLLBACK)
                .outcome("s[1]", "r")
                .row(ACCEPTABLE, "a socket pins its protocol", "fd", "-EWOULDBLOCK")
                .row(Grade.ALLOWED, "", "*", 0)
                .never("", -97, -1);
    }

    @Test
    void everyStatement() {
        Scenario parsed = parse("""
                scenario inet-vs-rmmod "can rmmod free the protocol under inet_create?"
                  expect breaks no-use-after-unload, rollback O1
                  kernel 6.1 preemptible=no on-create-failure=core
                  module l2tp_ip
                  module toy family=PF_TOY create=ok|-ENOMEM loaded=no
                  setup: close(3)
                         p = socketpair(PF_UNIX)
                  T0 x2 user: s = socket(PF_INET, SOCK_DGRAM|SOCK_CLOEXEC, 115); close(s)
                  T1: r = rmmod(l2tp_ip, force); c = close(p.1)
                  T2:
                  process T1 T2
                  faults sk_alloc, create
                  autoload yes
                  always no-use-after-unload, rollback
                  outcome s[1], r
                    fd, EWOULDBLOCK  acceptable  "a socket pins its protocol"
                    *, 0  allowed
                  never EAFNOSUPPORT, EPERM
                """);
        assertThat(everything().build()).isEqualTo(parsed);
        assertThat(parse(everything().toString())).isEqualTo(parsed);
        // One that is built stands alone: what repairs it would be in its file.
        assertThat(ScenarioParser.KEYWORDS).filteredOn(word -> !word.equals("repaired-by"))
                .allSatisfy(word -> assertThat(everything().toString()).containsPattern("(?m)^ *" + word + " "));
    }

    @Test
    void theExampleInTheDocumentation() {
        Scenario scenario = Scenario.named("inet-vs-rmmod")
                .title("can rmmod free the protocol under inet_create?")
                .breaks("O1", Property.NO_USE_AFTER_UNLOAD)
                .kernel("6.1", k -> k.with(PREEMPTIBLE, false))
                .module("l2tp_ip")
                .module("toy", m -> m.with(FAMILY, Constants.PF_TOY).with(CREATE, "ok", "-ENOMEM").with(LOADED, false))
                .thread("T0", t -> t.copies(2).user().call("s", SOCKET, PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 115).call(CLOSE, "s"))
                .thread("T1", t -> t.call("r", RMMOD, "l2tp_ip"))
                .faults(Fault.SK_ALLOC, Fault.CREATE)
                .outcome("r")
                .row(ACCEPTABLE, "nobody has a socket", 0)
                .row(ACCEPTABLE, "a socket pins its protocol", "EWOULDBLOCK")
                .build();
        assertThat(scenario.finding()).isEqualTo("O1");
        assertThat(scenario.outcomes().rows()).extracting(OutcomeRow::values).containsExactly(List.of("0"), List.of("EWOULDBLOCK"));
    }

    @Test
    void whatIsNotSaidHasDefaults() {
        assertThat(Scenario.named("ad-hoc").thread("T0", t -> t.call(CLOSE, 3)).build()).isEqualTo(parse("T0: close(3)"));
        assertThat(Scenario.named("x").thread("T0", t -> t.call(SOCKET, "PF_CAN")).build()).isEqualTo(parse("scenario x; T0: socket(PF_CAN)"));
    }

    @Test
    void expectations() {
        assertThat(Stream.of(scenario().holds(), scenario().holds("O1"), scenario().bounded(), scenario().bounded("O2"),
                scenario().breaks(Property.ROLLBACK)).map(ScenarioBuilder::build).map(s -> s.expectation().text() + " " + s.finding()))
                .containsExactly("holds ", "holds O1", "bounded ", "bounded O2", "breaks rollback ");
    }

    @Test
    void allFaults() {
        assertThat(scenario().allFaults().build().faults()).isEqualTo(EnumSet.allOf(Fault.class));
    }

    @Test
    void everyValueThatAModuleOrAKernelCanHave() {
        for (ModuleAttribute attribute : ModuleAttribute.values()) {
            for (String value : attribute.choices()) {
                assertThat(scenario().module("toy", m -> toy(m).with(attribute, value)).build().module("toy").get(attribute)).isEqualTo(value);
            }
        }
        for (KernelSwitch changed : KernelSwitch.values()) {
            for (Object value : changed.choices().isEmpty() ? List.of(300) : changed.choices()) {
                String version = Revert.named(value.toString()).filter(r -> !r.appliesTo(KernelVersion.V6_1)).isPresent() ? "4.4" : "6.1";
                assertThat(scenario().kernel(version, k -> k.with(changed, value)).build().kernel().text())
                        .isEqualTo(version + " " + changed.id() + "=" + value);
            }
        }
    }

    // ---- numbers ---------------------------------------------------------------------------------------------------

    private static Call socket(Object... arguments) {
        return Scenario.named("x").thread("T0", t -> t.call("s", SOCKET, arguments)).build().threads().get(0).calls().get(0);
    }

    @Test
    void numbersAreWrittenAsConstants() {
        assertThat(socket(PF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 115))
                .hasToString("s = socket(PF_INET, SOCK_RAW|SOCK_CLOEXEC|SOCK_NONBLOCK, 115)");
        assertThat(socket(Constants.PF_TOY, 15, -1)).hasToString("s = socket(PF_TOY, 15, -1)");
        assertThat(socket(1000, -1 & ~SOCK_CLOEXEC)).hasToString("s = socket(1000, " + (-1 & ~SOCK_CLOEXEC) + ")");
        assertThat(socket("AF_INET", "SOCK_RAW|SOCK_CLOEXEC", "0x73")).hasToString("s = socket(AF_INET, SOCK_RAW|SOCK_CLOEXEC, 0x73)");
    }

    @Test
    void andMeanThemselves() {
        for (int number = -2; number < 70; number++) {
            assertThat(socket(number, number, number).arguments()).extracting(Argument::value).containsExactly(number, number, number);
            assertThat(socket(5, number | SOCK_NONBLOCK).number(1)).isEqualTo(number | SOCK_NONBLOCK);
        }
    }

    // ---- mistakes --------------------------------------------------------------------------------------------------

    private static ScenarioBuilder scenario() {
        return Scenario.named("x").thread("T0", t -> t.call("s", SOCKET, PF_INET));
    }

    private static Settings<ModuleAttribute> toy(Settings<ModuleAttribute> module) {
        return module.with(FAMILY, Constants.PF_TOY);
    }

    private static final List<Consumer<ScenarioBuilder>> WRONG = List.of(
            b -> Scenario.named("my race"),
            b -> b.title("a \"quoted\" title"),
            b -> b.title("two\nlines"),
            b -> b.title("one").title("two"),
            b -> b.breaks(),
            b -> b.breaks("two words", Property.ROLLBACK),
            b -> b.kernel("4.3"),
            b -> b.kernel("4.4", k -> k.with(PREEMPTIBLE, "maybe")),
            b -> b.kernel("4.4", k -> k.with(PREEMPTIBLE, true).with(PREEMPTIBLE, true)),
            b -> b.kernel("4.4").kernel("6.1"),
            b -> b.module("af_paket"),
            b -> b.module("af packet"),
            b -> b.module("can_raw").build(),
            b -> b.module("toy", m -> toy(m).with(CREATE)),
            b -> b.module("toy", m -> toy(m).with(CREATE, "ok", "ENOMEN")),
            b -> b.module("toy", m -> toy(m).with(LOADED, 7)),
            b -> b.module("toy", m -> m.with(FAMILY, "PF_TOI")),
            b -> b.module("af_packet", m -> m.with(CREATE, "ok")),
            b -> b.thread("T0", t -> { }),
            b -> b.thread("T 1", t -> { }),
            b -> b.thread("setup", t -> { }),
            b -> b.thread("T1", t -> t.copies(0)),
            b -> b.thread("T1", t -> t.copies(12)).build(),
            b -> b.thread("T1", t -> t.call(SOCKET)).build(),
            b -> b.thread("T1", t -> t.call(SOCKET, "PF_PACKT")).build(),
            b -> b.thread("T1", t -> t.call(SOCKET, PF_INET, "")),
            b -> b.thread("T1", t -> t.call(CLOSE, "t")).build(),
            b -> b.thread("T1", t -> t.call(CLOSE, "3); close(4")),
            b -> b.thread("T1", t -> t.call("s", CLOSE, 3)).build(),
            b -> b.thread("T1", t -> t.call(CLOSE, 3, 4)).build(),
            b -> b.process(),
            b -> b.process("T7").build(),
            b -> b.faults(),
            b -> b.always(Property.NO_DEADLOCK).breaks(Property.ROLLBACK).build(),
            b -> b.outcome(),
            b -> b.outcome("t").build(),
            b -> b.outcome("s[1").build(),
            b -> b.outcome("s[1]").build(),
            b -> b.row(ACCEPTABLE, "", "fd"),
            b -> b.outcome("s").row(ACCEPTABLE, "fd"),
            b -> b.outcome("s").row(ACCEPTABLE, "", "FD"),
            b -> b.outcome("s").row(ACCEPTABLE, "", "fd", 0).build(),
            b -> b.never("", "fd", 0).build());

    @Test
    void messagesAreAsWritten() {
        StringBuilder all = new StringBuilder();
        for (Consumer<ScenarioBuilder> wrong : WRONG) {
            ScenarioSyntaxException e = catchThrowableOfType(ScenarioSyntaxException.class, () -> wrong.accept(scenario()));
            assertThat(e).as("mistake " + WRONG.indexOf(wrong)).isNotNull();
            all.append(e.getMessage()).append("\n\n");
        }
        Golden.check("builder-errors.txt", all.toString());
        assertThat(catchThrowableOfType(ScenarioSyntaxException.class, () -> Scenario.named("x").build()))
                .hasMessageStartingWith("error: a scenario needs a thread");
    }

    @Test
    void theRulesAreThoseOfTheLanguage() {
        ScenarioSyntaxException said = catchThrowableOfType(ScenarioSyntaxException.class, () -> scenario().module("af_paket"));
        ScenarioSyntaxException written = catchThrowableOfType(ScenarioSyntaxException.class, () -> parse("  module af_paket"));
        assertThat(said).hasMessage(written.getMessage());
        assertThat(said.suggestion()).isEqualTo("af_packet");
        assertThat(said.place().line()).as("each statement is a line").isEqualTo(4);
    }

    @Test
    void nothingIsNoWord() {
        assertThatThrownBy(() -> Scenario.named(null)).isInstanceOf(NullPointerException.class);
    }

    /** Says a scenario that there is. */
    private static final class InJava {

        private InJava() { }

        static ScenarioBuilder say(Scenario s) {
            ScenarioBuilder b = Scenario.named(s.name()).title(s.title());
            Property[] broken = s.expectation().properties().toArray(Property[]::new);
            switch (s.expectation().kind()) {
                case HOLDS -> b.holds(s.finding());
                case BREAKS -> b.breaks(s.finding(), broken);
                case BOUNDED -> b.bounded(s.finding());
            }
            b.kernel(s.kernel().version(), k -> s.kernel().switches().forEach((id, value) -> k.with(KernelSwitch.of(id).orElseThrow(), value)));
            s.modules().forEach(m -> b.module(m.name(), a -> m.attributes().forEach(a::with)));
            s.setup().forEach(c -> setup(b, c.call()));
            s.threads().forEach(t -> b.thread(t.name(), said -> thread(said, t)));
            s.processes().forEach(p -> b.process(p.toArray(String[]::new)));
            if (!s.faults().isEmpty()) {
                b.faults(s.faults().toArray(Fault[]::new));
            }
            if (s.autoload()) {
                b.autoload();
            }
            b.always(s.always().toArray(Property[]::new));
            outcomes(b, s.outcomes());
            return b;
        }

        private static Object[] arguments(Call call) {
            String inside = call.text().substring(call.text().indexOf('(') + 1, call.text().length() - 1);
            return Arrays.stream(inside.split(", ")).toArray();
        }

        private static void setup(ScenarioBuilder b, Call call) {
            if (call.result().isEmpty()) {
                b.setup(call.kind(), arguments(call));
            } else {
                b.setup(call.result(), call.kind(), arguments(call));
            }
        }

        private static void thread(ThreadBuilder b, ThreadDecl thread) {
            if (thread.copies() > 1) {
                b.copies(thread.copies());
            }
            if (!thread.privileged()) {
                b.user();
            }
            for (Call call : thread.calls()) {
                if (call.result().isEmpty()) {
                    b.call(call.kind(), arguments(call));
                } else {
                    b.call(call.result(), call.kind(), arguments(call));
                }
            }
        }

        private static void outcomes(ScenarioBuilder b, OutcomeTable table) {
            boolean onlyNever = !table.complete() && !table.rows().isEmpty();
            if (!onlyNever && !table.columns().isEmpty()) {
                b.outcome(table.names().toArray(String[]::new));
            }
            for (OutcomeRow row : table.rows()) {
                if (onlyNever) {
                    b.never(row.description(), row.values().toArray());
                } else {
                    b.row(row.grade(), by(row), row.description(), row.values().toArray());
                }
            }
        }
    }

    private static List<String> by(OutcomeRow row) {
        List<String> by = new ArrayList<>(row.by().stream().map(Fault::id).toList());
        if (row.clean() && !by.isEmpty()) {
            by.add(0, "none");
        }
        return by;
    }
}
