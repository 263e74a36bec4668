package org.sockrace.check;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.NetReceive;
import org.sockrace.kernel.module;
import org.sockrace.kernel.packet_handler;
import org.sockrace.kernel.protocol_handler;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.own.Packets;

/** Modules that get packets, some of which break a rule. */
final class PacketModules {

    static final int TYPE = 2054;
    static final int PROTOCOL = 200;

    private PacketModules() { }

    /** A module with a handler of each kind. */
    public abstract static class Handler extends AgentModules.Idle {
        /** By type. */
        protected final packet_handler pt = packet_handler("pt", TYPE, this::rcv);
        /** By protocol. */
        protected final protocol_handler prot = protocol_handler("prot", this::handler);
        /** What the handlers work on. */
        protected final Word data = k.word(self.mem, "data", 0);
        /** Guards it. */
        protected final SpinLock lock = k.spinlock(self.mem, "lock");

        Handler(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** Gets a packet. */
        protected int rcv(packet_handler who) {
            return NetReceive.NET_RX_SUCCESS;
        }

        /** Gets a packet of IPv4. */
        protected int handler(protocol_handler who) {
            return NetReceive.NET_RX_SUCCESS;
        }
    }

    /** A module whose handler by type is in the list, and leaves it. */
    public abstract static class Added extends Handler {
        Added(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            dev_add_pack(pt);
            return 0;
        }

        @Override
        protected void exit() {
            dev_remove_pack(pt);
        }
    }

    /** Waits for packets on their way. */
    public static final class Removed extends Added {
        /** An instance. */
        public Removed(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }
    }

    /** Does so by itself. */
    public static final class RemovedByHand extends Added {
        /** An instance. */
        public RemovedByHand(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            __dev_remove_pack(pt);
            synchronize_net();
        }
    }

    /** What is in memory of its own, which goes with it. */
    public static final class Hook {
        private final Region mem;
        private final packet_handler pt;

        private Hook(Kernel kernel, Region mem, module owner) {
            this.mem = mem;
            this.pt = new packet_handler(kernel, mem, "pt", TYPE, owner.mem, p -> NetReceive.NET_RX_SUCCESS);
        }

        @Override
        public String toString() {
            return mem.toString();
        }
    }

    /** A module with a handler that is allocated. */
    public abstract static class Hooked extends Handler {
        private final Ptr<Hook> hook = k.ptr(self.mem, "hook", null);

        Hooked(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            hook.set(k.alloc("hook", Region.Kind.OBJECT, mem -> new Hook(kernel, mem, self)));
            dev_add_pack(hook.get().pt);
            return 0;
        }

        @Override
        protected void exit() {
            remove(hook.get().pt);
            k.free(hook.get().mem);
        }

        /** Takes it from the list. */
        protected abstract void remove(packet_handler handler);
    }

    /** Waits for no packet. */
    public static final class FreedAtOnce extends Hooked {
        /** An instance. */
        public FreedAtOnce(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void remove(packet_handler handler) {
            __dev_remove_pack(handler);
        }
    }

    /** Waits for packets on their way. */
    public static final class FreedAfterwards extends Hooked {
        /** An instance. */
        public FreedAfterwards(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void remove(packet_handler handler) {
            dev_remove_pack(handler);
        }
    }

    /** Stays in the list. */
    public static final class NeverRemoved extends Added {
        /** An instance. */
        public NeverRemoved(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            data.get();
        }
    }

    /** Is not in the list. */
    public static final class RemovedTwice extends Added {
        /** An instance. */
        public RemovedTwice(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            super.exit();
            super.exit();
        }
    }

    /** Sleeps in a soft interrupt. */
    public static final class SleepsInPacket extends Added {
        /** An instance. */
        public SleepsInPacket(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int rcv(packet_handler who) {
            k.might_sleep("rcv");
            return NetReceive.NET_RX_SUCCESS;
        }
    }

    /** Waits, in a packet, for packets. */
    public static final class WaitsInPacket extends Added {
        /** An instance. */
        public WaitsInPacket(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int rcv(packet_handler who) {
            dev_remove_pack(pt);
            return NetReceive.NET_RX_SUCCESS;
        }

        @Override
        protected void exit() {
            data.get();
        }
    }

    /** Packets come on two processors. */
    public static final class CountsUnlocked extends Added {
        /** An instance. */
        public CountsUnlocked(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int rcv(packet_handler who) {
            data.set(data.get() + 1);
            return NetReceive.NET_RX_SUCCESS;
        }
    }

    /** Packets come on two processors, one after the other. */
    public static final class CountsLocked extends Added {
        /** An instance. */
        public CountsLocked(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int rcv(packet_handler who) {
            spin_lock(lock);
            data.set(data.get() + 1);
            spin_unlock(lock);
            return NetReceive.NET_RX_SUCCESS;
        }
    }

    /** The middle one of three leaves, and comes again. */
    public static final class BetweenOthers extends Handler {
        private final packet_handler first = packet_handler("first", TYPE, p -> NetReceive.NET_RX_SUCCESS);
        private final packet_handler last = packet_handler("last", TYPE + 1, p -> NetReceive.NET_RX_SUCCESS);

        /** An instance. */
        public BetweenOthers(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int rcv(packet_handler who) {
            return 5;
        }

        @Override
        protected int init() {
            dev_add_pack(first);
            dev_add_pack(pt);
            dev_add_pack(last);
            __dev_remove_pack(pt);
            synchronize_net();
            dev_add_pack(pt);
            return 0;
        }

        @Override
        protected void exit() {
            dev_remove_pack(first);
            dev_remove_pack(last);
            dev_remove_pack(pt);
        }
    }

    /** A module whose handler by protocol is in the table, and leaves it. */
    public abstract static class OfProtocol extends Handler {
        OfProtocol(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            return inet_add_protocol(prot, PROTOCOL);
        }

        @Override
        protected void exit() {
            inet_del_protocol(prot, PROTOCOL);
        }
    }

    /** The only one of its protocol. */
    public static final class Protocol extends OfProtocol {
        private final protocol_handler other = protocol_handler("other", p -> 8);

        /** An instance. */
        public Protocol(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int handler(protocol_handler who) {
            return 7;
        }

        @Override
        protected void exit() {
            WARN_ON(inet_add_protocol(other, PROTOCOL) != -1, "taken twice");
            super.exit();
        }
    }

    /** Stays in the table. */
    public static final class ProtocolLeft extends OfProtocol {
        /** An instance. */
        public ProtocolLeft(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            data.get();
        }
    }

    /** Leaves what it has not. */
    public static final class ProtocolOfAnother extends OfProtocol {
        /** An instance. */
        public ProtocolOfAnother(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected void exit() {
            super.exit();
            inet_del_protocol(prot, PROTOCOL + 1);
        }
    }

    /** Sleeps in a soft interrupt. */
    public static final class SleepsInProtocol extends OfProtocol {
        /** An instance. */
        public SleepsInProtocol(Kernel kernel, module self, Packets packets) {
            super(kernel, self);
        }

        @Override
        protected int handler(protocol_handler who) {
            k.might_sleep("handler");
            return 0;
        }
    }
}
