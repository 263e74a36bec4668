package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Property;

/**
 * lib/refcount.c and include/linux/kref.h. MODEL: what the kernel warns of, and saturates the counter for, ends the execution: to raise a count from zero, to
 * lower it to zero where nobody frees the object, or below.
 */
public final class Refcount extends KernelCode {

    Refcount(Kernel kernel) {
        super(kernel.k);
    }

    /** refcount_inc, kref_get: for who has a reference. */
    public void refcount_inc(refcount_t r) {
        if (!r.refs.inc_not_zero()) {
            k.bug(Property.REFCOUNT_RANGE, "refcount_inc of " + r + ", which is 0: addition on 0; use-after-free");
        }
    }

    /** refcount_inc_not_zero, kref_get_unless_zero: for who has found the object, and has none. */
    public boolean refcount_inc_not_zero(refcount_t r) {
        return r.refs.inc_not_zero();
    }

    /** refcount_dec_and_test: whether that was the last reference. */
    public boolean refcount_dec_and_test(refcount_t r) {
        return r.refs.dec_and_test();
    }

    /** refcount_dec: for who knows that it is not the last. */
    public void refcount_dec(refcount_t r) {
        if (r.refs.dec_and_test()) {
            k.bug(Property.REFCOUNT_RANGE, "refcount_dec of " + r + ", which was 1: decrement hit 0; leaking memory");
        }
    }

    /** kref_put: calls the function if that was the last reference. */
    public boolean kref_put(refcount_t kref, Runnable release) {
        if (kref.refs.dec_and_test()) {
            release.run();
            return true;
        }
        return false;
    }
}
