package org.sockrace.machine.simulated;

import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.simulated.Litmus.Memories;
import org.sockrace.machine.simulated.Litmus.Team;

/** Programs that show what each primitive means, one thing each: memory, modules, read-side sections and grace periods. */
final class LitmusMemory {

    private final Map<String, Litmus> all;

    private LitmusMemory(Map<String, Litmus> all) {
        this.all = all;
    }

    static void addTo(Map<String, Litmus> all) {
        LitmusMemory programs = new LitmusMemory(all);
        programs.frees();
        programs.ownMemory();
        programs.modules();
        programs.gracePeriods();
        programs.flavours();
        programs.unpreempted();
        programs.rules();
        programs.freesLater();
        programs.freesLaterInside();
        programs.freesLaterTwice();
    }

    private void add(String name, Function<Memories, List<Team>> threads) {
        all.put(name, Litmus.of(threads));
    }

    private void frees() {
        add("use against free", s -> List.of(result(s.p::use), thread(() -> s.k.free(s.p.mem))));
        add("free against free", s -> List.of(team(2, () -> s.k.free(s.p.mem))));
        add("NULL is freed", s -> List.of(thread(() -> s.k.free(null))));
        add("freed in the set-up", s -> {
            s.k.free(s.p.mem);
            return List.of(thread(s.p::use));
        });
    }

    private void ownMemory() {
        add("own memory is new each time", s -> List.of(result(() -> {
            Litmus.Thing own = s.alloc();
            own.data.store(1, Order.ONCE);
            s.k.free(own.mem);
            Litmus.Thing other = s.alloc();
            return other.use();
        })));
        add("each of identical threads has memory of its own", s -> List.of(Litmus.results(2, () -> {
            Litmus.Thing own = s.alloc();
            own.data.store(own.use() + 1, Order.PLAIN);
            return own.use();
        })));
        add("own memory is used after it was freed", s -> List.of(thread(() -> {
            Litmus.Thing own = s.alloc();
            s.k.free(own.mem);
            own.use();
        })));
        add("own memory is freed twice", s -> List.of(thread(() -> {
            Litmus.Thing own = s.alloc();
            s.k.free(own.mem);
            s.k.free(own.mem);
        })));
        add("what was published is no longer one's own", s -> {
            Ptr<Litmus.Thing> published = s.k.ptr(s.k.image(), "published", null);
            return List.of(thread(() -> {
                Litmus.Thing own = s.alloc();
                own.data.store(1, Order.ONCE);
                published.store(own, Order.RELEASE);
                s.k.free(own.mem);
            }), result(() -> {
                Litmus.Thing found = published.load(Order.ONCE);
                return found == null ? 2 : found.use();
            }));
        });
    }

    private void modules() {
        add("a module is called while it is freed", s -> List.of(thread(() -> inside(s)), thread(() -> s.k.free(s.m.mem))));
        add("a module's data is used after it was freed", s -> List.of(thread(s.m::use), thread(() -> s.k.free(s.m.mem))));
        add("somebody is inside when a module is said to be gone", s -> List.of(thread(() -> inside(s)), thread(() -> {
            s.y(1);
            s.k.unloaded(s.m.mem);
        })));
        add("a family is found after it was withdrawn", s -> List.of(thread(() -> s.reading(() -> s.slot.load(Order.DEPENDENCY))), thread(() -> {
            s.k.synchronize_rcu();
            s.k.registered("family", false);
        })));
        add("a family is withdrawn, then published again", s -> List.of(thread(() -> s.reading(() -> s.slot.load(Order.DEPENDENCY))), thread(() -> {
            s.slot.store(null, Order.RELEASE);
            s.k.synchronize_rcu();
            s.k.registered("family", false);
            s.k.registered("family", true);
            s.slot.store("family", Order.RELEASE);
        })));
    }

    private static void inside(Memories s) {
        s.k.enter(s.m.mem);
        s.x();
        s.k.leave(s.m.mem);
    }

    /**
     * Reads the two words, in the order in which they are written before and after a grace period, the other way round: 1 means that the period was too
     * short.
     */
    private static int wrongOrder(Memories s) {
        int before = s.x();
        s.q.use();
        return before == 0 && s.y() == 1 ? 1 : 0;
    }

    private static Team waiter(Memories s, Runnable gracePeriod) {
        return thread(() -> {
            s.x(1);
            gracePeriod.run();
            s.y(1);
        });
    }

    private void gracePeriods() {
        add("a grace period waits for readers", s -> List.of(result(() -> {
            s.k.rcu_read_lock();
            int wrong = wrongOrder(s);
            s.k.rcu_read_unlock();
            return wrong;
        }), waiter(s, s.k::synchronize_rcu)));
        add("a grace period waits for the outermost section", s -> List.of(result(() -> {
            s.k.rcu_read_lock();
            int before = s.x();
            s.reading(() -> { });
            int after = s.y();
            s.k.rcu_read_unlock();
            return before == 0 && after == 1 ? 1 : 0;
        }), waiter(s, s.k::synchronize_rcu)));
        add("a grace period does not wait between two sections", s -> List.of(result(() -> {
            s.k.rcu_read_lock();
            int before = s.x();
            s.k.rcu_read_unlock();
            s.k.rcu_read_lock();
            int after = s.y();
            s.k.rcu_read_unlock();
            return before == 0 && after == 1 ? 1 : 0;
        }), waiter(s, s.k::synchronize_rcu)));
        add("a reader who enters late is not waited for", s -> List.of(thread(() -> s.reading(() -> {
            s.y(1);
            s.p.use();
        })), thread(() -> {
            s.y();
            s.k.synchronize_rcu();
            s.k.free(s.p.mem);
        })));
        add("two grace periods at once", s -> List.of(thread(() -> s.reading(s::x)), team(2, s.k::synchronize_rcu)));
        all.put("a grace period that does not wait", Litmus.of(s -> List.of(thread(() -> s.reading(s::x)), thread(s.k::synchronize_rcu))).impatient());
        all.put("nobody to wait for", Litmus.of(s -> List.of(thread(s.k::synchronize_rcu))).impatient());
    }

    private void flavours() {
        add("synchronize_sched waits while preemption is disabled", s -> List.of(result(() -> {
            s.k.preempt_disable();
            int wrong = wrongOrder(s);
            s.k.preempt_enable();
            return wrong;
        }), waiter(s, s.k::synchronize_sched)));
        add("synchronize_sched does not wait for a preemptible reader", s -> List.of(result(() -> {
            s.k.rcu_read_lock();
            int wrong = wrongOrder(s);
            s.k.rcu_read_unlock();
            return wrong;
        }), waiter(s, s.k::synchronize_sched)));
        add("synchronize_rcu does not wait while preemption is disabled", s -> List.of(result(() -> {
            s.k.preempt_disable();
            int wrong = wrongOrder(s);
            s.k.preempt_enable();
            return wrong;
        }), waiter(s, s.k::synchronize_rcu)));
    }

    private void unpreempted() {
        all.put("unpreempted code is a reader", Litmus.of(s -> List.of(result(() -> {
            s.slot.load(Order.ONCE);
            return wrongOrder(s);
        }), waiter(s, s.k::synchronize_rcu))).unpreempted());
        all.put("unpreempted code is no reader where it sleeps", Litmus.of(s -> List.of(result(() -> {
            int before = s.x();
            s.k.might_sleep("kmalloc");
            return before == 0 && s.y() == 1 ? 1 : 0;
        }), waiter(s, s.k::synchronize_rcu))).unpreempted());
        all.put("unpreempted code has not begun before its first operation", Litmus.of(s -> List.of(result(s.p::use), thread(() -> {
            s.k.synchronize_rcu();
            s.k.free(s.p.mem);
        }))).unpreempted());
    }

    private void rules() {
        add("rcu_dereference outside a section", s -> List.of(thread(() -> s.slot.load(Order.DEPENDENCY))));
        add("a section that is never left", s -> List.of(thread(s.k::rcu_read_lock), thread(s.k::synchronize_rcu)));
        add("a section that was never entered", s -> List.of(thread(s.k::rcu_read_unlock)));
        add("preemption is enabled once too often", s -> List.of(thread(s.k::preempt_enable)));
        add("a grace period within a section", s -> List.of(thread(() -> s.reading(s.k::synchronize_rcu))));
    }

    private void freesLater() {
        add("kfree_rcu: nobody reads", s -> List.of(thread(() -> {
            s.k.free_rcu(s.p.mem);
            s.p.use();
        })));
        add("kfree_rcu: readers may go on", s -> {
            Ptr<Litmus.Thing> published = s.k.ptr(s.k.image(), "published", s.p);
            return List.of(thread(() -> s.reading(() -> {
                Litmus.Thing found = published.load(Order.DEPENDENCY);
                if (found != null) {
                    found.use();
                }
            })), thread(() -> {
                published.store(null, Order.RELEASE);
                s.k.free_rcu(s.p.mem);
            }));
        });
        add("kfree_rcu: readers who come later are late", s -> List.of(thread(() -> s.reading(s.p::use)), thread(() -> s.k.free_rcu(s.p.mem))));
        add("kfree_rcu does not wait for disabled preemption", s -> List.of(result(() -> {
            s.k.preempt_disable();
            int seen = s.x() == 1 ? 2 : s.p.use();
            s.k.preempt_enable();
            return seen;
        }), thread(() -> {
            s.x(1);
            s.k.free_rcu(s.p.mem);
        })));
        add("kfree_rcu of own memory", s -> List.of(thread(() -> {
            Litmus.Thing own = s.alloc();
            s.k.rcu_read_lock();
            s.k.free_rcu(own.mem);
            own.use();
            s.k.rcu_read_unlock();
        })));
    }

    private void freesLaterInside() {
        add("kfree_rcu within one's own section", s -> List.of(thread(() -> s.reading(() -> {
            s.k.free_rcu(s.p.mem);
            s.p.use();
        })), thread(() -> {
            if (s.y() == 1) {
                s.k.free(s.q.mem);
            }
        })));
        add("kfree_rcu within one's own section, used after it", s -> List.of(thread(() -> {
            s.reading(() -> s.k.free_rcu(s.p.mem));
            s.p.use();
        })));
        all.put("kfree_rcu by unpreempted code, used at once", Litmus.of(s -> List.of(thread(() -> {
            s.x(1);
            s.k.free_rcu(s.p.mem);
            s.p.use();
        }))).unpreempted());
        all.put("kfree_rcu by unpreempted code, used after sleep", Litmus.of(s -> List.of(thread(() -> {
            s.x(1);
            s.k.free_rcu(s.p.mem);
            s.k.might_sleep("dput");
            s.p.use();
        }))).unpreempted());
        all.put("kfree_rcu by unpreempted code that sleeps next, seen by others", Litmus.of(s -> List.of(thread(() -> {
            s.x(1);
            s.k.free_rcu(s.p.mem);
            s.k.might_sleep("dput");
        }), result(() -> s.x() == 1 ? s.p.use() : 2))).unpreempted());
    }

    private void freesLaterTwice() {
        add("kfree_rcu: memory goes when the last who was reading leaves", s -> List.of(thread(s.p::use), thread(() -> s.reading(() -> {
            s.x(1);
            s.k.wait_event(s.y.is(1));
        })), thread(() -> {
            s.k.wait_event(s.x.is(1));
            s.k.free_rcu(s.p.mem);
            s.y(1);
        })));
        add("kfree_rcu twice", s -> List.of(thread(() -> s.reading(s::x)), thread(() -> {
            s.k.free_rcu(s.p.mem);
            s.k.free_rcu(s.p.mem);
        })));
        add("kfree_rcu, then free within a section", s -> List.of(thread(() -> s.reading(() -> {
            s.k.free_rcu(s.p.mem);
            s.k.free(s.p.mem);
        }))));
    }
}
