package org.sockrace.machine;

/**
 * The memory order of one access, as the kernel's own macro states it. The simulated machine is sequentially consistent and uses the order only to
 * tell marked from plain accesses; the hardware machine obeys it.
 */
public enum Order {
    /** A plain C access: may race, may tear; a data race unless it is ordered by something else. */
    PLAIN,
    /** {@code READ_ONCE}, {@code WRITE_ONCE} and {@code RCU_INIT_POINTER}: marked, but orders nothing. */
    ONCE,
    /** {@code rcu_access_pointer}: a marked load whose result may be compared with NULL, never dereferenced. */
    ACCESS,
    /** {@code rcu_dereference}: later accesses through the loaded pointer are ordered after the load. */
    DEPENDENCY,
    /** {@code smp_load_acquire}: later accesses are ordered after this load. */
    ACQUIRE,
    /** {@code smp_store_release} and {@code rcu_assign_pointer}: earlier accesses are ordered before this store. */
    RELEASE
}
