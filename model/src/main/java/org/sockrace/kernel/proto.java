package org.sockrace.kernel;

import org.sockrace.machine.Code;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** {@code struct proto}: a protocol's part of struct sock. */
public final class proto {

    /** {@code int (*init)(struct sock *sk)}. */
    @FunctionalInterface
    public interface init_fn extends Code {
        /** Prepares the sock: 0 or a negative errno. */
        int init(sock sk);
    }

    /** {@code int (*hash)(struct sock *sk)}; until 4.5 it returned nothing. */
    @FunctionalInterface
    public interface hash_fn extends Code {
        /** Enters the sock into the table of its protocol: 0 or a negative errno. */
        int hash(sock sk);
    }

    /** {@code void (*)(struct sock *sk)}. */
    @FunctionalInterface
    public interface sock_fn extends Code {
        /** Does to the sock what the function is for. */
        void call(sock sk);
    }

    /** The module that has this table, or NULL if it is built in. */
    public final Ptr<module> owner;
    /** The slab cache, or NULL before proto_register and after proto_unregister. */
    public final Ptr<kmem_cache> slab;
    /** The size of a sock of this protocol. */
    public final Word obj_size;
    /** What is called with a packet that came while the sock was locked. MODEL: there are no packets, so that only who looks at it matters: 1. */
    public final Word backlog_rcv;
    /** Its place in proto_list; under proto_list_mutex. */
    final list_head<proto> node;
    /** The init function, or NULL. */
    public final Ptr<init_fn> init;
    /** The destroy function, or NULL. */
    public final Ptr<sock_fn> destroy;
    /** The hash function, or NULL for protocols of which nothing is hashed here. */
    public final Ptr<hash_fn> hash;
    /** The unhash function, or NULL for the same protocols. */
    public final Ptr<sock_fn> unhash;
    /** The close function, or NULL for families that do not use it. */
    public final Ptr<sock_fn> close;
    /** The text that the functions are in. */
    public final Region text;
    private final String name;

    /** Makes the table in {@code text}'s memory, of a protocol of which nothing is hashed here; any function may be null. */
    public proto(Machine k, Region text, String name, module owner, init_fn init, sock_fn destroy,
            sock_fn unhash, sock_fn close) {
        this(k, text, name, owner, init, destroy, null, unhash, close);
    }

    /** Makes the table in {@code text}'s memory; any function may be null. */
    public proto(Machine k, Region text, String name, module owner, init_fn init, sock_fn destroy,
            hash_fn hash, sock_fn unhash, sock_fn close) {
        this.text = text;
        this.name = name;
        k.within(text, this);
        this.owner = k.ptr(text, name + ".owner", owner);
        this.slab = k.ptr(text, name + ".slab", null);
        this.obj_size = k.word(text, name + ".obj_size", 1);
        this.backlog_rcv = k.word(text, name + ".backlog_rcv", 1);
        this.node = list_head.in(k, text, name + ".node", this);
        this.init = k.ptr(text, name + ".init", init);
        this.destroy = k.ptr(text, name + ".destroy", destroy);
        this.hash = k.ptr(text, name + ".hash", hash);
        this.unhash = k.ptr(text, name + ".unhash", unhash);
        this.close = k.ptr(text, name + ".close", close);
    }

    @Override
    public String toString() {
        return name;
    }
}
