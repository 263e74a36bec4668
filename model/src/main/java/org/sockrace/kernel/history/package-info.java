/**
 * What Linux once had. The modelled kernel has the text of its versions and no defect is built into it; here are other texts of single functions, each in a
 * class that overrides the method of that function and nothing else: the text before a fix, or before a change of design. {@link
 * org.sockrace.kernel.history.Revert} names them all, with their commits. Beside them are sketches of modules that the model has only for the sake of one
 * bug: as much of each as the bug needs.
 */
package org.sockrace.kernel.history;
