package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * A small wrong program.
 *
 * @param name what is wrong with it
 * @param property the property that it breaks
 * @param gracePeriodsWait whether the machine's grace periods wait
 * @param bodies its threads
 */
public record WrongProgram(String name, Property property, boolean gracePeriodsWait, Bodies bodies) {

    /** What threads run. */
    public interface Bodies extends Function<Machine, List<Runnable>> { }

    /** Something with a field. */
    static final class Thing {
        final Region mem;
        final Word data;

        Thing(Machine k, Region mem) {
            this.mem = mem;
            this.data = k.word(mem, "data", 0);
        }
    }

    private static WrongProgram of(String name, Property property, Bodies bodies) {
        return new WrongProgram(name, property, true, bodies);
    }

    /** What can happen to its threads. */
    public World world() {
        return world(new SimulatedMachine.Options().gracePeriodsWait(gracePeriodsWait), bodies);
    }

    static World world(SimulatedMachine.Options options, Bodies bodies) {
        SimulatedMachine machine = new SimulatedMachine(options.sourcePackage(WrongProgram.class.getName()));
        List<ThreadProgram> threads = new ArrayList<>();
        for (Runnable body : bodies.apply(machine)) {
            ThreadProgram.Body call = vars -> {
                body.run();
                return 0;
            };
            threads.add(new ThreadProgram("T" + threads.size(), "task", List.of(new ThreadProgram.Call("run()", call, -1, Set.of())), 1, false, 0,
                    Set.of()));
        }
        return WorldBuilder.complete(machine, threads).world(Budget.NONE);
    }

    /** At least one for each property that a machine checks. */
    public static List<WrongProgram> all() {
        List<WrongProgram> all = new ArrayList<>(memory());
        all.addAll(counters());
        all.addAll(sections());
        all.addAll(contracts());
        all.addAll(locks());
        all.addAll(assertions());
        return all;
    }

    private static Bodies freeing(Region.Kind kind) {
        return k -> {
            Thing thing = k.alloc("thing", kind, r -> new Thing(k, r));
            return List.of(() -> thing.data.load(Order.ONCE), () -> k.free(thing.mem));
        };
    }

    private static List<WrongProgram> memory() {
        return List.of(
                of("a module is freed under a reader of its data", Property.NO_USE_AFTER_UNLOAD, freeing(Region.Kind.MODULE)),
                of("an object is freed under a reader", Property.NO_USE_AFTER_FREE, freeing(Region.Kind.OBJECT)),
                of("a module is freed while its text runs", Property.NO_USE_AFTER_UNLOAD, k -> {
                    Thing thing = k.alloc("thing", Region.Kind.MODULE, r -> new Thing(k, r));
                    return List.of(() -> {
                        k.enter(thing.mem);
                        k.leave(thing.mem);
                    }, () -> k.free(thing.mem));
                }),
                of("a thread uses what it has freed", Property.NO_USE_AFTER_FREE, k -> List.of(() -> {
                    Thing mine = k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r));
                    k.free(mine.mem);
                    mine.data.set(1);
                })),
                of("a thread frees twice", Property.NO_USE_AFTER_FREE, k -> List.of(() -> {
                    Thing mine = k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r));
                    k.free(mine.mem);
                    k.free(mine.mem);
                })),
                of("kfree_rcu, and a use outside the section", Property.NO_USE_AFTER_FREE, k -> {
                    Thing thing = k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r));
                    return List.of(() -> {
                        k.rcu_read_lock();
                        k.rcu_read_unlock();
                        thing.data.load(Order.ONCE);
                    }, () -> k.free_rcu(thing.mem));
                }),
                of("a pointer is tested, and read again", Property.NO_NULL_DEREFERENCE, k -> {
                    Ptr<Thing> slot = k.ptr(k.image(), "slot", k.alloc("thing", Region.Kind.OBJECT, r -> new Thing(k, r)));
                    return List.of(() -> {
                        if (slot.get() != null) {
                            slot.get().data.get();
                        }
                    }, () -> slot.set(null));
                }));
    }

    private static List<WrongProgram> counters() {
        return List.of(
                of("two references too many given back", Property.REFCOUNT_RANGE, k -> {
                    Atomic counter = k.atomic(k.image(), "counter", 1);
                    return List.of(counter::dec, counter::dec);
                }),
                of("a counter raised once for two owners", Property.REFCOUNT_BALANCE, k -> {
                    Atomic counter = k.atomic(k.image(), "counter", 1);
                    return List.of(() -> {
                        counter.inc();
                        k.own("REF", counter);
                        k.disown("REF", counter);
                        k.might_sleep("here");
                        counter.read();
                    });
                }),
                of("a lock is kept", Property.ROLLBACK, k -> List.of(k.mutex(k.image(), "a")::lock)));
    }

    private static List<WrongProgram> sections() {
        return List.of(
                of("rcu_dereference outside a section", Property.RCU_USAGE, k -> {
                    Ptr<Thing> slot = k.ptr(k.image(), "slot", null);
                    return List.of(() -> slot.load(Order.DEPENDENCY));
                }),
                of("a reader may sleep", Property.RCU_USAGE, k -> List.of(() -> {
                    k.rcu_read_lock();
                    k.might_sleep("kmalloc");
                })),
                of("a section is not left", Property.RCU_USAGE, k -> List.of(k::rcu_read_lock)),
                of("a section is left twice", Property.RCU_USAGE, k -> List.of(k::rcu_read_unlock)),
                of("a reader waits for readers", Property.RCU_USAGE, k -> List.of(() -> {
                    k.rcu_read_lock();
                    k.synchronize_rcu();
                })),
                of("sleeping under a spinlock", Property.RCU_USAGE, k -> {
                    SpinLock lock = k.spinlock(k.image(), "lock");
                    return List.of(() -> {
                        lock.lock();
                        k.might_sleep("kmalloc");
                    });
                }),
                new WrongProgram("a machine whose grace periods do not wait", Property.GRACE_PERIOD, false, k -> List.of(() -> {
                    k.rcu_read_lock();
                    k.rcu_read_unlock();
                }, k::synchronize_rcu)));
    }

    private static List<WrongProgram> contracts() {
        return List.of(
                of("a family found after its unregistration returned", Property.UNREGISTER_CONTRACT, k -> {
                    Ptr<String> slot = k.ptr(k.image(), "slot", "family");
                    return List.of(() -> {
                        k.rcu_read_lock();
                        slot.load(Order.DEPENDENCY);
                        k.rcu_read_unlock();
                    }, () -> {
                        k.synchronize_rcu();
                        k.registered("family", false);
                    });
                }),
                of("inside a module when delete_module returns", Property.UNREGISTER_CONTRACT, k -> {
                    Thing thing = k.alloc("thing", Region.Kind.MODULE, r -> new Thing(k, r));
                    Word other = k.word(k.image(), "other", 0);
                    return List.of(() -> {
                        k.enter(thing.mem);
                        other.load(Order.ONCE);
                        k.leave(thing.mem);
                    }, () -> {
                        other.store(1, Order.ONCE);
                        k.unloaded(thing.mem);
                        k.free(thing.mem);
                    });
                }));
    }

    private static List<WrongProgram> locks() {
        return List.of(
                of("two locks in two orders", Property.NO_DEADLOCK, k -> {
                    Mutex a = k.mutex(k.image(), "a");
                    Mutex b = k.mutex(k.image(), "b");
                    return List.of(() -> inOrder(a, b), () -> inOrder(b, a));
                }),
                of("nobody wakes the waiter", Property.NO_DEADLOCK, k -> {
                    Word flag = k.word(k.image(), "flag", 0);
                    return List.of(() -> k.wait_event(flag.is(2)), () -> flag.set(1));
                }),
                of("a lock is taken twice", Property.NO_DEADLOCK, k -> {
                    Mutex a = k.mutex(k.image(), "a");
                    return List.of(() -> {
                        a.lock();
                        a.lock();
                    });
                }),
                of("waiting for a reader that waits", Property.NO_DEADLOCK, k -> {
                    Word flag = k.word(k.image(), "flag", 0);
                    return List.of(() -> {
                        k.rcu_read_lock();
                        k.wait_event(flag.is(1));
                        k.rcu_read_unlock();
                    }, () -> {
                        k.synchronize_rcu();
                        flag.set(1);
                    });
                }));
    }

    private static List<WrongProgram> assertions() {
        return List.of(
                of("a lock is released by who does not hold it", Property.KERNEL_ASSERTION, k -> List.of(k.mutex(k.image(), "a")::unlock)),
                of("an assertion fails", Property.KERNEL_ASSERTION, k -> {
                    Word flag = k.word(k.image(), "flag", 0);
                    return List.of(() -> {
                        if (flag.load(Order.ONCE) == 1) {
                            k.bug(Property.KERNEL_ASSERTION, "BUG_ON: flag");
                        }
                    }, () -> {
                        flag.store(1, Order.ONCE);
                        flag.store(2, Order.ONCE);
                    });
                }),
                crash("an index is out of bounds", n -> "x".toCharArray()[n]),
                crash("an index of a list is out of bounds", n -> List.of("x").get(n)),
                crash("the size of an array is negative", n -> new int[-n]),
                crash("a number is divided by zero", n -> 1 / (n - 1)),
                crash("memory is taken for what it is not", n -> ((Object[]) new String[] {""})[0] = n),
                of("plain accesses", Property.NO_DATA_RACE, k -> {
                    Word flag = k.word(k.image(), "flag", 0);
                    SpinLock lock = k.spinlock(k.image(), "lock");
                    return List.of(() -> {
                        lock.lock();
                        flag.set(1);
                        lock.unlock();
                    }, flag::get);
                }));
    }

    /** Where C would go on with what it finds there. */
    private static WrongProgram crash(String name, IntFunction<Object> code) {
        return of(name, Property.KERNEL_ASSERTION, k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> {
                if (flag.load(Order.ONCE) == 1 && code.apply(1) == null) {
                    flag.set(2);
                }
            }, () -> {
                flag.store(1, Order.ONCE);
                flag.store(2, Order.ONCE);
            });
        });
    }

    private static void inOrder(Mutex first, Mutex second) {
        first.lock();
        second.lock();
        second.unlock();
        first.unlock();
    }

    @Override
    public String toString() {
        return property.id() + ": " + name;
    }
}
