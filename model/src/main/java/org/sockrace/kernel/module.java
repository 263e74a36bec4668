package org.sockrace.kernel;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * {@code struct module}: it lives inside the module's own memory, so freeing the module frees its reference counter too. One object is one
 * instance: loading the same name again makes another.
 */
public final class module {

    /** Fully formed and usable. */
    public static final int MODULE_STATE_LIVE = 0;
    /** Init runs. */
    public static final int MODULE_STATE_COMING = 1;
    /** Being unloaded, or its init failed. */
    public static final int MODULE_STATE_GOING = 2;
    /** Being set up, or being freed. */
    public static final int MODULE_STATE_UNFORMED = 3;

    /** The module's name. */
    public final String name;
    /** The module's memory: its text, its data, and this struct. */
    public final Region mem;
    /** One of the MODULE_STATE constants; plain accesses in the kernel. */
    public final Word state;
    /** MODULE_REF_BASE plus the references held. MODEL: until 3.18 what incs and decs differ by, which nobody looks at: it counts who owns a reference. */
    public final Atomic refcnt;
    /** Until 2.6.34: the counter of the processor that references are taken on, and of the one that they are given back on; later null. */
    final Atomic[] refptr;
    /** From 2.6.35 to 3.18: how often a reference was taken, on all processors together; otherwise null. */
    final Atomic incs;
    /** From 2.6.35 to 3.18: how often one was given back; otherwise null. */
    final Atomic decs;
    /** Until 3.12: the state of the task that waits for the module's users, {@code waiter->state}; later null. */
    final Word waiter_state;
    /** Those modules that use symbols of this one; under module_mutex. */
    final list_head<module_use> source_list;
    /** Those modules whose symbols this one uses; under module_mutex. */
    final list_head<module_use> target_list;
    /** Where the symbols were found that this module's text refers to, in the order of its dependencies; NULL until resolved. */
    public final List<Ptr<module>> symbols = new ArrayList<>();
    /** The module's functions and tables, made with this instance; set once by the loader before anybody can see it. */
    ModuleCode code;
    /** What runs when the module is loaded. */
    ModuleCode.init_fn init;
    /** What runs when it is unloaded, or null. */
    ModuleCode.exit_fn exit;

    /** Makes the struct inside the memory of the new instance; {@code targets} is the number of modules that it depends on. */
    module(Machine k, KernelVersion version, Region mem, String name, int targets) {
        this.name = name;
        this.mem = mem;
        this.state = k.word(mem, "state", MODULE_STATE_LIVE);
        this.refcnt = k.atomic(mem, "refcnt", 0);
        boolean pairs = version.since(3, 10) && !version.since(3, 19);
        this.refptr = version.since(3, 10) ? null : new Atomic[] {k.atomic(mem, "refptr[0]", 0), k.atomic(mem, "refptr[1]", 0)};
        this.incs = pairs ? k.atomic(mem, "refptr.incs", 0) : null;
        this.decs = pairs ? k.atomic(mem, "refptr.decs", 0) : null;
        this.waiter_state = version.since(3, 13) ? null : k.word(mem, "waiter.state", ModuleRefs.TASK_RUNNING);
        this.source_list = list_head.head(k, mem, "source_list");
        this.target_list = list_head.head(k, mem, "target_list");
        for (int i = 0; i < targets; i++) {
            symbols.add(k.ptr(mem, "symbols[" + i + "]", null));
        }
    }

    /** Notes in {@link #refcnt} that one more owns a reference, or one less: until 3.18 it is not what the kernel counts with. */
    void count(int change) {
        if (change > 0) {
            refcnt.inc();
        } else if (change < 0) {
            refcnt.dec();
        }
    }

    /** The code of the module that this one uses as its {@code i}th. */
    public ModuleCode uses(int i) {
        return symbols.get(i).get().code;
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
