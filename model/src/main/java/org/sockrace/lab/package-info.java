/**
 * Small kernels on real threads, for jcstress, Lincheck and other test programs: {@link org.sockrace.lab.Lab} is one kernel with a few
 * tasks, {@link org.sockrace.lab.Defects} are machines on which it is broken, to show that a test can see it.
 */
package org.sockrace.lab;
