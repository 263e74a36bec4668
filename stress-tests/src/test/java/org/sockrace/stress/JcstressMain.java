package org.sockrace.stress;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * jcstress with half its JVMs. Until JDK 18 it runs every test with and without biased locking, and has no option against it. Nothing that is
 * tested here locks that way, and on a busy machine most of the time goes into starting JVMs.
 */
final class JcstressMain {

    private JcstressMain() { }

    /** With jcstress's own arguments. */
    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments) {
            /** This is asked when it is known which JVMs there can be, and before it is decided which there will be. */
            @Override
            public AffinityMode affinityMode() {
                VMSupport.getAvailableVMConfigs().removeIf(jvm -> jvm.args().contains("-XX:+UseBiasedLocking"));
                return super.affinityMode();
            }
        };
        if (!options.parse()) {
            throw new IllegalArgumentException(String.join(" ", arguments));
        }
        new JCStress(options).run();
    }
}
