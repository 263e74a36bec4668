package org.sockrace.spark;

import java.io.Serializable;

/**
 * From one partition to another. Bytes, because those are what is written fastest.
 *
 * @param longs how many longs of states
 * @param states those; see {@link StateRuns#packed}
 * @param report what was found on the way, to the partition that found it; else null
 */
record Message(int longs, byte[] states, byte[] report) implements Serializable { }
