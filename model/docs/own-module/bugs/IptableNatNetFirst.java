import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.own.Namespaces;

/** As it was repaired (5830aa863981). */
public final class IptableNatNetFirst extends IptableNat {

    public IptableNatNetFirst(Kernel kernel, module self, Namespaces namespaces, Xtables xt) {
        super(kernel, self, namespaces, xt);
    }

    @Override
    protected int init() {
        int ret = register_net();
        if (test(ret < 0)) return ret;
        xt_register_template();
        return 0;
    }

    @Override
    protected void exit() {
        xt_unregister_template();
        unregister_net();
    }
}
