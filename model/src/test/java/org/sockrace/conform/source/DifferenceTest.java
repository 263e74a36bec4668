package org.sockrace.conform.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kind of difference is seen, and named. */
class DifferenceTest {

    private static final String C = """
            int f(struct thing *t)
            {
                    int err;

                    err = -EINVAL;
                    if (t->kind >= MOST)
                            goto out;
                    spin_lock(&t->lock);
                    err = -EBUSY;
                    if (t->taken)
                            goto out_unlock;
                    prepare(t);
                    err = take(t);
                    if (err)
                            goto out_drop;
                    t->owner = NULL;
                    spin_unlock(&t->lock);
                    list_for_each_entry(e, &t->all, link)
                            tell(e);
                    return 0;
            out_drop:
                    drop(t);
            out_unlock:
                    spin_unlock(&t->lock);
            out:
                    return err;
            }
            """;

    private static List<String> changed(String from, String to) {
        assertThat(C).contains(from);
        return Fixture.differences(C, C.replace(from, to));
    }

    @Test
    void nothingDiffersFromItself() {
        assertThat(Fixture.differences(C, C)).isEmpty();
    }

    @Test
    void aMissingCall() {
        assertThat(changed("prepare(t);", "")).containsExactly("C only: prepare()");
        assertThat(changed("drop(t);", "")).containsExactly("C only: drop()");
        assertThat(changed("tell(e);", ";")).containsExactly("C only: if each");
    }

    @Test
    void aCallMore() {
        assertThat(changed("prepare(t);", "prepare(t); anew(t);")).containsExactly("Java only: anew()");
    }

    @Test
    void anotherOrder() {
        assertThat(changed("""
                        t->owner = NULL;
                        spin_unlock(&t->lock);
                """.indent(0), "        spin_unlock(&t->lock);\n        t->owner = NULL;\n")).isNotEmpty();
        assertThat(changed("prepare(t);\n        err = take(t);", "err = take(t);\n        prepare(t);")).isNotEmpty();
    }

    @Test
    void aJumpToAnotherLabel() {
        assertThat(changed("goto out_drop;", "goto out_unlock;")).containsExactly("C only: out_drop:", "C only: drop()");
        assertThat(changed("goto out_unlock;", "goto out;")).contains("C only: out_unlock:", "C only: spin_unlock(lock)");
    }

    /** Another test that goes on the same way if it does not hold is one difference, which says so; what follows is compared as it belongs together. */
    @Test
    void anotherTestTheOtherWayRound() {
        assertThat(changed("if (t->taken)\n                goto out_unlock;", "if (!t->free)\n                goto out_unlock;"))
                .containsExactly("C: if .taken, Java: if not .free");
        assertThat(changed("if (t->taken)\n                goto out_unlock;", "if (t->free)\n                goto out_unlock;"))
                .containsExactly("C: if .taken, Java: if .free");
    }

    @Test
    void anotherErrno() {
        assertThat(changed("-EBUSY", "-EAGAIN")).containsExactly("C: result -EBUSY, Java: result -EAGAIN");
        assertThat(changed("return 0;", "return -EPERM;")).containsExactly("C: return 0, Java: return -EPERM");
    }

    @Test
    void aMissingCondition() {
        assertThat(changed("        if (t->taken)\n                goto out_unlock;\n", "")).contains("C only: if .taken");
    }

    @Test
    void aConditionTurnedAround() {
        assertThat(changed("if (err)", "if (!err)")).isNotEmpty();
        assertThat(changed("if (t->taken)", "if (!t->taken)")).isNotEmpty();
        assertThat(changed(">= MOST", "> MOST")).isNotEmpty();
    }

    @Test
    void anotherLock() {
        assertThat(changed("spin_lock(&t->lock);", "spin_lock(&t->other);")).containsExactly("C: spin_lock(lock), Java: spin_lock(other)");
    }

    @Test
    void aStoreOfSomethingElse() {
        assertThat(changed("t->owner = NULL;", "t->owner = t;")).containsExactly("C: owner = 0, Java: owner = ...");
        assertThat(changed("t->owner = NULL;", "")).containsExactly("C only: owner = 0");
    }

    @Test
    void aMissingLoop() {
        assertThat(changed("list_for_each_entry(e, &t->all, link)", "")).contains("C only: if each");
    }
}
