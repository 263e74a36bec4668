/**
 * Modules of the user's own: what their code extends ({@link org.sockrace.own.OwnModule}, {@link org.sockrace.own.ProtocolModule}, {@link
 * org.sockrace.own.BuiltIn}), and what makes a module of a scenario of it: compiled in memory, refused if it keeps state that the machine cannot see.
 *
 * <p>The code is written against {@link org.sockrace.machine} and {@link org.sockrace.kernel}, as the bundled families are, and runs on every machine: the
 * model checker's, and the one of real threads under jcstress and Lincheck. It is not kept from doing harm: it may do whatever Java may.
 */
package org.sockrace.own;
