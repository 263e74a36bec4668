package org.sockrace.check;

/**
 * That one function of the modelled kernel calls another. Functions are named with their file, {@code SocketCore.__sock_create}.
 *
 * @param caller the function that calls, or an empty string if it is called from outside
 * @param line the line of the call, in the caller's file; 0 if it is called from outside
 * @param callee the function that is called
 */
public record Invocation(String caller, int line, String callee) { }
