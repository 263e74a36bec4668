/** Tells an execution so that a kernel developer understands it: its steps in the kernel's words, and the argument in prose. */
package org.sockrace.explain;
