package org.sockrace.kernel;

/**
 * {@code struct kernel_symbol}: a symbol that a module exports, or the error pointer that ERR_PTR() makes of an error number.
 *
 * @param owner the module that has it; null in an error pointer
 * @param error the negative errno of an error pointer, 0 in others
 */
record kernel_symbol(module owner, int error) {

    static kernel_symbol ERR_PTR(int error) {
        return new kernel_symbol(null, error);
    }

    static boolean IS_ERR(kernel_symbol ptr) {
        return ptr != null && ptr.error != 0;
    }

    /** The error number; 0 for NULL, as in C. */
    static int PTR_ERR(kernel_symbol ptr) {
        return ptr == null ? 0 : ptr.error;
    }
}
