package org.sockrace.spark;

import java.io.Serializable;

/**
 * What is to be known of a partition after a level.
 *
 * @param states how many states it has
 * @param fresh how many of them are new
 * @param report what it found while it expanded the level before; see {@link Report}
 */
record Summary(long states, long fresh, byte[] report) implements Serializable { }
