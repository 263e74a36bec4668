package org.sockrace.conform.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is read of C: statements, macros, the preprocessor; and what is the same however it is written. */
class SkeletonTest {

    @Test
    void gotoAndLabels() {
        assertThat(Fixture.rows("""
                /* a comment with { */
                static int f(struct thing *t)
                {
                        int err = -EINVAL; // and one with }

                        if (unlikely(t->kind >= MOST))
                                goto out;
                        spin_lock_bh(&t->lock);
                        err = get(t, "a string with {");
                        if (err)
                                goto out_unlock;
                        t->state = NULL;
                out_unlock:
                        spin_unlock_bh(&t->lock);
                out:
                        return err;
                }
                """)).containsExactly("if not .kind<MOST", "  result -EINVAL", "  goto out", "spin_lock(lock)", "get()", "if get()", "  goto out_unlock",
                "state = 0", "result 0", "out_unlock:", "spin_unlock(lock)", "out:", "return $");
    }

    @Test
    void loopsMacrosAndSwitches() {
        assertThat(Fixture.rows("""
                void f(struct list *l, int kind)
                {
                        struct entry *e;
                        list_for_each_entry_rcu(e, l, link) {
                                if (e->dead)
                                        continue;
                                visit(e);
                                break;
                        }
                        do {
                                once();
                        } while (0);
                        while (busy(l))
                                wait(l);
                        switch (kind) {
                        case FIRST:
                        case SECOND:
                                one();
                                break;
                        default:
                                other();
                        }
                }
                """)).containsExactly("if each_rcu", "  if .dead", "    again if each_rcu", "  visit()", "once()", "busy()", "if busy()", "  wait()",
                "  again busy()", "if not $==FIRST", "  if $==SECOND", "    on to one()", "  other()", "  return", "one()", "again return");
    }

    @Test
    void theConfigurationDecidesWhatIsCompiled() {
        String rows = String.join(" ", Fixture.rows("""
                #define NOT_CODE(x) \\
                        { ( x
                void f(void)
                {
                #if defined(CONFIG_ON) && !defined(CONFIG_OFF)
                        a();
                #ifdef CONFIG_OFF
                        b(;
                #else
                        c();
                #endif
                #elif 1
                        d(;
                #else
                        e(;
                #endif
                        if (IS_ENABLED(CONFIG_OFF))
                                g();
                }
                """));
        assertThat(rows).isEqualTo("a() c() return");
    }

    @Test
    void whatIsDeclaredCastOrTakenTheSizeOfIsNoStep() {
        assertThat(Fixture.rows("""
                static int __init f(void *p, int (*fn)(int))
                {
                        struct a b = { .c = 1, .d = { 2 } }, *q = (struct a *)p;
                        unsigned long flags = ~0UL >> 1, table[4];
                        const u8 *bytes = (u8 *)q->data;

                        fill(&b, sizeof(struct a), sizeof *q, (void __user *)bytes);
                        return q->ops->call(q, flags) ?: table[0];
                }
                """)).containsExactly("fill()", "->call()", "if ->call()", "  return ->call()", "return $");
    }

    @Test
    void systemCallsAndAttributes() {
        Source source = Fixture.source("""
                SYSCALL_DEFINE2(thing, int, fd, char __user *, buf)
                {
                        return do_thing(fd, buf);
                }
                static void lock(struct s *s) __acquires(s) { }
                struct ops ops = { .f = lock };
                """);
        assertThat(source.functions().keySet()).containsExactly("sys_thing", "lock");
        assertThat(source.functions().get("sys_thing").parameters()).containsExactly("fd", "buf");
    }

    /** A jump out of an if, or an if around the rest: the same. */
    @Test
    void theShapeDoesNotMatter() {
        assertThat(Fixture.differences("""
                int f(void) { int err; err = -ENOMEM; if (!make()) goto out; use(); err = 0; out: done(); return err; }
                """, """
                int f(void) { int rc; if (make() != NULL) { use(); rc = 0; } else { rc = -ENOMEM; goto out; } out: done(); return rc; }
                """)).isEmpty();
    }

    @Test
    void whatIsStoredThroughAPointerIsKnown() {
        assertThat(Fixture.rows("""
                int f(int flags, int *forced)
                {
                        *forced = inline_force(flags);
                        if (!*forced)
                                return -EWOULDBLOCK;
                        return 0;
                }
                int inline_force(int flags) { return 0; }
                """)).containsExactly("return -EWOULDBLOCK");
    }

    /** A pointer may be null, an error, or neither: three ways, all of which are seen. */
    @Test
    void nullIsNoErrorPointer() {
        assertThat(Fixture.rows("""
                int f(void) { struct s *s = find(); if (s && !IS_ERR(s)) { use(s); return 0; } return PTR_ERR(s) ?: -ENOENT; }
                """)).containsExactly("find()", "if not find()", "  return -ENOENT", "if find()<0", "  return find()", "use()", "return 0");
        assertThat(Fixture.rows("""
                int f(void) { struct s *s = find(); if (IS_ERR(s)) return PTR_ERR(s); if (!s) return -ENOENT; use(s); return 0; }
                """)).containsExactly("find()", "if find()", "  return find()", "if not find()", "  return -ENOENT", "use()", "return 0");
    }

    /** What somebody waits for is a part of the wait: it is looked at before each sleep. */
    @Test
    void theConditionOfAWaitIsReadToo() {
        assertThat(Fixture.rows("""
                int f(void) { return wait_event_interruptible(queue, done(name) || state == LIVE); }
                """)).containsExactly("done()", "if done()", "  return wait_event()", "if .state==LIVE", "  again return wait_event()", "wait_event()",
                "again done()");
        assertThat(Fixture.differences("int f(void) { return wait_event_interruptible(queue, done(name)); }",
                "int f(void) { return wait_event_interruptible(queue, over(name)); }")).isNotEmpty();
    }

    @Test
    void whatATestOfTheSameResultSaysAnywayIsNotAsked() {
        assertThat(Fixture.differences("""
                int f(void) { void *p = get(); if (IS_ERR(p) && PTR_ERR(p) == -EBUSY) again(); return 0; }
                """, """
                int f(void) { int err = get(); if (err == -EBUSY) again(); return 0; }
                """)).isEmpty();
        assertThat(Fixture.differences("""
                int f(void) { void *p = get(); if (IS_ERR(p) && PTR_ERR(p) == -EBUSY) again(); else if (IS_ERR(p)) other(); return 0; }
                """, """
                int f(void) { int err = get(); if (err == -EBUSY) again(); return 0; }
                """)).isNotEmpty();
    }

    /** The result of a choice is one of the function's results: what it is when a label is passed is said. */
    @Test
    void resultsThatAreChosenAreResults() {
        assertThat(Fixture.rows("""
                int f(void) { return on() ? inline_one() : inline_other(); }
                int inline_one(void) { int err = -EBUSY; if (take()) goto out; err = 0; out: drop(); return err; }
                int inline_other(void) { return 0; }
                """)).contains("  result -EBUSY", "result 0");
    }

    @Test
    void whatIsContainedIsReadWithItsResults() {
        assertThat(Fixture.differences("""
                int f(int a) { struct s *s = inline_make(a); if (IS_ERR(s)) return PTR_ERR(s); use(s); return 0; }
                struct s *inline_make(int a)
                { struct s *s; int err; if (a < 0) return ERR_PTR(-EINVAL); err = make(&s); if (err) return ERR_PTR(err); return s; }
                """, """
                int f(int a) { struct s *s; int err; if (a < 0) return -EINVAL; err = make(&s); if (err) return err; use(s); return 0; }
                """)).isEmpty();
    }
}
