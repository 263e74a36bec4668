package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Linked;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;

/** {@code struct rcu_head}: what a struct needs in order to wait for a grace period, after which a function is called with it. */
public final class rcu_head implements Linked {

    /** {@code void (*func)(struct rcu_head *head)}. */
    @FunctionalInterface
    public interface callback_fn extends Code {
        /** Called in a soft interrupt once a grace period has passed. */
        void call(rcu_head head);
    }

    /**
     * A callback.
     *
     * @param text the text that the function is in
     * @param function the function
     */
    public record callback(Region text, callback_fn function) {
        @Override
        public String toString() {
            return Code.name(function);
        }
    }

    /** The callback that waits behind this one, or NULL. */
    final Ptr<rcu_head> next;
    /** What is called. */
    final Ptr<callback> func;
    /** {@code container_of()}: the struct around it. */
    public final Object container;
    /** The memory that it is in. */
    public final Region mem;
    private final String name;

    /** One in that memory, which is not asked for; made with the struct around it. */
    public rcu_head(Machine k, Region in, String name, Object container) {
        this.name = in == k.image() ? name : in.name() + "." + name;
        this.container = container;
        this.mem = in;
        k.within(in, this);
        this.next = k.ptr(in, name + ".next", null);
        this.func = k.ptr(in, name + ".func", null);
    }

    @Override
    public Ptr<?> link() {
        return next;
    }

    @Override
    public String toString() {
        return name;
    }
}
