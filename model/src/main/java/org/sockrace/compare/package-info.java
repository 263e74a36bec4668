/** Holds what a program on real threads has seen against what the model says is possible. */
package org.sockrace.compare;
