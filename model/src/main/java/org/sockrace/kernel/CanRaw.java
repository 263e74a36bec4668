package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_RAW;

import java.util.List;
import org.sockrace.machine.KernelCode;

/** net/can/raw.c: the protocol CAN_RAW, the module can_raw. */
public final class CanRaw extends KernelCode implements ModuleCode {

    /** The protocol's number. */
    public static final int CAN_RAW = 1;

    private final Kernel kernel;
    private final module self;
    private final can_proto raw_can_proto;

    private CanRaw(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        proto raw_proto = new proto(k, self.mem, "can_raw_proto", self, this::raw_init, null, null, null);
        // No released kernel names an owner here, so only the sk pins the module.
        module owner = kernel.config.canOpsOwner() ? self : null;
        proto_ops raw_ops = new proto_ops(k, self.mem, "can_raw_ops", owner, this::raw_release, proto_ops::sock_no_accept,
                proto_ops::sock_no_socketpair);
        this.raw_can_proto = new can_proto(k, self.mem, "raw_can_proto", SOCK_RAW, CAN_RAW, raw_ops, raw_proto);
    }

    /** The module can_raw. */
    public static ModuleImage image() {
        return new ModuleImage("can_raw", List.of("can-proto-" + CAN_RAW), List.of("can"), CanRaw::new);
    }

    /** The module can, whose symbols were resolved when this one was loaded. */
    private AfCan can() {
        return (AfCan) self.target_list.get(0).get().code;
    }

    /** MODEL: raw_init itself never fails; the init functions of other protocols can. */
    private int raw_init(sock sk) {
        return k.fails("proto_init") ? -ENOMEM : 0;
    }

    /** The last reference to the module may go with the sk, while this code still has to return. */
    private int raw_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    private int raw_module_init() {
        if (test(k.fails("module_init"))) return -ENOMEM;

        AfCan can = can();
        return call(can.self.mem, () -> can.can_proto_register(raw_can_proto));
    }

    private void raw_module_exit() {
        AfCan can = can();
        call(can.self.mem, () -> can.can_proto_unregister(raw_can_proto));
    }

    @Override
    public init_fn module_init() {
        return this::raw_module_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::raw_module_exit;
    }
}
