/**
 * Sequentially consistent, exhaustive search: states are packed into a few longs, and no modelled code runs while searching. {@link
 * org.sockrace.search.BreadthFirst} and {@link org.sockrace.search.DepthFirst} are engines; {@link org.sockrace.search.ScheduleSearch} finds the simplest
 * schedule that shows what one has found.
 */
package org.sockrace.search;
