package org.sockrace.weak.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.weak.model.ModelKind;

/** What is read, and how what is not is refused: by line and name. */
class LitmusParserTest {

    private static String test(String code) {
        return "C T\n{}\nP0(int *x, int *y)\n{\n" + code + "\n}\nexists (x=1)\n";
    }

    private static LitmusResult run(String text) {
        return LitmusResult.of(LitmusParser.parse(text), ModelKind.LKMM, () -> false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "call_rcu(x, y);|5|the primitive call_rcu is not supported",
        "mutex_lock(x);|5|the primitive mutex_lock is not supported",
        "while (1) { }|5|'while' is not supported",
        "int r0 = READ_ONCE(*x);;return;|5|'return' is not supported",
        "int a[2];|5|arrays are not supported: a",
        "x->next = 1;|5|arrays and structs are not supported: x->",
        "WRITE_ONCE(*x, q);|5|P0 has no parameter and no variable q",
        "WRITE_ONCE(*x);|5|WRITE_ONCE takes 2 arguments, not 1",
        "smp_mb(x);|5|smp_mb takes 0 arguments, not 1",
        "WRITE_ONCE(x, 1);|5|WRITE_ONCE takes something such as *x, not a pointer or a local variable",
        "int r0 = *x + *y;|5|an access to the right of '+' whose order, or whether it is done at all, C decides elsewhere: give it a statement of its own",
        "int r0; r0++;|5|'++' is not supported here",
        "WRITE_ONCE(*x, 1)|6|expected ';', found '}'",
        "WRITE_ONCE(*x, 99999999999);|5|the number 99999999999 has more than 32 bits",
        "WRITE_ONCE(*x, 0y);|5|'0y' is no number"})
    void refusesByLineAndName(String code, int line, String message) {
        assertThatThrownBy(() -> run(test(code))).isInstanceOfSatisfying(LitmusException.class, e -> assertThat(e.line()).isEqualTo(line))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "PPC MP|a test in C begins with the word C and its name, this one with 'PPC'",
        "C|the test has no name",
        "C T {} exists (x=1)|expected '{', found the end of the file",
        "\"C T\n{}\nexists (x=1)\"|expected the first thread, P0, found 'exists'",
        "\"C T\n{}\nP1(int *x) { }\nexists (x=1)\"|threads are numbered from P0 on: expected P0, found P1",
        "\"C T\n{}\nP0(int x) { }\nexists (x=1)\"|the parameter x is no pointer: threads get the addresses of shared variables",
        "\"C T\n{}\nP0(int *x) { }\nexists (z=1)\"|there is no variable z",
        "\"C T\n{}\nP0(int *x) { }\nexists (1:r0=1)\"|there is no thread P1",
        "\"C T\n{}\nP0(int *x) { }\nexists (x=1) z\"|expected the end of the file, found 'z'",
        "\"C T\n{ (* }\"|the comment that begins here has no end",
        "\"C T\n{ int a[2]; }\nP0(int *x) { }\"|arrays are not supported: a"})
    void refusesWhatIsNoTest(String text, String message) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(LitmusException.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "{", "if (1) "})
    void nestsNoDeeperThanAStackCanBear(String opening) {
        String code = opening.repeat(100_000);
        assertThatThrownBy(() -> run(test(opening.equals("(") || opening.equals("!") ? "int r = " + code : code))).isInstanceOf(LitmusException.class)
                .hasMessage("more than 200 levels are nested here");
    }

    @Test
    void readsWhatKernelDevelopersWrite() {
        LitmusResult result = run("""
                C all-sorts (* of things *)
                (* Result: Never
                 * (* nested *) *)
                { x=1; int y = 0x2; int *p = &x; 0:r7=3; atomic_t c = ATOMIC_INIT(-4); }
                P0(int *x, volatile int *y, int **p, atomic_t *c) // comment
                {
                    int r0, *r1;
                    r0 = (int)READ_ONCE(*x); /* (* */
                    r1 = rcu_dereference(*p);
                    if (r0 == 1 && !(r0 > 1))
                        WRITE_ONCE(*r1, r7 << 1);
                    else { barrier(); }
                    int r2 = *y - 1;
                    (void)atomic_add_return(r2, c);
                }
                locations [x; 0:r0]
                filter (0:r0=1)
                exists (x=6 /\\ c=-3 /\\ ~(y=3 \\/ 0:r2=0:r0)) \\/ 0:r1!=x
                """);
        assertThat(result.states()).containsExactly("0:r0=1; 0:r1=x; 0:r2=1; [c]=-3; [x]=6; [y]=2;");
        assertThat(result.test().condition())
                .isEqualTo("exists ([x]=6 /\\ [c]=-3 /\\ not ([y]=3 \\/ 0:r2=0:r0) \\/ 0:r1!=x)");
        assertThat(result.positive()).isZero();
        assertThat(result.negative()).isEqualTo(1);
    }

    @Test
    void whatIsNoAddressIsNotUsedAsOne() {
        LitmusResult result = run("C T\n{}\nP0(int **p) { int *r0 = READ_ONCE(*p); WRITE_ONCE(*r0, 1); }\nexists (0:r0=0)");
        assertThat(result.wildPointers()).isTrue();
        assertThat(result.positive() + result.negative()).isZero();
    }

    @Test
    void selfDeadlockHasNoExecution() {
        LitmusResult result = run("C T\n{}\nP0(spinlock_t *s) { spin_lock(s); spin_lock(s); }\n");
        assertThat(result.positive() + result.negative()).isZero();
        assertThat(result.test().condition()).isEqualTo("forall (true)");
    }

    @Test
    void aTestThatIsWrittenWronglyIsFlagged() {
        assertThat(run("C T\n{}\nP0(spinlock_t *s) { spin_unlock(s); }\nexists (s=0)").flags()).containsExactly("lock-final", "unmatched-unlock");
        assertThat(run(test("rcu_read_unlock(); rcu_read_lock();")).flags()).containsExactly("unmatched-rcu-lock", "unmatched-rcu-unlock");
        assertThat(run(test("*x = 1; WRITE_ONCE(*x, 2);")).flags()).containsExactly("mixed-accesses");
    }

    @Test
    void aGracePeriodThatNothingComesBeforeIsJudged() {
        LitmusResult result = run("C T\n{}\nP0(int *x) { synchronize_rcu(); WRITE_ONCE(*x, 1); }\nP1(int *x) { rcu_read_lock(); rcu_read_unlock(); }\n"
                + "exists (x=1)");
        assertThat(result.positive()).isEqualTo(1);
        assertThat(result.negative()).isZero();
    }

    @Test
    void stopsWhenToldTo() {
        String thread = "(int *x) { WRITE_ONCE(*x, 1); WRITE_ONCE(*x, 2); WRITE_ONCE(*x, 3); }\n";
        String text = "C T\n{}\nP0" + thread + "P1" + thread + "P2" + thread + "exists (x=1)";
        int[] asked = {0};
        LitmusResult cut = LitmusResult.of(LitmusParser.parse(text), ModelKind.LKMM, () -> ++asked[0] > 10);
        assertThat(cut.complete()).isFalse();
        assertThat(cut.candidates()).isBetween(1L, 10L);
        LitmusResult whole = run(text);
        assertThat(whole.complete()).isTrue();
        assertThat(whole.negative()).isEqualTo(1680);
    }

    /** Whatever a file holds, it is judged or refused by line. */
    @Test
    void damagedTestsAreAnswered() throws IOException {
        List<String> whole = new ArrayList<>();
        for (String name : List.of("RCU-free", "atomic-add-unless", "SB+cmpxchg-succeeds", "race-lock", "LB+both-branches", "filter")) {
            whole.add(Files.readString(Path.of("src", "test", "resources", "litmus", name + ".litmus")));
        }
        Random dice = new Random(7);
        int judged = 0;
        for (int i = 0; i < 3000; i++) {
            String text = damaged(whole.get(i % whole.size()), whole.get(dice.nextInt(whole.size())), dice);
            int[] asked = {0};
            try {
                LitmusResult.of(LitmusParser.parse(text), ModelKind.LKMM, () -> ++asked[0] > 200);
                judged++;
            } catch (LitmusException e) {
                assertThat(e.line()).as(text).isBetween(1, text.split("\n", -1).length);
                assertThat(e.getMessage()).as(text).isNotBlank().doesNotContain("\n");
            }
        }
        assertThat(judged).isBetween(300, 2700);
    }

    private static String damaged(String text, String other, Random dice) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = dice.nextInt(3); i >= 0; i--) {
            int at = dice.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + dice.nextInt(12));
            int from = dice.nextInt(other.length() - 12);
            switch (dice.nextInt(3)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                default -> damaged.insert(at, other, from, from + 1 + dice.nextInt(12));
            }
        }
        return damaged.toString();
    }
}
