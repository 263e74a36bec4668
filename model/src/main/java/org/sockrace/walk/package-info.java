/** Random walks over automata: the smallest engine there is, and the example for writing another. */
package org.sockrace.walk;
