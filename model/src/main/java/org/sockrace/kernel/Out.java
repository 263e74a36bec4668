package org.sockrace.kernel;

/**
 * A pointer that a function returns through an argument ({@code struct socket **res}). Local to one call, so it is no cell.
 *
 * @param <T> the struct pointed to
 */
public final class Out<T> {

    /** What was returned. */
    public T value;
}
