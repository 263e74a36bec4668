package org.sockrace.kernel;

import java.util.function.IntSupplier;
import org.sockrace.machine.Region;

/**
 * A function that a packet is given to.
 *
 * @param text the text that it is in: that of a module, or the kernel's image
 * @param code the function, with what it is called for
 */
record packet_target(Region text, IntSupplier code) { }
