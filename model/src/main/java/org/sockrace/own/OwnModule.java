package org.sockrace.own;

import java.util.function.Function;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.completion;
import org.sockrace.kernel.delayed_work;
import org.sockrace.kernel.kthread_create_info;
import org.sockrace.kernel.module;
import org.sockrace.kernel.netlink_kernel_cfg;
import org.sockrace.kernel.notifier_call;
import org.sockrace.kernel.packet_handler;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.kernel.protocol_handler;
import org.sockrace.kernel.rcu_head;
import org.sockrace.kernel.rw_semaphore;
import org.sockrace.kernel.rwlock_t;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Region;

/**
 * A module of your own: one object is one instance, from the moment that it is loaded until its memory is freed. What it keeps is in cells of {@code self.mem},
 * made in fields: {@code final Word users = k.word(self.mem, "users", 0)}; no field may change, as the machine would not see it. Not thread-safe by itself:
 * its functions run in whatever task calls them, several at once, and only cells may be shared.
 *
 * <p>The class has one constructor, whose parameters are a {@link Kernel}, a {@link module} (the instance's own {@code struct module}), and any number of
 * classes that extend {@link BuiltIn}.
 */
public abstract class OwnModule extends OwnCode implements ModuleCode {

    /** THIS_MODULE. */
    protected final module self;

    /** An instance that is being linked. */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    protected OwnModule(Kernel kernel, module self) {
        super(kernel);
        this.self = self;
        k.within(self.mem, this);
    }

    /** A work in the module's memory, whose function is the module's; for a field's initialiser. */
    protected final work_struct work(String name, work_struct.work_func_t func) {
        return new work_struct(kernel, self.mem, name, self.mem, func);
    }

    /** A timer in the module's memory, whose function is the module's; for a field's initialiser. */
    protected final timer_list timer(String name, timer_list.timer_func_t function) {
        return new timer_list(kernel, self.mem, name, self.mem, function);
    }

    /** A delayed work in the module's memory, whose function is the module's; for a field's initialiser. */
    protected final delayed_work delayed_work(String name, work_struct.work_func_t func) {
        return new delayed_work(kernel, self.mem, name, self.mem, func);
    }

    /** A completion in the module's memory; for a field's initialiser. */
    protected final completion completion(String name) {
        return new completion(kernel, self.mem, name);
    }

    /** What a kernel thread is to run, a function of the module's; for a field's initialiser. */
    protected final kthread_create_info kthread(String name, kthread_create_info.threadfn_t threadfn) {
        return new kthread_create_info(name, self.mem, threadfn);
    }

    /** Who wants to be told of events, by a function of the module's; for a field's initialiser. */
    protected final notifier_call notifier(String name, notifier_call.notifier_fn_t function) {
        return new notifier_call(kernel, self.mem, name, self.mem, function);
    }

    /** A lock for readers and writers, in the module's memory; for a field's initialiser. */
    protected final rw_semaphore rw_semaphore(String name) {
        return new rw_semaphore(kernel, self.mem, name);
    }

    /** A spinlock for readers and writers, in the module's memory; for a field's initialiser. */
    protected final rwlock_t rwlock(String name) {
        return new rwlock_t(kernel, self.mem, name);
    }

    /** Who gets the packets of that type, by a function of the module's; for a field's initialiser. */
    protected final packet_handler packet_handler(String name, int type, packet_handler.packet_func func) {
        return new packet_handler(kernel, self.mem, name, type, self.mem, func);
    }

    /** Who gets the packets of a protocol of IPv4, by a function of the module's; for a field's initialiser. */
    protected final protocol_handler protocol_handler(String name, protocol_handler.handler_func handler) {
        return new protocol_handler(kernel, self.mem, name, self.mem, handler);
    }

    /** What RCU is to call after a grace period, a function of the module's, with the head that it was asked with; for a field's initialiser. */
    protected final rcu_head.callback rcu_callback(rcu_head.callback_fn function) {
        return new rcu_head.callback(self.mem, function);
    }

    /** What {@link #netlink_kernel_create} is to do with what users send, a function of the module's; for a field's initialiser. */
    protected final netlink_kernel_cfg netlink_kernel_cfg(netlink_kernel_cfg.input_fn input) {
        return new netlink_kernel_cfg(k, self.mem, input);
    }

    /**
     * {@code netlink_kernel_create}: the kernel's own socket of that protocol of PF_NETLINK, in the first namespace, or null. From then on users can make
     * sockets of it, which hold this module, and it gets what they send.
     *
     * @throws IllegalStateException if the kernel is built without PF_NETLINK
     */
    protected final sock netlink_kernel_create(int unit, netlink_kernel_cfg cfg) {
        return __netlink_kernel_create(unit, self, cfg);
    }

    /** {@code __netlink_kernel_create}: the same for who says whose it is; of nobody's ({@code null}), users hold nothing. */
    protected final sock __netlink_kernel_create(int unit, module owner, netlink_kernel_cfg cfg) {
        return netlink().__netlink_kernel_create(unit, owner, cfg);
    }

    /** What the module does for each network namespace, without data there; each function may be null. For a field's initialiser. */
    protected final pernet_ops<Void> pernet_ops(String name, pernet_ops.init_fn init, pernet_ops.exit_fn exit) {
        return pernet_ops(name, init, null, exit, null);
    }

    /** The same with pre_exit, and with data that is made in memory of its own; any may be null. For a field's initialiser. */
    protected final <T> pernet_ops<T> pernet_ops(String name, pernet_ops.init_fn init, pernet_ops.exit_fn preExit, pernet_ops.exit_fn exit,
            Function<Region, T> data) {
        return pernet_ops(name, init, preExit, exit, null, data);
    }

    /** The same with exit_batch, which is called after exit, once for all namespaces that go together. For a field's initialiser. */
    protected final <T> pernet_ops<T> pernet_ops(String name, pernet_ops.init_fn init, pernet_ops.exit_fn preExit, pernet_ops.exit_fn exit,
            pernet_ops.exit_batch_fn exitBatch, Function<Region, T> data) {
        return new pernet_ops<>(kernel, self.mem, name, init, preExit, exit, exitBatch, data);
    }

    /** What {@code module_init()} names: 0, or a negative errno, and then everything is as it was before. It may sleep. */
    protected abstract int init();

    /** What {@code module_exit()} names: undoes what init did. It may sleep. */
    protected abstract void exit();

    @Override
    public init_fn module_init() {
        return this::init;
    }

    /** Null, where that is overridden, makes the module permanent. */
    @Override
    public exit_fn module_exit() {
        return this::exit;
    }

    @Override
    public String toString() {
        return self.name;
    }
}
