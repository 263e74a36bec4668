package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.Notifier;
import org.sockrace.kernel.module;
import org.sockrace.kernel.notifier_call;
import org.sockrace.kernel.notifier_head;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A chain of the kernel's, and modules in it. */
public final class Chains extends BuiltIn {

    private final notifier_head chain = new notifier_head(kernel, k.image(), "chain");

    /** Made with the kernel. */
    public Chains(Kernel kernel) {
        super(kernel);
    }

    /** Tells all, without a lock. */
    public int raw() {
        return raw_notifier_call_chain(chain, 1);
    }

    /** Tells all, in a read-side critical section. */
    public int atomic() {
        return atomic_notifier_call_chain(chain, 1);
    }

    /** Tells all, as a reader. */
    public int blocking() {
        return blocking_notifier_call_chain(chain, 1);
    }

    /** A module that wants to be told. */
    public abstract static class Told extends OwnModule {
        /** The chain. */
        protected final notifier_head chain;
        /** The place in it. */
        protected final notifier_call nb = notifier("nb", action -> Notifier.NOTIFY_OK);

        Told(Kernel kernel, module self, Chains chains) {
            super(kernel, self);
            this.chain = chains.chain;
        }
    }

    /** By a raw chain. */
    public static final class Raw extends Told {
        /** An instance. */
        public Raw(Kernel kernel, module self, Chains chains) {
            super(kernel, self, chains);
        }

        @Override
        protected int init() {
            return raw_notifier_chain_register(chain, nb);
        }

        @Override
        protected void exit() {
            raw_notifier_chain_unregister(chain, nb);
        }
    }

    /** By an atomic chain. */
    public static final class Atomic extends Told {
        /** An instance. */
        public Atomic(Kernel kernel, module self, Chains chains) {
            super(kernel, self, chains);
        }

        @Override
        protected int init() {
            return atomic_notifier_chain_register(chain, nb);
        }

        @Override
        protected void exit() {
            atomic_notifier_chain_unregister(chain, nb);
        }
    }

    /** By a blocking chain. */
    public static final class Blocking extends Told {
        /** An instance. */
        public Blocking(Kernel kernel, module self, Chains chains) {
            super(kernel, self, chains);
        }

        @Override
        protected int init() {
            return blocking_notifier_chain_register(chain, nb);
        }

        @Override
        protected void exit() {
            blocking_notifier_chain_unregister(chain, nb);
        }
    }
}
