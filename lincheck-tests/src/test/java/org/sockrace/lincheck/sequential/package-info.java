/**
 * The machine of specifications: the kernel's own code runs on it one call after the other. It is the simplest machine there is: fields, no
 * threads, no fences, and nothing to wait for.
 */
package org.sockrace.lincheck.sequential;
