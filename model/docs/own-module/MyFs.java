import static org.sockrace.kernel.Errno.ENODEV;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A type of file systems, and the part of the kernel where it is registered: mount leaves its section before it has taken a reference. */
public final class MyFs extends OwnModule {
    private final Filesystems fs;

    public MyFs(Kernel kernel, module self, Filesystems fs) { super(kernel, self); this.fs = fs; }

    private int my_mount() { k.might_sleep("my_mount"); return 0; }

    @Override protected int init() { rcu_assign_pointer(fs.file_systems, this); return 0; }

    @Override protected void exit() { RCU_INIT_POINTER(fs.file_systems, null); synchronize_rcu(); }

    /** fs/filesystems.c, with room for one. */
    public static final class Filesystems extends BuiltIn {
        private final Ptr<MyFs> file_systems = k.ptr(k.image(), "file_systems", null);

        public Filesystems(Kernel kernel) { super(kernel); }

        public int mount() {
            rcu_read_lock();
            MyFs type = rcu_dereference(file_systems);
            rcu_read_unlock();
            if (test(type == null || !try_module_get(type.self))) return -ENODEV;
            int err = call(type.self.mem, type::my_mount);
            module_put(type.self);
            return err;
        }
    }
}
