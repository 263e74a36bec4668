import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.rw_semaphore;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A table under an rw_semaphore, as AF_ALG has it: whoever finds a type pins its module before it gives the semaphore back. */
public final class AlgType extends OwnModule {
    private final AfAlg alg;
    private final Word tfms = k.word(self.mem, "tfms", 0);

    public AlgType(Kernel kernel, module self, AfAlg alg) {
        super(kernel, self);
        this.alg = alg;
    }

    private int hash_bind() {
        tfms.xchg(1);
        return 0;
    }

    private int hash_release() {
        tfms.xchg(0);
        return 0;
    }

    @Override
    protected int init() {
        return alg.af_alg_register_type(this);
    }

    @Override
    protected void exit() {
        alg.af_alg_unregister_type(this);
    }

    /** crypto/af_alg.c, with room for one type, and a socket for each call. */
    public static final class AfAlg extends BuiltIn {
        private final rw_semaphore alg_types_sem = new rw_semaphore(kernel, k.image(), "alg_types_sem");
        private final Ptr<AlgType> alg_types = k.ptr(k.image(), "alg_types", null);

        public AfAlg(Kernel kernel) {
            super(kernel);
        }

        private int af_alg_register_type(AlgType type) {
            int err = -EEXIST;
            unlock: {
                down_write(alg_types_sem);
                if (test(alg_types.get() != null)) break unlock;
                alg_types.set(type);
                err = 0;
            }
            up_write(alg_types_sem);
            return err;
        }

        private int af_alg_unregister_type(AlgType type) {
            int err = -ENOENT;
            down_write(alg_types_sem);
            if (test(alg_types.get() == type)) {
                alg_types.set(null);
                err = 0;
            }
            up_write(alg_types_sem);
            return err;
        }

        private AlgType alg_get_type() {
            down_read(alg_types_sem);
            AlgType type = alg_types.get();
            if (test(type != null && !try_module_get(type.self))) type = null;
            up_read(alg_types_sem);
            return type;
        }

        /** As nobody does: the semaphore is given back too early. */
        private AlgType alg_get_type_late() {
            down_read(alg_types_sem);
            AlgType type = alg_types.get();
            up_read(alg_types_sem);
            if (test(type != null && !try_module_get(type.self))) type = null;
            return type;
        }

        private int bind(AlgType type) {
            if (test(type == null)) return -ENOENT;
            int err = call(type.self.mem, type::hash_bind);
            if (test(err == 0)) call(type.self.mem, type::hash_release);
            module_put(type.self);
            return err;
        }

        public int alg_bind() {
            return bind(alg_get_type());
        }

        public int alg_bind_late() {
            return bind(alg_get_type_late());
        }
    }
}
