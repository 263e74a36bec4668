/** Execution graphs: events, sets of them, and relations between them. Knows no memory model. */
package org.sockrace.weak.graph;
