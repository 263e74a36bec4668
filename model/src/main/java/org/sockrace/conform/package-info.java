/** Holds the model against what a real kernel did. */
package org.sockrace.conform;
