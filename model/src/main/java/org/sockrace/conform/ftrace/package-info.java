/**
 * Recordings of a real kernel, validated against the modelled one. What a recording would show of a function is read off the automaton of a thread that calls
 * it; what the calls did to modules, families and sockets is kept in books that must balance.
 */
package org.sockrace.conform.ftrace;
