package org.sockrace.scenario;

/**
 * A call that is made before the threads start, with all capabilities.
 *
 * @param call the call
 * @param thread the first thread of the process whose descriptors it uses: the one whose threads use its variables. If these are identical threads which
 *     share no descriptors, it has its own
 * @param where where it is said
 */
public record SetupCall(Call call, String thread, Where where) { }
