package org.sockrace.machine.simulated;

import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.results;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Fence;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.simulated.Litmus.Memories;
import org.sockrace.machine.simulated.Litmus.Team;

/** Programs that show what each primitive means, one thing each: cells, counters, locks, waiting, choices. */
final class LitmusPrograms {

    private final Map<String, Litmus> all = new LinkedHashMap<>();

    private LitmusPrograms() { }

    /** By name. */
    static Map<String, Litmus> all() {
        LitmusPrograms programs = new LitmusPrograms();
        programs.words();
        programs.pointers();
        programs.raises();
        programs.lowers();
        programs.locks();
        programs.wrongLocks();
        programs.waiting();
        programs.choices();
        programs.races();
        programs.daemons();
        LitmusMemory.addTo(programs.all);
        return programs.all;
    }

    private void add(String name, Function<Memories, List<Team>> threads) {
        all.put(name, Litmus.of(threads));
    }

    private void words() {
        add("message passing: who sees the second store sees the first", s -> List.of(thread(() -> {
            s.x(1);
            s.y(1);
        }), result(() -> 10 * s.y() + s.x())));
        add("store buffering: one of the two is seen", s -> List.of(result(() -> {
            s.x(1);
            return s.y();
        }), result(() -> {
            s.y(1);
            return s.x();
        })));
        add("a comparison tells only whether", s -> List.of(thread(() -> {
            s.x(1);
            s.x(2);
        }), result(() -> s.x.holds(2, Order.ONCE) ? 1 : 0)));
        add("xchg returns what was there", s -> List.of(result(() -> s.x.xchg(1)), result(() -> 10 * s.x.xchg(2) + s.x())));
        add("cmpxchg: one of two succeeds", s -> List.of(result(() -> s.x.cmpxchg(0, 1)), result(() -> 10 * s.x.cmpxchg(0, 2) + s.x())));
        add("cmpxchg that fails stores nothing", s -> List.of(result(() -> 10 * s.x.cmpxchg(2, 1) + s.x())));
    }

    private void pointers() {
        add("a pointer taken away is there for one only", s -> {
            Ptr<Litmus.Thing> published = s.k.ptr(s.k.image(), "published", s.p);
            return List.of(results(2, () -> published.xchg(null) == s.p ? 1 : 0));
        });
        add("a pointer set by the first", s -> {
            Ptr<Litmus.Thing> published = s.k.ptr(s.k.image(), "published", null);
            return List.of(result(() -> published.cmpxchg(null, s.p) == null ? 1 : 0), result(() -> published.cmpxchg(null, s.q) == null ? 1 : 0));
        });
        add("NULL is dereferenced", s -> {
            Ptr<Litmus.Thing> published = s.k.ptr(s.k.image(), "published", s.p);
            return List.of(thread(() -> published.load(Order.ONCE).use()), thread(() -> published.store(null, Order.RELEASE)));
        });
    }

    private void raises() {
        add("increments of two threads both count", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(team(2, count::inc), result(() -> count.add_return(1)));
        });
        add("a counter is set", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(thread(() -> count.set(2)), result(() -> count.add_return(1)));
        });
        add("inc_not_zero of zero does nothing", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(result(() -> (count.inc_not_zero() ? 10 : 0) + count.read()));
        });
        add("inc_not_zero against the last put", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 1);
            return List.of(result(() -> count.inc_not_zero() ? 1 : 0), result(() -> count.dec_and_test() ? 1 : 0));
        });
        add("add_unless: not from the value that is named", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 1);
            return List.of(results(2, () -> count.add_unless(1, 2) ? 1 : 0), result(() -> count.add_return(0)));
        });
        add("add_unless: less than zero", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(thread(() -> count.add_unless(-1, 1)));
        });
        add("a reference that nobody owns", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(thread(() -> {
                count.inc();
                s.x();
                s.k.own("REF", count);
            }));
        });
    }

    private void lowers() {
        add("dec_and_test: only the last one is told", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 2);
            return List.of(results(2, () -> count.dec_and_test() ? 1 : 0));
        });
        add("dec_and_test: less than zero", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 1);
            return List.of(results(2, () -> count.dec_and_test() ? 1 : 0));
        });
        add("dec: less than zero", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(thread(count::dec), thread(() -> {
                if (s.y() == 0) {
                    count.inc();
                }
            }));
        });
        add("add_return: down to zero, and less", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 1);
            return List.of(results(2, () -> count.add_return(-1)));
        });
        add("dec_if_positive: not from zero", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 1);
            return List.of(results(2, () -> count.dec_if_positive() < 0 ? 0 : 1), result(count::read));
        });
        add("a counter is read as zero or not", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 2);
            return List.of(thread(() -> {
                count.dec();
                count.dec();
            }), result(count::read));
        });
    }

    private void locks() {
        add("a spinlock keeps others out", s -> {
            SpinLock lock = s.k.spinlock(s.k.image(), "lock");
            return List.of(results(2, () -> {
                lock.lock();
                int seen = s.x.get();
                s.x.set(seen == 0 ? 1 : 2);
                lock.unlock();
                return seen;
            }));
        });
        add("a mutex keeps others out", s -> {
            Mutex lock = s.k.mutex(s.k.image(), "lock");
            return List.of(results(2, () -> {
                lock.lock();
                int seen = s.x.get();
                s.x.set(seen == 0 ? 1 : 2);
                lock.unlock();
                return seen;
            }));
        });
        add("two locks in two orders", s -> {
            SpinLock one = s.k.spinlock(s.k.image(), "one");
            SpinLock two = s.k.spinlock(s.k.image(), "two");
            return List.of(thread(() -> both(one, two)), thread(() -> both(two, one)));
        });
        trying();
        sleepingLocks();
    }

    private void trying() {
        add("a barrier changes nothing between interleavings", s -> List.of(result(() -> {
            s.x.store(1, Order.ONCE);
            s.k.fence(Fence.values()[0]);
            return s.y.load(Order.ONCE);
        }), thread(() -> s.y.store(1, Order.ONCE))));
        add("who tries a lock that is held does not get it, nor wait", s -> {
            SpinLock lock = s.k.spinlock(s.k.image(), "lock");
            return List.of(results(2, () -> {
                if (!lock.trylock()) {
                    return 9;
                }
                int seen = s.x.get();
                s.x.set(seen == 0 ? 1 : 2);
                lock.unlock();
                return seen;
            }));
        });
        add("who holds a mutex and tries it does not get it", s -> {
            Mutex lock = s.k.mutex(s.k.image(), "lock");
            return List.of(result(() -> {
                lock.lock();
                int again = lock.trylock() ? 1 : 0;
                lock.unlock();
                return again;
            }));
        });
        add("a mutex may be tried under a spinlock, and a condition waited for, but not slept for", s -> {
            Mutex mutex = s.k.mutex(s.k.image(), "mutex");
            SpinLock spin = s.k.spinlock(s.k.image(), "spin");
            return List.of(result(() -> {
                spin.lock();
                int got = mutex.trylock() ? 1 : 0;
                s.k.smp_cond_load_acquire(s.x.is(1));
                spin.unlock();
                return got;
            }), thread(() -> s.x.store(1, Order.RELEASE)));
        });
    }

    private void sleepingLocks() {
        all.put("a mutex is where an unpreempted task sleeps, a spinlock is not", Litmus.of(s -> {
            Mutex mutex = s.k.mutex(s.k.image(), "mutex");
            SpinLock spin = s.k.spinlock(s.k.image(), "spin");
            return List.of(result(() -> {
                int first = s.x();
                mutex.lock();
                int second = s.y();
                mutex.unlock();
                spin.lock();
                int third = s.y();
                spin.unlock();
                return 100 * first + 10 * second + third;
            }), sync(s));
        }).unpreempted());
    }

    private static Team sync(Memories s) {
        return thread(() -> {
            s.x(1);
            s.k.synchronize_sched();
            s.y(1);
        });
    }

    private static void both(SpinLock first, SpinLock second) {
        first.lock();
        second.lock();
        second.unlock();
        first.unlock();
    }

    private void wrongLocks() {
        add("a lock is released by another", s -> {
            SpinLock lock = s.k.spinlock(s.k.image(), "lock");
            return List.of(thread(lock::lock), thread(lock::unlock));
        });
        add("a lock is taken by its holder", s -> {
            SpinLock lock = s.k.spinlock(s.k.image(), "lock");
            return List.of(thread(() -> {
                lock.lock();
                lock.lock();
            }));
        });
        add("a mutex is taken in a read-side section", s -> {
            Mutex lock = s.k.mutex(s.k.image(), "lock");
            return List.of(thread(() -> s.reading(() -> {
                lock.lock();
                lock.unlock();
            })));
        });
        add("sleep under a spinlock", s -> {
            SpinLock lock = s.k.spinlock(s.k.image(), "lock");
            return List.of(thread(() -> {
                lock.lock();
                s.k.might_sleep("kmalloc");
                lock.unlock();
            }));
        });
    }

    private void waiting() {
        add("whoever waits goes on when it holds", s -> List.of(result(() -> {
            s.k.wait_event(s.x.is(1));
            return s.y();
        }), thread(() -> {
            s.y(1);
            s.x(1);
        })));
        add("whoever waits may be late", s -> List.of(thread(() -> s.k.wait_event(s.x.is(1))), thread(() -> {
            s.x(1);
            s.x(2);
        })));
        add("waiting for either", s -> List.of(result(() -> {
            s.k.wait_event(s.x.is(1).or(s.y.is(1)));
            return 10 * s.x() + s.y();
        }), thread(() -> s.x(1)), thread(() -> s.y(1))));
        add("waiting for anything else", s -> List.of(result(() -> {
            s.k.wait_event(s.x.isNot(0));
            return s.x();
        }), thread(() -> s.x(1)), thread(() -> s.x(2))));
        add("waiting for a counter", s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 2);
            return List.of(thread(() -> s.k.wait_event(count.is(0))), team(2, count::dec));
        });
    }

    private void choices() {
        add("every choice is made", s -> List.of(results(2, () -> s.k.choose("what", "a", "b", "c"))));
        add("a fault may be injected", s -> List.of(result(() -> s.k.fails("fault") ? 1 : 0)));
        add("a fault that is not asked for", s -> List.of(result(() -> s.k.fails("another") ? 1 : 0)));
        add("an error that leaves something behind", s -> List.of(result(() -> {
            s.alloc();
            return -12;
        })));
        add("nothing comes after a bug", s -> List.of(thread(() -> s.k.bug(Property.KERNEL_ASSERTION, "BUG"))));
        add("a bug ends the others too", s -> List.of(result(() -> {
            if (s.x() == 1) {
                s.k.bug(Property.KERNEL_ASSERTION, "BUG");
            }
            return s.x();
        }), thread(() -> s.x(1))));
    }

    private void races() {
        add("race: plain write, plain read", s -> List.of(thread(() -> s.x.set(1)), thread(s.x::get)));
        add("race: marked write, plain read", s -> List.of(thread(() -> s.x(1)), thread(s.x::get)));
        add("race: plain write, marked read", s -> List.of(thread(() -> s.x.set(1)), thread(s::x)));
        add("race: identical threads", s -> List.of(team(2, () -> s.x.set(1))));
        add("no race: plain reads", s -> List.of(team(2, s.x::get)));
        add("no race: marked accesses", s -> List.of(team(2, () -> s.x(1)), thread(s::x)));
        add("no race: one after the other", s -> List.of(thread(() -> {
            s.x.set(1);
            s.y(1);
        }), thread(() -> {
            if (s.y() == 1) {
                s.x.get();
            }
        })));
    }

    private void daemons() {
        add("a daemon may wait for ever for its next call", s -> List.of(new Team(1, true, List.of(() -> {
            s.k.wait_event(s.x.is(1));
            return 0;
        }, () -> {
            s.k.wait_event(s.x.is(2));
            return 0;
        })), thread(() -> s.x(1))));
        add("a daemon must not hang within a call", s -> List.of(new Team(1, true, List.of(() -> {
            s.k.wait_event(s.x.is(1));
            s.k.wait_event(s.x.is(2));
            return 0;
        })), thread(() -> s.x(1))));
    }
}
