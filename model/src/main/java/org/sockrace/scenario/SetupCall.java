package org.sockrace.scenario;

/**
 * A call that is made before the threads start, with all capabilities.
 *
 * @param call the call
 * @param thread the first thread of the process whose descriptors it uses: the one whose threads use its variables
 */
public record SetupCall(Call call, String thread) { }
