package org.sockrace.reduce;

/**
 * What must be true for a reduction to lose nothing. Each names where it comes from and the counterexample that it prevents; for each, a test drops it and
 * shows that counterexample.
 *
 * <p>C0 to C3 are the conditions of ample sets in Clarke, Grumberg, Peled: Model Checking, chapter 10. C0 (an ample set is empty only if nothing is enabled) is
 * given, because a candidate can always move; C3 (nothing is put off for ever) too: a cycle of an automaton leads
 * through a {@linkplain org.sockrace.automata.Automaton#heads head}, which is never local and never an ample set, so whoever goes round does so through a state
 * in which everybody moves who can.
 */
public enum Condition {

    // ---- local operations: see Contraction -----------------------------------------------------------------------------

    /**
     * C2. An operation that ends the execution, breaks a rule, or after which something is said that a monitor hears, is not local. {@code T0:
     * rcu_read_unlock()}, and nothing else: were it passed over, nobody would notice that no section was entered.
     */
    LOCAL_ENDS_NOTHING,
    /**
     * C1. A local operation touches no memory that another thread may free. {@code T0: p->a; q->b} against {@code T1: free(p)}: the use of p could no longer
     * come after the free.
     */
    LOCAL_TOUCHES_NO_MORTAL_MEMORY,
    /**
     * C1. A local operation works on a cell that nobody else accesses, or reads one that nobody else writes. {@code T0: x = 1} against {@code T1: if (x) ...}:
     * what is passed over is not done in the state, so T1 would never see it.
     */
    LOCAL_CELL_IS_QUIET,
    /**
     * C2. Entering a read-side section is not local while somebody waits for readers. {@code T0: rcu { p->a }} against {@code T1: synchronize_rcu();
     * free(p)}: a T0 that is inside from the beginning is always waited for.
     */
    ENTERING_IS_SEEN,
    /**
     * C2. Leaving one is local only if that enables others and disables nothing. It does not on a machine whose grace periods do not wait: {@code T0: rcu { x
     * }} against {@code T1: synchronize_rcu()} breaks grace-period only while T0 is still inside. Nor if memory is freed after a grace period: {@code T0: rcu
     * { x = 1 }} against {@code T1: if (x) { kfree_rcu(p); p->a }} comes to an end only if T0 is still inside.
     */
    LEAVING_ONLY_ENABLES,
    /**
     * C2 for what {@link org.sockrace.explore.Observable#INSIDE} looks at. {@code T0: enter m; leave m; m->a} against {@code T1: delete_module returns 0}: a T0
     * that passes {@code leave m} together with the step before it is never found inside. Entering early hides nothing.
     */
    INSIDE_IS_SEEN,
    /**
     * C2 for what {@link org.sockrace.explore.Observable#WITHDRAWN} looks at. A look-up of a family in a slot that no thread writes, against a sock_unregister
     * that forgets to clear the slot: executed at once, it always comes before.
     */
    LOOKUPS_ARE_SEEN,
    /**
     * A check of memory is left to the next operation only if that checks the same memory, and does not give it back. {@code T0: p->a; q->b} against
     * {@code T1: free(p)}: with the check of p dropped nobody notices.
     */
    NEXT_CHECKS_THE_SAME,
    /**
     * A section is entered together with its first operation only if that can always be executed. {@code T0: rcu { spin_lock(l) }} with l held by T1, who
     * waits for readers: T0 is inside while it waits for l, and both wait for ever.
     */
    FIRST_INSIDE_IS_ENABLED,

    // ---- ample sets: see AmpleSets -------------------------------------------------------------------------------------

    /**
     * C1. The operation is independent of all that the others can still do. {@code T0: x = 1} against {@code T1: x = 2; x}.
     */
    INDEPENDENT_OF_FUTURES,
    /**
     * C2. A step that ends the execution is independent of nothing: what the others would have broken is lost. {@code T0: atomic_dec} of a counter that is 0
     * against {@code T1: BUG()}.
     */
    ENDING_STEPS_ARE_NOT_AMPLE,
    /**
     * C1, by reference counts: an operation on a counter commutes with tests for zero only if it leaves the counter above zero, whatever comes of it.
     * {@code T0: if (count == 0) return; p->a} against {@code T1: if (dec_and_test(count)) free(p)}, and T1 is the counter's only writer.
     */
    COUNTER_STAYS_ABOVE_ZERO,
    /**
     * C1 and C2. Additions whose result nobody looks at commute with each other only if none of them ends the execution, in whatever order they come:
     * {@code T0: atomic_inc} of a counter that is 0 against {@code T1: atomic_dec}, which takes it below zero if it comes first.
     */
    ADDITIONS_END_NOTHING,
    /**
     * C1, by reference counts: what the others can do is narrowed by a reference only while its holder provably has it: the counter's lower bound counts what
     * every other thread, each of several identical ones too, may have given up.
     */
    REFERENCE_IS_HELD,

    // ---- symmetry: see Symmetry ----------------------------------------------------------------------------------------

    /**
     * Identical threads are exchanged with all that belongs to them. A thread that begins grace periods has a row of its own in who waits for whom, which is
     * not exchanged: such threads are left as they are (Ip, Dill: Better verification through symmetry, 1996). Two of {@code if (choose) rcu { p = published;
     * p->a } else if (xchg(published, NULL)) { synchronize_rcu(); free(p) }}: the reader that is waited for would be mistaken for the one that waits.
     */
    NO_IDENTITY_ELSEWHERE
}
