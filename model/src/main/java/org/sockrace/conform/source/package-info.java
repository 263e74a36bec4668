/**
 * Compares the modelled kernel with the C of a kernel tree, function by function. C and Java are read by one small parser into statements, which become linear
 * code ({@link org.sockrace.conform.source.Code}); following that code gives the function's {@link org.sockrace.conform.source.Skeleton}, an automaton of what
 * it does in which order: calls, stores, tests, labels, results. Two skeletons are compared by walking through both at once.
 */
package org.sockrace.conform.source;
