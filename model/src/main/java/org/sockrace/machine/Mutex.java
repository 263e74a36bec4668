package org.sockrace.machine;

/** A {@code struct mutex} (or the write side of a rwsem): acquiring may sleep. */
public interface Mutex {

    /** {@code mutex_lock}: sleeps until the mutex is free. */
    void lock();

    /** {@code mutex_trylock}: does not sleep; false, and then it orders nothing, if the mutex is not free. */
    boolean trylock();

    /** {@code mutex_unlock}: releasing a mutex that the caller does not hold is a violation. */
    void unlock();
}
