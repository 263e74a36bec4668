package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sockrace.kernel.Net;
import org.sockrace.machine.Property;

/** What scenarios mean. */
class ScenarioParserTest {

    private static Scenario parse(String... lines) {
        return ScenarioParser.parse(String.join("\n", lines), "", "ad-hoc");
    }

    @Test
    void aWholeFile() {
        Scenario s = parse("# a comment",
                "scenario rmmod-vs-socket \"can rmmod win?\"   # another",
                "  expect breaks no-use-after-unload, rollback O1",
                "  kernel 6.1 preemptible=no on-create-failure=core",
                "  module af_packet",
                "  module toy family=PF_TOY create=ok|-ENOMEM owner=none accept=yes loaded=no",
                "  setup: l = socket(PF_PACKET, SOCK_RAW, 0)",
                "  T0: s = socket(PF_PACKET, SOCK_RAW|SOCK_CLOEXEC, 3)",
                "      c = close(s)",
                "  T1 user: r = rmmod(af_packet, force)",
                "  faults sock_alloc, create",
                "  autoload yes",
                "  always no-use-after-unload,",
                "         rollback",
                "  outcome s, r",
                "    fd, -EWOULDBLOCK  acceptable  \"socket() won\"",
                "    *,  0             forbidden");
        assertThat(s.name()).isEqualTo("rmmod-vs-socket");
        assertThat(s.title()).isEqualTo("can rmmod win?");
        assertThat(s.finding()).isEqualTo("O1");
        assertThat(s.expectation()).isEqualTo(new Expectation(Expectation.Kind.BREAKS, List.of(Property.NO_USE_AFTER_UNLOAD,
                Property.ROLLBACK), Where.NOWHERE));
        assertThat(s.expectation().where().line()).isPositive();
        assertThat(s.kernel()).isEqualTo(new KernelChoice("6.1", Map.of("preemptible", "no", "on-create-failure", "core")));
        assertThat(s.faults()).containsExactly(Fault.SOCK_ALLOC, Fault.CREATE);
        assertThat(s.autoload()).isTrue();
        assertThat(s.always()).containsExactly(Property.NO_USE_AFTER_UNLOAD, Property.ROLLBACK, Property.OUTCOMES);
        assertThat(s.outcomes().names()).containsExactly("s", "r");
        assertThat(s.outcomes().complete()).isTrue();
        assertThat(s.outcomes().rows()).containsExactly(
                new OutcomeRow(List.of("fd", Values.of(CallKind.RMMOD, -11)), Grade.ACCEPTABLE, Set.of(), true, "socket() won", Where.NOWHERE),
                new OutcomeRow(List.of("*", "0"), Grade.FORBIDDEN, Set.of(), true, "", Where.NOWHERE));
    }

    @Test
    void whatIsNotSaidHasDefaults() {
        Scenario s = parse("T0: close(3)");
        assertThat(s.name()).isEqualTo("ad-hoc");
        assertThat(s.expectation()).isEqualTo(Expectation.HOLDS);
        assertThat(s.kernel().text()).isEqualTo("4.4");
        assertThat(s.always()).isEqualTo(EnumSet.allOf(Property.class));
        assertThat(s.faults()).isEmpty();
        assertThat(s.outcomes().columns()).isEmpty();
        assertThat(s.outcomes().complete()).isFalse();
    }

    @Test
    void onTheCommandLine() {
        Scenario s = parse("module af_packet family=PF_PACKET; T0: s=socket(PF_PACKET); close(s) || T1: r=rmmod(af_packet); never fd,0");
        assertThat(s.threads()).extracting(ThreadDecl::name, ThreadDecl::text)
                .containsExactly(tuple("T0", "s = socket(PF_PACKET); close(s)"), tuple("T1", "r = rmmod(af_packet)"));
        assertThat(s.outcomes().names()).containsExactly("s", "r");
        assertThat(s.outcomes().rows()).containsExactly(new OutcomeRow(List.of("fd", "0"), Grade.FORBIDDEN, Set.of(), true, "", Where.NOWHERE));
        assertThat(s.outcomes().complete()).isFalse();
    }

    @Nested
    class Modules {

        @Test
        void knownOnesNeedNoAttributes() {
            ModuleDecl can = parse("module can", "module can_raw loaded=no", "T0: close(3)").module("can_raw");
            assertThat(can.toy()).isFalse();
            assertThat(can.loaded()).isFalse();
            assertThat(can.depends()).containsExactly("can");
        }

        @Test
        void othersAreToys() {
            Scenario s = parse("module lib family=45", "module x family=PF_TOY create=ok|ENOMEM depends=lib owner=lib sloppy=yes alias=a|b",
                    "T0: close(3)");
            ModuleDecl toy = s.module("x");
            assertThat(toy.toy()).isTrue();
            assertThat(toy.family()).isEqualTo(Constants.PF_TOY);
            assertThat(toy.createResults()).containsExactly(0, -12);
            assertThat(toy.depends()).containsExactly("lib");
            assertThat(toy.is(ModuleAttribute.SLOPPY)).isTrue();
            assertThat(toy.list(ModuleAttribute.ALIAS)).containsExactly("a", "b");
            assertThat(toy.get(ModuleAttribute.REGISTERS)).isEqualTo("last");
            assertThat(s.module("lib").family()).isEqualTo(45);
        }
    }

    @Nested
    class Calls {

        private Call call(String text) {
            return parse("module af_packet", "T0: " + text).threads().get(0).calls().get(0);
        }

        @Test
        void constantsAreNumbers() {
            Call call = call("s = socket(AF_INET, SOCK_DGRAM|SOCK_NONBLOCK, 0x73)");
            assertThat(call.kind()).isEqualTo(CallKind.SOCKET);
            assertThat(call.arguments()).extracting(Argument::value).containsExactly(Net.PF_INET, Net.SOCK_DGRAM | Net.SOCK_NONBLOCK, 0x73);
            assertThat(call).hasToString("s = socket(AF_INET, SOCK_DGRAM|SOCK_NONBLOCK, 0x73)");
        }

        @Test
        void numbersMayBeNegativeAndTooLarge() {
            assertThat(call("socket(-1, 15, 1000)").arguments()).extracting(Argument::value).containsExactly(-1, 15, 1000);
        }

        @Test
        void leftOutArgumentsAreTheUsualOnes() {
            assertThat(call("socket(PF_PACKET)").arguments()).extracting(Argument::value).containsExactly(17, Net.SOCK_RAW, 0);
            assertThat(call("socket(PF_CAN)").arguments()).extracting(Argument::value).containsExactly(29, Net.SOCK_RAW, 1);
            assertThat(call("socket(PF_INET)").arguments()).extracting(Argument::value).containsExactly(2, Net.SOCK_STREAM, 0);
        }

        @Test
        void onlyForceCanBeMissing() {
            assertThat(call("rmmod(af_packet)").forced()).isFalse();
            assertThat(call("rmmod(af_packet, force)").forced()).isTrue();
        }

        @Test
        void aPairHasTwoEnds() {
            Call close = parse("T0: p = socketpair(PF_UNIX); close(p.1)").threads().get(0).calls().get(1);
            assertThat(close.arguments()).containsExactly(new Argument(Argument.Kind.END_OF_PAIR, "p", 1));
        }

        @Test
        void everyCallCanBeWritten() {
            for (CallKind kind : CallKind.values()) {
                List<String> arguments = kind.parameters().stream().map(p -> switch (p) {
                    case FAMILY -> "PF_TOY";
                    case TYPE -> "SOCK_RAW";
                    case PROTOCOL -> "0";
                    case FD -> "3";
                    case COMMAND -> "F_GETFD";
                    case USER -> "7";
                    case KERNEL_SOCKET -> "k";
                    case MODULE -> "af_packet";
                    case FUNCTION -> "mount";
                    case NUMBER -> "5";
                    case FORCE -> "force";
                }).toList();
                String text = kind.id() + "(" + String.join(", ", arguments) + ")";
                Scenario s = parse("module af_packet", "module own source=Own.java", "T0: k = sock_create_kern(PF_TOY); x = " + text);
                assertThat(s.threads().get(0).calls().get(1).kind()).isEqualTo(kind);
            }
        }
    }

    @Nested
    class Processes {

        @Test
        void threadsThatUseTheSameDescriptorShareTheirTable() {
            Scenario s = parse("setup: s = socket(PF_INET)", "setup: d = dup(s)", "setup: other = socket(PF_INET)",
                    "T0: close(s)", "T1: close(d)", "T2: close(other)", "T3: close(3)");
            assertThat(s.processes()).containsExactly(List.of("T0", "T1"));
            assertThat(s.setup()).extracting(SetupCall::thread).containsExactly("T0", "T0", "T2");
        }

        @Test
        void orSayThatTheyDo() {
            assertThat(parse("T0: close(3)", "T1: close(3)", "T2: close(3)", "process T1 T2").processes())
                    .containsExactly(List.of("T1", "T2"));
        }

        @Test
        void aThreadThatUsesAnothersVariableSharesToo() {
            assertThat(parse("T0: close(s)", "T1: s = socket(PF_INET)").processes()).containsExactly(List.of("T0", "T1"));
        }

        @Test
        void identicalThreadsShareOnlyWhatWasSetUp() {
            assertThat(parse("T0 x2: s = socket(PF_INET); close(s)").processes()).isEmpty();
            assertThat(parse("setup: s = socket(PF_INET)", "T0 x2: close(s)").processes()).containsExactly(List.of("T0"));
            assertThat(parse("T0 x2: s = socket(PF_INET)", "process T0").processes()).containsExactly(List.of("T0"));
        }
    }

    @Nested
    class Threads {

        @Test
        void identicalOnesHaveNumberedResults() {
            Scenario s = parse("T0 x3 user: a = socket(PF_INET)", "T1: b = socket(PF_INET)", "outcome b, a[2]", "  fd, fd");
            assertThat(s.threads().get(0)).extracting(ThreadDecl::copies, ThreadDecl::privileged, ThreadDecl::label)
                    .containsExactly(3, false, "T0 x3");
            assertThat(s.threadCount()).isEqualTo(4);
            assertThat(s.outcomes().columns()).containsExactly(new OutcomeColumn("b", "b", "T1", 0), new OutcomeColumn("a[2]", "a", "T0",
                    2));
        }

        @Test
        void allResultsAreLookedAtUnlessSomeAreChosen() {
            assertThat(parse("T0 x2: a = socket(PF_INET); c = close(a)", "T1: b = close(3)").outcomes().names())
                    .containsExactly("a[0]", "c[0]", "a[1]", "c[1]", "b");
        }
    }

    @Test
    void faultsCanBeAllOrNone() {
        assertThat(parse("T0: close(3)", "faults all").faults()).isEqualTo(EnumSet.allOf(Fault.class));
        assertThat(parse("T0: close(3)", "faults all", "faults none").faults()).isEmpty();
    }

    @Test
    void checkingOtherPropertiesChangesWhatIsExpected() {
        Scenario s = parse("T0: close(3)", "expect breaks rollback O4");
        assertThat(s.checking(EnumSet.of(Property.ROLLBACK)).expectation().text()).isEqualTo("breaks rollback");
        assertThat(s.checking(EnumSet.of(Property.NO_DEADLOCK)).expectation()).isEqualTo(Expectation.HOLDS);
    }

    @Test
    void resultsHaveOneWordEach() {
        assertThat(Values.of(CallKind.SOCKET, 7)).isEqualTo("fd");
        assertThat(Values.of(CallKind.CLOSE, 0)).isEqualTo("0");
        assertThat(Values.of(CallKind.SOCKET, -97)).isEqualTo("EAFNOSUPPORT");
        assertThat(Values.canonical("-EAGAIN")).isEqualTo(Values.canonical("EWOULDBLOCK")).contains(Values.of(CallKind.RMMOD, -11));
        assertThat(Values.canonical("-97")).contains("EAFNOSUPPORT");
        assertThat(Values.canonical("yes")).isEmpty();
    }
}
