/**
 * Programs for a real kernel that make the calls of a scenario, and a module that lets a thread be preempted where a schedule preempts it: text, which is run
 * nowhere here.
 */
package org.sockrace.reproducer;
