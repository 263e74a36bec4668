package org.sockrace.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ParameterGenerator;
import org.jetbrains.lincheck.datastructures.RandomProvider;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.sockrace.lab.LabMachine;

/** Calls that Lincheck draws: each thread calls as its own task. */
@Param(name = RandomCalls.TASK, gen = ThreadIdGen.class)
@Param(name = RandomCalls.FAMILY, gen = IntGen.class, conf = "18:19")
@Param(name = RandomCalls.FD, gen = IntGen.class, conf = "3:4")
@Param(name = RandomCalls.MODULE, gen = RandomCalls.TheModule.class)
public abstract class RandomCalls extends OnThreads {

    static final String TASK = "task";
    static final String FAMILY = "family";
    static final String FD = "fd";
    static final String MODULE = "module";

    /** There is but one. */
    public static final class TheModule implements ParameterGenerator<String> {
        /** Made by Lincheck. */
        public TheModule(RandomProvider random, String configuration) { }

        @Override
        public String generate() {
            return "toy";
        }
    }

    private RandomCalls(Setup setup) {
        super(setup, new LabMachine());
    }

    @Override
    @Operation(params = {TASK, FAMILY})
    public String socket(int task, int family) {
        return super.socket(task, family);
    }

    @Override
    @Operation(params = {TASK, FD})
    public String close(int task, int fd) {
        return super.close(task, fd);
    }

    @Override
    @Operation(params = {TASK, FD})
    public String dup(int task, int fd) {
        return super.dup(task, fd);
    }

    @Override
    @Operation(params = TASK)
    public String register(int task) {
        return super.register(task);
    }

    @Override
    @Operation(params = TASK)
    public String unregister(int task) {
        return super.unregister(task);
    }

    /** No call holds the module without keeping it: there are descriptors for all, and one administrator who unloads once. */
    public static class OneUnload extends RandomCalls {
        /** Made by Lincheck. */
        public OneUnload() {
            super(Setup.PLAIN);
        }

        @Override
        @Operation(params = {TASK, MODULE}, runOnce = true)
        public String rmmod(int task, String module) {
            return super.rmmod(task, module);
        }
    }

    /** All calls, and one descriptor for each task: a socket() that finds none has held the module. */
    public static class OneDescriptor extends RandomCalls {
        static final Setup SETUP = Kernels.WAKING.descriptors(1);

        /** Made by Lincheck. */
        public OneDescriptor() {
            super(SETUP);
        }

        @Override
        @Operation(params = {TASK, MODULE})
        public String rmmod(int task, String module) {
            return super.rmmod(task, module);
        }

        @Override
        @Operation(params = {TASK, MODULE})
        public String insmod(int task, String module) {
            return super.insmod(task, module);
        }
    }

    /** The specification of {@link OneDescriptor}. */
    public static class OneDescriptorSpecification extends Specification {
        /** Made by Lincheck. */
        public OneDescriptorSpecification() {
            super(OneDescriptor.SETUP);
        }
    }
}
