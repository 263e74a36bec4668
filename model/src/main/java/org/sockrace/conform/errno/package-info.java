/** Holds the model against a table of what socket(2) returned on a real kernel. */
package org.sockrace.conform.errno;
