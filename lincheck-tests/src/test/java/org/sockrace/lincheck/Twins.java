package org.sockrace.lincheck;

import org.sockrace.kernel.Toy;
import org.sockrace.lab.Defects;
import org.sockrace.lab.LabMachine;

/** Broken twins: the same kernel on a machine with one defect, or with a family that makes one mistake. */
final class Twins {

    private static final Setup NO_OWNER = Setup.PLAIN.with(Kernels.image(Toy.Options.PLAIN.owner(Toy.OpsOwner.NULL)));
    private static final Setup FAMILY_FIRST = Kernels.AUTOLOADING.with(Kernels.image(Toy.Options.PLAIN.with(Toy.Quirk.FAMILY_FIRST))).unloaded();

    private Twins() { }

    /** The look-up is in no read-side section. */
    public static class NoReadLock extends OnThreads {
        /** Made by Lincheck. */
        public NoReadLock() {
            super(Setup.PLAIN, new Defects.NoReadLock());
        }
    }

    /** Nobody waits for those who have just looked the family up. */
    public static class NoGracePeriod extends OnThreads {
        /** Made by Lincheck. */
        public NoGracePeriod() {
            super(Setup.PLAIN, new Defects.NoGracePeriod());
        }
    }

    /** try_module_get tests, then increments. */
    public static class TestThenIncrement extends OnThreads {
        /** Made by Lincheck. */
        public TestThenIncrement() {
            super(Setup.PLAIN, new Defects.TestThenIncrement());
        }
    }

    /** try_module_get loads, then stores. */
    public static class PlainIncrement extends OnThreads {
        /** Made by Lincheck. */
        public PlainIncrement() {
            super(Setup.PLAIN, new Defects.PlainIncrement());
        }
    }

    /** module_put loads, then stores; create fails. */
    public static class PlainDecrementCreateFails extends OnThreads {
        /** Made by Lincheck. */
        public PlainDecrementCreateFails() {
            super(Kernels.CREATE_FAILS, new Defects.PlainDecrement());
        }
    }

    /** module_put loads, then stores. */
    public static class PlainDecrement extends OnThreads {
        /** Made by Lincheck. */
        public PlainDecrement() {
            super(Setup.PLAIN, new Defects.PlainDecrement());
        }
    }

    /** The proto_ops have no owner, as those of CAN. */
    public static class NoOpsOwner extends OnThreads {
        /** Made by Lincheck. */
        public NoOpsOwner() {
            super(NO_OWNER, new LabMachine());
        }
    }

    /** The first reference is none. */
    public static class LookUpPinsNothing extends OnThreads {
        /** Made by Lincheck. */
        public LookUpPinsNothing() {
            super(Setup.PLAIN, new Defects.LookUpPinsNothing());
        }
    }

    /** delete_module does not put the base reference back. */
    public static class BaseNotPutBack extends OnThreads {
        /** Made by Lincheck. */
        public BaseNotPutBack() {
            super(Setup.PLAIN, new Defects.BaseNotPutBack());
        }
    }

    /** net_family_lock excludes nobody. */
    public static class NoFamilyLock extends OnThreads {
        /** Made by Lincheck. */
        public NoFamilyLock() {
            super(Setup.PLAIN, new Defects.LockExcludesNobody("net_family_lock"));
        }
    }

    /** Nobody waits for those who have just looked the old owner up. */
    public static class NoGracePeriodTwoOwners extends OnThreads {
        /** Made by Lincheck. */
        public NoGracePeriodTwoOwners() {
            super(Kernels.TWO_OWNERS, new Defects.NoGracePeriod());
        }
    }

    /** The family is registered before it is ready. */
    public static class FamilyFirst extends OnThreads {
        /** Made by Lincheck. */
        public FamilyFirst() {
            super(FAMILY_FIRST, new LabMachine());
        }
    }

    /** file_lock excludes nobody. */
    public static class NoFileLock extends OnThreads {
        /** Made by Lincheck. */
        public NoFileLock() {
            super(Kernels.SHARING, new Defects.LockExcludesNobody("file_lock"));
        }
    }

    /** try_module_get loads, then stores; the family accepts. */
    public static class PlainIncrementAccepting extends OnThreads {
        /** Made by Lincheck. */
        public PlainIncrementAccepting() {
            super(Kernels.ACCEPTING, new Defects.PlainIncrement());
        }
    }

    /** module_put loads, then stores; the security module denies. */
    public static class PlainDecrementDenied extends OnThreads {
        /** Made by Lincheck. */
        public PlainDecrementDenied() {
            super(Kernels.DENIED, new Defects.PlainDecrement());
        }
    }
}
