package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * {@code struct packet_type} of a bundled family: who gets packets of a type, in the memory of a module or of a sock. Only where packets come it has a type and
 * a function, and is in a list that is walked.
 */
public final class packet_type extends packet_entry {

    /** ETH_P_ALL: packets of all types. */
    public static final int ETH_P_ALL = 3;

    /** {@code int (*func)(struct sk_buff *, struct net_device *, struct packet_type *, struct net_device *)}. */
    @FunctionalInterface
    public interface packet_func extends Code {
        /** Gets a packet, in a soft interrupt and a read-side critical section: NET_RX_SUCCESS or NET_RX_DROP. */
        int call(packet_type pt);
    }

    /**
     * {@code func}.
     *
     * @param text the text that the function is in
     * @param function the function
     */
    public record func_t(Region text, packet_func function) {
        @Override
        public String toString() {
            return Code.name(function);
        }
    }

    /** The place in the list of its type: 1 while it is linked; under ptype_lock. Not used where packets come. */
    public final Word list;
    /** {@code type}: whose packets it gets; null where no packets come. */
    public final Word type;
    /** {@code func}, or NULL; null where no packets come. */
    public final Ptr<func_t> func;
    /** {@code af_packet_priv}: whose hook it is; null where no packets come. */
    public final Ptr<sock> af_packet_priv;

    private final boolean ofSock;

    /** Makes it in {@code mem}, to be filled in. */
    public packet_type(Machine k, Region mem, String name, boolean packets) {
        this(k, mem, name, packets, 0, null);
    }

    /** One of a module, in its memory and with a function in its text. */
    public packet_type(Kernel kernel, Region mem, String name, int type, packet_func func) {
        this(kernel.k, mem, name, kernel.receive.packets, type, new func_t(mem, func));
    }

    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    private packet_type(Machine k, Region mem, String name, boolean packets, int type, func_t func) {
        super(k, mem, name, packets);
        this.ofSock = packets && func == null;
        if (packets) k.within(mem, this);
        this.list = packets ? null : k.word(mem, name + ".list", 0);
        this.type = packets ? k.word(mem, name + ".type", type) : null;
        this.func = packets ? k.ptr(mem, name + ".func", func) : null;
        this.af_packet_priv = packets ? k.ptr(mem, name + ".af_packet_priv", null) : null;
    }

    /** That of a sock, of which there may be several, with the sock's name. */
    @Override
    public String toString() {
        return ofSock ? mem.name() + "." + super.toString() : super.toString();
    }

    @Override
    int type() {
        return type.get();
    }

    @Override
    packet_target func() {
        func_t to = func.get();
        return new packet_target(to.text(), () -> to.function().call(this));
    }
}
