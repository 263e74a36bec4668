package org.sockrace.own;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_functions;
import org.sockrace.kernel.proto_ops;

/**
 * A protocol family of your own, or a protocol: an {@link OwnModule} with the tables that most of them have. Each method makes one in the module's memory
 * and is called in a field's initialiser, once for each table. Tables that need more are made by their own constructors.
 */
public abstract class ProtocolModule extends OwnModule {

    /** An instance that is being linked. */
    protected ProtocolModule(Kernel kernel, module self) {
        super(kernel, self);
    }

    /** A protocol without functions of its own: {@code struct proto name = { .owner = THIS_MODULE }}. */
    protected final proto proto(String name) {
        return new proto(k, self.mem, name, self, null, null, null, null);
    }

    /** What its sockets do: they can be released, and no more. The owner is THIS_MODULE. */
    protected final proto_ops proto_ops(String name, proto_ops.release_fn release) {
        return proto_ops(name, self, release);
    }

    /** The same with another owner, or null: then nothing but its users' discipline keeps the module while there are sockets. */
    protected final proto_ops proto_ops(String name, module owner, proto_ops.release_fn release) {
        return proto_ops(name, owner, release(release));
    }

    /** What its sockets do: {@code proto_ops("my_ops", release(this::my_release).bind(this::my_bind))}. The owner is THIS_MODULE. */
    protected final proto_ops proto_ops(String name, proto_functions functions) {
        return proto_ops(name, self, functions);
    }

    /** The same with another owner, or null. */
    protected final proto_ops proto_ops(String name, module owner, proto_functions functions) {
        return new proto_ops(k, self.mem, name, owner, functions);
    }

    /** The first of the functions of a table; more are said after it. */
    protected static proto_functions release(proto_ops.release_fn release) {
        return new proto_functions(release);
    }

    /** What {@code sock_register} takes; the owner is THIS_MODULE. */
    protected final net_proto_family family(String name, int family, net_proto_family.create_fn create) {
        return new net_proto_family(k, self.mem, name, family, self, create);
    }
}
