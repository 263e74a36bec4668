package org.sockrace.own;

import org.sockrace.kernel.Kernel;

/**
 * A part of the kernel of your own, which modules of your own register with: it is there before any module, in the memory of the kernel's image, and stays. Its
 * cells are made in fields, in {@code k.image()}. Its public methods that return an int, and take at most two, are what scenarios call by name: {@code
 * m = call(mount)}; they return 0 or a number, or a negative errno.
 *
 * <p>The class has one constructor, whose parameters are a {@link Kernel} and other such classes; all modules of a scenario share one object of it.
 */
public abstract class BuiltIn extends OwnCode {

    /** A part of that kernel. */
    @SuppressWarnings("this-escape") // The machine takes nothing of it but its name.
    protected BuiltIn(Kernel kernel) {
        super(kernel);
        k.within(k.image(), this);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
