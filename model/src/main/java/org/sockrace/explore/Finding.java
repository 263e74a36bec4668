package org.sockrace.explore;

import org.sockrace.machine.Property;

/**
 * A broken property and where.
 *
 * @param property which
 * @param role the role of the thread that broke it, or -1 if no single thread did
 * @param node the node of its automaton at which it was, or -1
 * @param detail what else is to be said of it, for example which rule was broken; may be empty
 * @param level how many steps after the beginning it was found, as far as the engine counts them
 */
public record Finding(Property property, int role, int node, String detail, int level) { }
