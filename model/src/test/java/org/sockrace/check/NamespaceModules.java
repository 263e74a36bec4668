package org.sockrace.check;

import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.Namespaces;
import org.sockrace.own.ProtocolModule;

/** Modules that do something for each network namespace, some of which break a rule. */
final class NamespaceModules {

    private NamespaceModules() { }

    /** What a module keeps in each namespace. */
    public static final class Data {
        /** Of the namespace. */
        final Word users;
        final Word gone;
        final work_struct work;

        Data(Kernel kernel, Region mem, module owner) {
            this.users = kernel.k.word(mem, "users", 0);
            this.gone = kernel.k.word(mem, "gone", 0);
            this.work = new work_struct(kernel, mem, "work", owner.mem, w -> users.set(1));
        }

        @Override
        public String toString() {
            return "data";
        }
    }

    /** A module with data in each namespace. */
    public abstract static class WithData extends ProtocolModule {
        /** What it does there. */
        protected final pernet_ops<Data> ops = pernet_ops("ops", this::initNet, this::preExitNet, this::exitNet, mem -> new Data(kernel, mem, self));

        WithData(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** Its data. */
        protected final Data data(net_namespace net) {
            return net_generic(net, ops);
        }

        /** A namespace comes. */
        protected int initNet(net_namespace net) {
            WARN_ON(data(net).users.get() != 0, "comes twice");
            data(net).users.set(1);
            return 0;
        }

        /** A namespace goes. */
        protected void preExitNet(net_namespace net) { }

        /** And nobody has found it. */
        protected void exitNet(net_namespace net) {
            WARN_ON(data(net).users.get() != 1, "goes before it comes");
            data(net).users.set(0);
        }

        @Override
        protected int init() {
            return register_pernet_subsys(ops);
        }

        @Override
        protected void exit() {
            unregister_pernet_subsys(ops);
        }
    }

    /** Keeps all rules. */
    public static final class Right extends WithData {
        /** An instance. */
        public Right(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }
    }

    /** Stays registered. */
    public static final class NeverUnregistered extends WithData {
        /** An instance. */
        public NeverUnregistered(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected void exit() { }
    }

    /** Leaves twice. */
    public static final class UnregisteredTwice extends WithData {
        /** An instance. */
        public UnregisteredTwice(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            super.exit();
            super.exit();
        }
    }

    /** Asks for its data before it is registered. */
    public static final class AsksFirst extends WithData {
        /** An instance. */
        public AsksFirst(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            data(init_net());
            return super.init();
        }
    }

    /** Leaves a work behind that is in the namespace's memory. */
    public static class LeavesWork extends WithData {
        /** An instance. */
        public LeavesWork(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected final int initNet(net_namespace net) {
            if (net != init_net()) schedule_work(data(net).work);
            return 0;
        }

        @Override
        protected void exitNet(net_namespace net) { }
    }

    /** Waits for the work. */
    public static final class CancelsWork extends LeavesWork {
        /** An instance. */
        public CancelsWork(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self, namespaces);
        }

        @Override
        protected void exitNet(net_namespace net) {
            if (net != init_net()) cancel_work_sync(data(net).work);
        }
    }

    /** Memory with nothing in it. */
    public static final class Mark {
        @Override
        public String toString() {
            return "mark";
        }
    }

    /** Two parts, the second of which needs the first in each namespace: as long as it is there itself. */
    public abstract static class TwoParts extends WithData {
        /** The part that needs the other. */
        protected final pernet_ops<Mark> user = pernet_ops("user", this::use, null, this::leave, mem -> new Mark());

        TwoParts(Kernel kernel, module self) {
            super(kernel, self);
        }

        private int use(net_namespace net) {
            WARN_ON(data(net).users.get() != 1, "the first part is not there yet");
            return 0;
        }

        private void leave(net_namespace net) {
            WARN_ON(data(net).users.get() != 1, "the first part has gone");
        }

        /** Of namespaces that come later it is the last. */
        protected final int after(net_namespace net) {
            WARN_ON(net != init_net() && data(net).users.get() != 1, "before a subsystem");
            return 0;
        }
    }

    /** In the order in which they are needed. */
    public static final class InOrder extends TwoParts {
        /** An instance. */
        public InOrder(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            int err = register_pernet_subsys(ops);
            if (test(err != 0)) return err;
            err = register_pernet_subsys(user);
            if (test(err != 0)) unregister_pernet_subsys(ops);
            return err;
        }

        @Override
        protected void exit() {
            unregister_pernet_subsys(user);
            unregister_pernet_subsys(ops);
        }
    }

    /** The first part leaves first. */
    public static final class LeavesInOrder extends TwoParts {
        /** An instance. */
        public LeavesInOrder(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            return register_pernet_subsys(ops) == 0 ? register_pernet_subsys(user) : -ENOBUFS;
        }

        @Override
        protected void exit() {
            unregister_pernet_subsys(ops);
            unregister_pernet_subsys(user);
        }
    }

    /** The second part is a device, and there since before the first: devices come after all subsystems. */
    public static final class DeviceFirst extends TwoParts {
        private final pernet_ops<Void> none = pernet_ops("none", null, null);

        /** An instance. */
        public DeviceFirst(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            register_pernet_device(none);
            register_pernet_subsys(ops);
            unregister_pernet_device(none);
            return register_pernet_device(user);
        }

        @Override
        protected void exit() {
            unregister_pernet_device(user);
            unregister_pernet_subsys(ops);
        }
    }

    /** A device stays first. */
    public static final class DeviceStays extends TwoParts {
        /** An instance. */
        public DeviceStays(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected int initNet(net_namespace net) {
            data(net).users.set(1);
            return 0;
        }

        @Override
        protected int init() {
            register_pernet_device(pernet);
            return register_pernet_subsys(ops);
        }

        private final pernet_ops<Void> pernet = pernet_ops("pernet", this::after, null);

        @Override
        protected void exit() {
            unregister_pernet_subsys(ops);
            unregister_pernet_device(pernet);
        }
    }

    /** Two subsystems the wrong way round. */
    public static final class UserFirst extends TwoParts {
        /** An instance. */
        public UserFirst(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        private final pernet_ops<Void> first = pernet_ops("first", this::after, null);

        @Override
        protected int init() {
            register_pernet_subsys(first);
            return register_pernet_subsys(ops);
        }

        @Override
        protected void exit() {
            unregister_pernet_subsys(ops);
            unregister_pernet_subsys(first);
        }
    }

    /** What readers find: the last namespace that has come. */
    public static final class Finder extends BuiltIn {
        private final Ptr<Data> last = k.ptr(k.image(), "last", null);

        /** Made with the kernel. */
        public Finder(Kernel kernel) {
            super(kernel);
        }

        /** A reader. */
        public int find() {
            rcu_read_lock();
            Data data = rcu_dereference(last);
            int users = data == null ? 0 : data.users.xchg(2);
            rcu_read_unlock();
            return users == 0 ? -ENOENT : 0;
        }

        /** Keeps a namespace for the time of a call, and asks again after that. */
        public int get(int nsid) {
            net_namespace net = get_net_ns_by_id(nsid);
            if (test(net == null)) return -ENOENT;
            WARN_ON(!check_net(net), "it goes while somebody has it");
            put_net(net);
            return 0;
        }

        /** Gives back what it has not. */
        public int put(int nsid) {
            net_namespace net = get_net_ns_by_id(nsid);
            if (test(net == null)) return -ENOENT;
            put_net(net);
            put_net(net);
            return 0;
        }

        /** Gives nothing back. */
        public int keep(int nsid) {
            return get_net_ns_by_id(nsid) == null ? -ENOENT : 0;
        }
    }

    /** Lets readers find its data. */
    public abstract static class Found extends WithData {
        private final Finder finder;

        Found(Kernel kernel, module self, Finder finder) {
            super(kernel, self);
            this.finder = finder;
        }

        @Override
        protected int initNet(net_namespace net) {
            if (net != init_net()) rcu_assign_pointer(finder.last, data(net));
            return 0;
        }

        /** No reader finds them any more. */
        protected final void hide() {
            RCU_INIT_POINTER(finder.last, null);
        }
    }

    /** Hides them before the kernel waits for readers. */
    public static final class HidesFirst extends Found {
        /** An instance. */
        public HidesFirst(Kernel kernel, module self, Namespaces namespaces, Finder finder) {
            super(kernel, self, finder);
        }

        @Override
        protected void preExitNet(net_namespace net) {
            if (net != init_net()) hide();
        }

        @Override
        protected void exitNet(net_namespace net) { }
    }

    /** Hides them after that. */
    public static final class HidesLate extends Found {
        /** An instance. */
        public HidesLate(Kernel kernel, module self, Namespaces namespaces, Finder finder) {
            super(kernel, self, finder);
        }

        @Override
        protected void exitNet(net_namespace net) {
            if (net != init_net()) hide();
        }
    }
}
