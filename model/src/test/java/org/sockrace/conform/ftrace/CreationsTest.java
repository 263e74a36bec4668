package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.kernel.Errno;

/** The arguments of a call decide the ways through __sock_create. */
@SameOnEveryJdk
class CreationsTest {

    private static final Set<String> MODULES = Set.of("can", "can_raw", "phonet", "l2tp_ip", "pppox", "pppoe");
    private static final int CAN_PROTOCOLS = 8;
    private static final int PROTOCOL_MAX = 263;

    private static Creations creations(String kernel, Set<String> named) {
        return new Creations(kernel, new Templates(kernel), named, new ShapeBuilder.Library());
    }

    private static TraceEvent.SocketCall call(int family, int type, int protocol) {
        return new TraceEvent.SocketCall(family, type, protocol);
    }

    /** What the call can come to, whatever others do; unknown code can fail in any way. */
    private static Set<String> results(List<Shape> shapes) {
        Set<String> results = new TreeSet<>();
        for (Shape shape : shapes) {
            Set<Integer> seen = new HashSet<>();
            Deque<Integer> open = new ArrayDeque<>(List.of(shape.paths().start()));
            while (!open.isEmpty()) {
                int set = open.poll();
                for (Symbol s : seen.add(set) ? shape.paths().expected(set) : Set.<Symbol>of()) {
                    if (s.kind() == EventKind.SOCK_CREATE_RET) {
                        results.add(s.value() == 0 ? "ok" : s.value() == Symbol.FAILS ? "any" : s.value() == Symbol.REFUSED ? "refused"
                                : Errno.name(-s.value()));
                    }
                    open.add(shape.paths().step(set, new Letter(s.kind(), s.module(), s.value(), null, true), -1));
                }
            }
        }
        return results;
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 0, EAFNOSUPPORT",
        "46, 1, 0, EAFNOSUPPORT",
        "99, 77, 0, EAFNOSUPPORT",
        "2, 11, 0, EINVAL",
        "29, -1, 0, EINVAL",
        "0, 1, 0, EAFNOSUPPORT ENFILE refused",
        "2, 2, 300, EINVAL ENFILE refused",
        "2, 2, -1, EINVAL ENFILE refused",
        "2, 2, 17, ENFILE ENOMEM any ok refused",
        "2, 3, 0, ENFILE EPROTONOSUPPORT refused",
        "2, 10, 3, EAFNOSUPPORT ENFILE ENOBUFS EPERM ok refused",
        "17, 10, 3, EAFNOSUPPORT ENFILE ENOBUFS EPERM ok refused",
        "17, 1, 0, EAFNOSUPPORT ENFILE EPERM ESOCKTNOSUPPORT refused",
        "1, 1, 0, EAFNOSUPPORT ENFILE ENOMEM ok refused",
        "1, 1, 2, EAFNOSUPPORT ENFILE EPROTONOSUPPORT refused",
        "1, 4, 0, EAFNOSUPPORT ENFILE ESOCKTNOSUPPORT refused",
        "16, 1, 0, ENFILE ESOCKTNOSUPPORT refused",
        "16, 3, 32, ENFILE EPROTONOSUPPORT refused",
        "16, 3, 0, ENFILE ENOMEM ok refused",
        "29, 3, 8, EAFNOSUPPORT EINVAL ENFILE refused",
        "29, 2, 1, EAFNOSUPPORT ENFILE EPROTONOSUPPORT EPROTOTYPE refused",
        "29, 3, 1, EAFNOSUPPORT ENFILE ENOMEM EPROTONOSUPPORT ok refused",
        "35, 1, 0, EAFNOSUPPORT ENFILE EPERM EPROTONOSUPPORT refused",
        "24, 1, 4, EAFNOSUPPORT ENFILE EPROTOTYPE refused",
        "24, 1, 0, EAFNOSUPPORT ENFILE ENOMEM EPROTONOSUPPORT ok refused"})
    void theArgumentsDecideWhatACallCanComeTo(int family, int type, int protocol, String results) {
        assertThat(String.join(" ", results(creations("6.1", MODULES).of(call(family, type, protocol))))).isEqualTo(results);
    }

    /** Linux 4.4 does not have the last families, nor protocols from 256 on. */
    @Test
    void theKernelDecidesWhatIsInRange() {
        Creations old = creations("4.4", Set.of());
        assertThat(results(old.of(call(2, 1, 262)))).contains("EINVAL").doesNotContain("ok");
        assertThat(results(creations("6.1", Set.of()).of(call(2, 1, 262)))).contains("ok").doesNotContain("EINVAL");
        assertThat(shapesThatRefuseAtOnce(old.of(call(45, 1, 0)))).isEqualTo(1);
        assertThat(shapesThatRefuseAtOnce(creations("6.1", Set.of()).of(call(45, 1, 0)))).isZero();
    }

    private static long shapesThatRefuseAtOnce(List<Shape> shapes) {
        Symbol refused = Symbol.value(EventKind.SOCK_CREATE_RET, -Errno.EAFNOSUPPORT);
        return shapes.stream().filter(s -> s.paths().expected(s.paths().start()).contains(refused)).count();
    }

    /** Whatever a real kernel answered is among them. */
    @Test
    void aRealKernelAnswersNothingElse() throws IOException {
        List<String[]> rows = Files.readAllLines(Recorded.FOLDER.resolve("errno-6.1-a.tsv")).stream().skip(1).map(line -> line.split("\t")).toList();
        Map<List<String>, Map<TraceEvent.SocketCall, Set<String>>> answers = new HashMap<>();
        for (String[] row : rows) {
            int type = Integer.parseInt(row[3]);
            boolean flags = (type & ~0xf & ~02004000) != 0;
            if (!flags) {
                List<String> modules = row[0].equals("none") ? List.of() : List.of(row[0].split("\\+"));
                answers.computeIfAbsent(modules, m -> new HashMap<>()).computeIfAbsent(call(Integer.parseInt(row[2]), type & 0xf, Integer.parseInt(row[4])),
                        c -> new TreeSet<>()).add(row[5].equals("OK") ? "ok" : row[5]);
            }
        }
        answers.forEach((modules, calls) -> {
            Creations creations = creations("6.1", Set.copyOf(modules));
            calls.forEach((call, results) -> {
                Set<String> possible = results(creations.of(call));
                String said = call + " with " + modules + ": " + results + " in " + possible;
                assertThat(possible.contains("any") || possible.containsAll(results)).as(said).isTrue();
            });
        });
        assertThat(answers.values().stream().mapToInt(Map::size).sum()).isGreaterThan(2000);
    }

    /** One call stands for others only if the model says the same of them. */
    @Test
    void oneCallStandsForOthersThatGoTheSameWays() {
        Templates templates = new Templates("6.1");
        ShapeBuilder.Library library = new ShapeBuilder.Library();
        Stream.of(call(1, 2, 1), call(1, 5, 0), call(1, 3, 115), call(1, 0, 0), call(2, 1, 0), call(2, 2, 0), call(2, 1, 262), call(2, 2, 136), call(2, 3, 255),
                call(2, 6, 33), call(2, 1, 263), call(10, 1, 0), call(10, 2, 136), call(10, 3, 1), call(10, 10, 3), call(16, 2, 0), call(16, 5, 0),
                call(16, 3, 31), call(16, 3, -2), call(17, 2, 768), call(17, 10, 3), call(17, 5, 3), call(24, 2, 0), call(24, 3, 1), call(24, 1, 9),
                call(29, 5, 7), call(29, 5, 1), call(29, 3, 300), call(35, 3, 2), call(35, 2, 9)).forEach(call -> {
                    TraceEvent.SocketCall one = Creations.representative(call, PROTOCOL_MAX, CAN_PROTOCOLS);
                    assertThat(one).isNotEqualTo(call);
                    assertThat(results(List.of(read(templates, library, call)))).as(call + " as " + one)
                            .isEqualTo(results(List.of(read(templates, library, one))));
                });
    }

    private static Shape read(Templates templates, ShapeBuilder.Library library, TraceEvent.SocketCall call) {
        List<String> modules = Templates.modules(call);
        return new ShapeBuilder(templates.socket(call, modules, true), Templates.CREATE_SOCKET).modules(modules, MODULES).build(library);
    }

    /** However many different calls there are, the model looks at a few. */
    @Test
    void thereAreFewKindsOfCalls() {
        Set<TraceEvent.SocketCall> kinds = new HashSet<>();
        for (int family = -2; family < 50; family++) {
            for (int type = -2; type < 17; type++) {
                for (int protocol = -2; protocol < 300; protocol++) {
                    kinds.add(Creations.representative(call(family, type, protocol), PROTOCOL_MAX, CAN_PROTOCOLS));
                }
            }
        }
        assertThat(kinds).hasSizeLessThan(60);
        assertThat(kinds.stream().map(k -> Creations.representative(k, PROTOCOL_MAX, CAN_PROTOCOLS)).collect(Collectors.toSet())).isEqualTo(kinds);
    }
}
