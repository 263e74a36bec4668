/**
 * The modelled kernel: net/socket.c, net/core/sock.c, kernel/module.c and what they need, as straight-line Java that reads beside the C. C names are kept,
 * one C function is one Java method with the same order and the same labels; {@code goto} is a {@code break} out of a labelled block, whose label is passed
 * behind it. A {@code goto} back is a {@code continue} of a labelled loop, and its label is passed when it jumps. The code imports only
 * {@link org.sockrace.machine}; all that several tasks can see is in cells of the machine. The shape is Linux 4.4's; where a later kernel differs in a way
 * that matters the difference is a named switch of {@link org.sockrace.kernel.KernelConfig}.
 */
package org.sockrace.kernel;
