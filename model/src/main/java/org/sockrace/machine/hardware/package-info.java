/**
 * The machine of real threads: the same kernel code runs on the processors of this computer, under jcstress, Lincheck or any other program.
 *
 * <p>Cells are fields behind VarHandles, each accessed with exactly the order that the kernel states and no more. Locks spin and then
 * yield. RCU is {@link org.sockrace.machine.hardware.UserRcu}, itself written against cells. Freed memory is poisoned, not reused: whoever
 * touches it later is recorded in {@link org.sockrace.machine.hardware.HardwareMachine#violations()}. What the code says about itself
 * (labels, owners) is ignored here.
 */
package org.sockrace.machine.hardware;
