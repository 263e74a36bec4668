package org.sockrace.search;

import org.sockrace.machine.Property;

/**
 * A broken property and where: the key under which a search remembers it.
 *
 * @param property which
 * @param role the role of the thread that broke it, or -1 if no single thread did
 * @param node the node of its automaton at which it was, or -1
 * @param detail what else tells it from others, for example which region; may be empty
 */
public record Breakage(Property property, int role, int node, String detail) { }
