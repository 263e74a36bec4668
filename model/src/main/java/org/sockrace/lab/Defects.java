package org.sockrace.lab;

import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;

/** Machines with one defect each. The kernel code on them is the same. */
public final class Defects {

    private static final int ROUNDS = 100;

    private Defects() { }

    /** rcu_read_lock and rcu_read_unlock do nothing. */
    public static final class NoReadLock extends LabMachine {
        @Override
        public void rcu_read_lock() { }

        @Override
        public void rcu_read_unlock() { }
    }

    /** Nobody waits for readers. */
    public static final class NoGracePeriod extends LabMachine {
        @Override
        public void synchronize_rcu() { }
    }

    /** Locks of this name exclude nobody. */
    public static final class LockExcludesNobody extends LabMachine {
        private final String open;

        /** The spinlocks of that name. */
        public LockExcludesNobody(String open) {
            this.open = open;
        }

        @Override
        public SpinLock spinlock(Region in, String name) {
            return name.equals(open) ? new Open(super.spinlock(in, name)) : super.spinlock(in, name);
        }

        /** A lock that nobody takes stands behind it. */
        private record Open(SpinLock never) implements SpinLock {
            @Override
            public void lock() { }

            @Override
            public boolean trylock() {
                return true;
            }

            @Override
            public void unlock() { }

            @Override
            public Condition isFree() {
                return never.isFree();
            }
        }
    }

    /** A processor takes its time on the way back from a function. That is allowed, so it breaks only what is broken. */
    public static final class LongReturn extends LabMachine {
        @Override
        public void leave(Region region) {
            dawdle();
            super.leave(region);
        }
    }

    /** What may sleep does. That is allowed, so it breaks only what is broken. */
    public static final class LongSleep extends LabMachine {
        @Override
        public void might_sleep(String where) {
            dawdle();
            super.might_sleep(where);
        }
    }

    /** A few microseconds, more than most system calls take here. */
    private static void dawdle() {
        for (int round = 0; round < ROUNDS; round++) {
            Thread.onSpinWait();
        }
    }

    /** Modules' reference counters have a defect. */
    private abstract static class OfCounter extends LabMachine {
        @Override
        public final Atomic atomic(Region in, String name, int initial) {
            Atomic whole = super.atomic(in, name, initial);
            return name.equals("refcnt") ? defective(whole) : whole;
        }

        abstract Atomic defective(Atomic whole);
    }

    /** try_module_get looks whether the counter is zero, and then increments it. */
    public static final class TestThenIncrement extends OfCounter {
        @Override
        Atomic defective(Atomic whole) {
            return new Delegate(whole) {
                @Override
                public boolean inc_not_zero() {
                    if (whole.read() == 0) {
                        return false;
                    }
                    whole.inc();
                    return true;
                }
            };
        }
    }

    /** try_module_get loads, adds and stores. */
    public static final class PlainIncrement extends OfCounter {
        @Override
        Atomic defective(Atomic whole) {
            return new Delegate(whole) {
                @Override
                public boolean inc_not_zero() {
                    int value = whole.read();
                    if (value == 0) {
                        return false;
                    }
                    whole.set(value + 1);
                    return true;
                }

                @Override
                public void inc() {
                    whole.set(whole.read() + 1);
                }
            };
        }
    }

    /** module_put loads, subtracts and stores. */
    public static final class PlainDecrement extends OfCounter {
        @Override
        Atomic defective(Atomic whole) {
            return new Delegate(whole) {
                @Override
                public int dec_if_positive() {
                    int value = whole.read();
                    if (value > 0) {
                        whole.set(value - 1);
                    }
                    return value - 1;
                }
            };
        }
    }

    /** delete_module never puts the base reference back: it unloads what is in use. */
    public static final class BaseNotPutBack extends OfCounter {
        @Override
        Atomic defective(Atomic whole) {
            return new Delegate(whole) {
                @Override
                public boolean add_unless(int delta, int unless) {
                    return false;
                }
            };
        }
    }

    /** The look-up pins nothing: the first try_module_get and the put that belongs to it leave the counter alone. For one socket() only. */
    public static final class LookUpPinsNothing extends OfCounter {
        @Override
        Atomic defective(Atomic whole) {
            return new Delegate(whole) {
                private boolean got;
                private int gets;

                @Override
                public boolean inc_not_zero() {
                    if (!got) {
                        got = true;
                        return whole.read() != 0;
                    }
                    gets++;
                    return whole.inc_not_zero();
                }

                @Override
                public int dec_if_positive() {
                    if (got && gets == 2) {
                        gets = 0;
                        return whole.read();
                    }
                    return whole.dec_if_positive();
                }
            };
        }
    }

    /** A counter that passes everything on. */
    private abstract static class Delegate implements Atomic {
        private final Atomic whole;

        Delegate(Atomic whole) {
            this.whole = whole;
        }

        @Override
        public boolean inc_not_zero() {
            return whole.inc_not_zero();
        }

        @Override
        public int read() {
            return whole.read();
        }

        @Override
        public int value() {
            return whole.value();
        }

        @Override
        public void set(int value) {
            whole.set(value);
        }

        @Override
        public void inc() {
            whole.inc();
        }

        @Override
        public void dec() {
            whole.dec();
        }

        @Override
        public int add_return(int delta) {
            return whole.add_return(delta);
        }

        @Override
        public boolean dec_and_test() {
            return whole.dec_and_test();
        }

        @Override
        public boolean add_unless(int delta, int unless) {
            return whole.add_unless(delta, unless);
        }

        @Override
        public int dec_if_positive() {
            return whole.dec_if_positive();
        }

        @Override
        public Condition is(int value) {
            return whole.is(value);
        }

        @Override
        public Condition isNot(int value) {
            return whole.isNot(value);
        }
    }
}
