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
    /** MODULE_REF_BASE plus the references held. */
    public final Atomic refcnt;
    /** How many loaded modules use symbols of this one (the length of source_list); under module_mutex. */
    public final Atomic users;
    /** The modules whose symbols this one uses, in the order of its dependencies; NULL until resolved; under module_mutex. */
    public final List<Ptr<module>> target_list = new ArrayList<>();
    /** The module's functions and tables, made with this instance; set once by the loader before anybody can see it. */
    ModuleCode code;
    /** What runs when the module is loaded. */
    ModuleCode.init_fn init;
    /** What runs when it is unloaded, or null. */
    ModuleCode.exit_fn exit;

    /** Makes the struct inside the memory of the new instance; {@code targets} is the number of modules that it depends on. */
    module(Machine k, Region mem, String name, int targets) {
        this.name = name;
        this.mem = mem;
        this.state = k.word(mem, "state", MODULE_STATE_UNFORMED);
        this.refcnt = k.atomic(mem, "refcnt", 0);
        this.users = k.atomic(mem, "users", 0);
        for (int i = 0; i < targets; i++) {
            target_list.add(k.ptr(mem, "target_list[" + i + "]", null));
        }
    }

    @Override
    public String toString() {
        return mem.name();
    }
}
