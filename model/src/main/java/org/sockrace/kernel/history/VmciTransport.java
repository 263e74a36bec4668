package org.sockrace.kernel.history;

import java.util.List;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;
import org.sockrace.machine.KernelCode;

/**
 * net/vmw_vsock/vmci_transport.c, a sketch: the only transport for datagrams, a module that can be removed while vsock stays. MODEL: what it asks of the
 * virtual machine is left out; the memory that it has for each sock is left out.
 */
final class VmciTransport extends KernelCode implements ModuleCode {

    private final module self;
    private final vsock_transport vmci_transport;

    VmciTransport(Kernel kernel, module self) {
        super(kernel.k);
        this.self = self;
        this.vmci_transport = new vsock_transport(k, self.mem, "vmci_transport", self, this::vmci_transport_socket_init, this::vmci_transport_destruct);
    }

    static ModuleImage image() {
        return new ModuleImage("vmw_vsock_vmci_transport", List.of(), List.of("vsock"), VmciTransport::new);
    }

    /** The module vsock, whose symbols were resolved when this one was loaded. */
    private AfVsock vsock() {
        return (AfVsock) self.uses(0);
    }

    private int vmci_transport_socket_init(sock vsk) {
        return 0;
    }

    private void vmci_transport_destruct(sock vsk) { }

    private int vmci_transport_init() {
        AfVsock vsock = vsock();
        return call(vsock.self.mem, () -> vsock.vsock_core_register(vmci_transport));
    }

    private void vmci_transport_exit() {
        AfVsock vsock = vsock();
        call(vsock.self.mem, () -> vsock.vsock_core_unregister(vmci_transport));
    }

    @Override
    public init_fn module_init() {
        return this::vmci_transport_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::vmci_transport_exit;
    }
}
