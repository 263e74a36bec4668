package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule has a recording that breaks it, and the line and the reason are named. */
class RulesTest {

    private static UnaryOperator<List<String>> without(int line) {
        return lines -> {
            lines.remove(line - 1);
            return lines;
        };
    }

    private static UnaryOperator<List<String>> swap(int line, int other) {
        return lines -> {
            Collections.swap(lines, line - 1, other - 1);
            return lines;
        };
    }

    private static UnaryOperator<List<String>> replace(int line, String what, String with) {
        return lines -> {
            assertThat(lines.get(line - 1)).contains(what);
            lines.set(line - 1, lines.get(line - 1).replace(what, with));
            return lines;
        };
    }

    private static UnaryOperator<List<String>> insert(int line, String text) {
        return lines -> {
            lines.add(line - 1, text);
            return lines;
        };
    }

    /** A line as the recordings have it, of a task that is not in them. */
    private static String line(int task, String event) {
        return "           racer-" + task + "     [001] .....     0.000001: " + event;
    }

    /** A call that fails because the family is not there. */
    private static UnaryOperator<List<String>> failingSocket(int line) {
        return lines -> {
            lines.addAll(line - 1, List.of(line(999, "sock_create: (__sock_create+0x0/0x1c0) family=29 type=3 protocol=1"),
                    line(999, "sock_alloc_ret: (__sock_create+0x7f/0x1c0 <- sock_alloc) sock=0xffff888009990000"),
                    line(999, "sock_release: (__sock_release+0x0/0xb0) sock=0xffff888009990000"),
                    line(999, "sock_release_ret: (__sock_create+0xd9/0x1c0 <- __sock_release)"),
                    line(999, "sock_create_ret: (__sys_socket+0x85/0x100 <- __sock_create) ret=-97")));
            return lines;
        };
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("can_raw_unload", without(15), Rule.PATH, 15, "expected module_get can or request_module or sock_release"),
                Arguments.of("can_raw_unload", without(31), Rule.PATH, 31, "no way through __sock_create, entered in line 27"),
                Arguments.of("can_raw_unload", without(334), Rule.GRACE_PERIOD, 338, "waited for a grace period since line 297"),
                Arguments.of("can_raw_unload", insert(192, line(104, "sk_destruct: (sk_destruct+0x0/0x50) sk=0x1")), Rule.GRACE_PERIOD, 192, "since line 191"),
                Arguments.of("can_raw_unload", insert(192, line(104, "synchronize_rcu_ret: (can_exit+0x1/0x2 [can] <- synchronize_rcu)")),
                        Rule.GRACE_PERIOD, 220, "that this task did not wait for"),
                Arguments.of("can_raw_unload", failingSocket(2562), Rule.STATE, 2564, "is taken only if net_families[29] was NULL"),
                Arguments.of("phonet_unload", insert(150, line(313, "module_get: phonet call_site=__sock_create refcnt=1")), Rule.STATE, 150,
                        "is taken only if net_families[35] was set"),
                Arguments.of("ax25_unload", swap(341, 342), Rule.BALANCE, 341, "did not give back the reference to ax25"),
                Arguments.of("can_raw_unload", without(296), Rule.COUNTER, 306, "is not what the references explain"),
                Arguments.of("can_raw_unload", insert(296, line(999, "module_get: can_raw call_site=fuse_get refcnt=2")), Rule.MODULE_LIFETIME, 296,
                        "can_raw was freed and not loaded again"),
                Arguments.of("can_raw_unload", insert(294, line(999, "module_get: can_raw call_site=fuse_get refcnt=1")), Rule.MODULE_LIFETIME, 296,
                        "can_raw is freed while 1 reference is held"),
                Arguments.of("can_raw_unload", insert(27, line(999, "sk_destruct: (sk_destruct+0x0/0x50) sk=0xffff88801ffba400")), Rule.OBJECT_LIFETIME, 27,
                        "this sock was destroyed before"),
                Arguments.of("can_raw_unload", insert(27, line(999, "sock_release: (__sock_release+0x0/0xb0) sock=0xffff888005c9b0c0")), Rule.OBJECT_LIFETIME,
                        27, "this socket was released before"),
                Arguments.of("can_raw_unload", insert(22, line(107, "sock_create_ret: (__sys_socket+0x85/0x100 <- __sock_create) ret=0")), Rule.NESTING, 22,
                        "was not entered"),
                Arguments.of("ax25_unload", replace(1000, "refcnt=", "refcnt=1"), Rule.COUNTER, 1000, "is not what the references explain"));
    }

    @Test
    void everyRuleIsBrokenHere() {
        assertThat(broken().map(a -> (Rule) a.get()[2]).collect(Collectors.toSet())).containsExactlyInAnyOrder(Rule.values());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isBroken(String name, UnaryOperator<List<String>> change, Rule rule, int line, String why) {
        Finding finding = Recorded.load(name).with(change).inOrder().validate().finding();
        assertThat(finding).extracting(Finding::rule, Finding::line).isEqualTo(tuple(rule, line).toList());
        assertThat(finding.why()).contains(why);
        assertThat(finding.state()).isNotEmpty();
    }
}
