package org.sockrace.explain;

/** How calls and their results are shown. */
public interface CallNames {

    /** The call that a thread runs as its n-th. */
    String call(int thread, int n);

    /** Everything a thread runs. */
    String program(int thread);

    /** What the call's result means: {@code fd}, an errno name, a number. */
    String result(int thread, int n, int value);
}
