package org.sockrace.conform.ftrace;

import java.util.Set;

/**
 * One way in which the modelled kernel can go through a call.
 *
 * @param name what it is, for messages
 * @param paths the ways through
 * @param modules the modules that it names by their real names
 * @param any words of the template that stand for modules of any name
 * @param notKnown whether those are other modules than the ones that have a model of their own
 */
record Shape(String name, Paths paths, Set<String> modules, Set<String> any, boolean notKnown) { }
