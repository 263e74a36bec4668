package org.sockrace.lincheck;

import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;
import org.sockrace.lab.LabMachine;

/** The kernel as it is, from several beginnings, each with its specification. Lincheck makes them, so each needs a class. */
final class Kernels {

    static final Setup CREATE_FAILS = Setup.PLAIN.failing("create");
    static final Setup DENIED = Setup.PLAIN.failing("security_socket_post_create");
    static final Setup UNLOADED = Setup.PLAIN.unloaded();
    /** Since 5.3 delete_module wakes whoever waits for the module to be gone. */
    static final Setup WAKING = Setup.PLAIN.on(KernelConfig.of(KernelVersion.V5_4));
    static final Setup AUTOLOADING = UNLOADED.tasks(Setup.Processes.AUTOLOADING);
    static final Setup TWO_OWNERS = Setup.PLAIN.with(Setup.toy("x", Toy.Options.PLAIN), Setup.toy("y", Toy.Options.PLAIN));
    static final Setup SHARING = Setup.PLAIN.tasks(Setup.Processes.SHARING);
    static final Setup ACCEPTING = Setup.PLAIN.with(image(Toy.Options.PLAIN.with(Toy.Quirk.ACCEPTS)));

    private Kernels() { }

    static ModuleImage image(Toy.Options options) {
        return Setup.toy("toy", options);
    }

    /** A module is loaded. */
    public static class Plain extends OnThreads {
        /** Made by Lincheck. */
        public Plain() {
            super(Setup.PLAIN, new LabMachine());
        }
    }

    /** Its specification. */
    public static class PlainSpecification extends Specification {
        /** Made by Lincheck. */
        public PlainSpecification() {
            super(Setup.PLAIN);
        }
    }

    /** A module is loaded, and its unloading is told to whoever waits for it. */
    public static class Waking extends OnThreads {
        /** Made by Lincheck. */
        public Waking() {
            super(WAKING, new LabMachine());
        }
    }

    /** Its specification. */
    public static class WakingSpecification extends Specification {
        /** Made by Lincheck. */
        public WakingSpecification() {
            super(WAKING);
        }
    }

    /** create fails for the first task. */
    public static class CreateFails extends OnThreads {
        /** Made by Lincheck. */
        public CreateFails() {
            super(CREATE_FAILS, new LabMachine());
        }
    }

    /** Its specification. */
    public static class CreateFailsSpecification extends Specification {
        /** Made by Lincheck. */
        public CreateFailsSpecification() {
            super(CREATE_FAILS);
        }
    }

    /** The security module denies the first task its sockets. */
    public static class Denied extends OnThreads {
        /** Made by Lincheck. */
        public Denied() {
            super(DENIED, new LabMachine());
        }
    }

    /** Its specification. */
    public static class DeniedSpecification extends Specification {
        /** Made by Lincheck. */
        public DeniedSpecification() {
            super(DENIED);
        }
    }

    /** The module is not loaded. */
    public static class Unloaded extends OnThreads {
        /** Made by Lincheck. */
        public Unloaded() {
            super(UNLOADED, new LabMachine());
        }
    }

    /** Its specification. */
    public static class UnloadedSpecification extends Specification {
        /** Made by Lincheck. */
        public UnloadedSpecification() {
            super(UNLOADED);
        }
    }

    /** The module is not loaded, and modprobe is there. */
    public static class Autoloading extends OnThreads {
        /** Made by Lincheck. */
        public Autoloading() {
            super(AUTOLOADING, new LabMachine());
        }
    }

    /** Its specification. */
    public static class AutoloadingSpecification extends Specification {
        /** Made by Lincheck. */
        public AutoloadingSpecification() {
            super(AUTOLOADING);
        }
    }

    /** Two modules want the family, and the first has it. */
    public static class TwoOwners extends OnThreads {
        /** Made by Lincheck. */
        public TwoOwners() {
            super(TWO_OWNERS, new LabMachine());
        }
    }

    /** Its specification. */
    public static class TwoOwnersSpecification extends Specification {
        /** Made by Lincheck. */
        public TwoOwnersSpecification() {
            super(TWO_OWNERS);
        }
    }

    /** The tasks share their descriptors. */
    public static class Sharing extends OnThreads {
        /** Made by Lincheck. */
        public Sharing() {
            super(SHARING, new LabMachine());
        }
    }

    /** Its specification. */
    public static class SharingSpecification extends Specification {
        /** Made by Lincheck. */
        public SharingSpecification() {
            super(SHARING);
        }
    }

    /** The family accepts. */
    public static class Accepting extends OnThreads {
        /** Made by Lincheck. */
        public Accepting() {
            super(ACCEPTING, new LabMachine());
        }
    }

    /** Its specification. */
    public static class AcceptingSpecification extends Specification {
        /** Made by Lincheck. */
        public AcceptingSpecification() {
            super(ACCEPTING);
        }
    }
}
