/**
 * Defects as a tool: every statement of the modelled kernel is changed in every way that an {@link org.sockrace.mutate.Operator} knows, one change at a time,
 * and the scenarios that execute it are checked again. Which changes nothing notices is what the scenarios and properties cannot see.
 *
 * <p>A mutant is a changed copy of one kernel file, compiled in memory. It is run by a class loader of its own, which defines the kernel, the scenarios and
 * the checker anew; the machine and the search, which know no kernel, are shared, so that they stay compiled.
 *
 * <p>Why nothing notices some is written down in resources, and believed only as far as it is checked: {@link org.sockrace.mutate.ReasonCheck}.
 */
package org.sockrace.mutate;
