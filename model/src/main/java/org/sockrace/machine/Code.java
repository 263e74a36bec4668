package org.sockrace.machine;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/**
 * A function of the modelled kernel that a pointer can point to. A reference to a method knows the method's name because it is serializable; nothing is ever
 * serialized.
 */
public interface Code extends Serializable {

    /** The function's name, as the C has it: that of the method it refers to. */
    static String name(Code function) {
        try {
            Method replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return ((SerializedLambda) replace.invoke(function)).getImplMethodName();
        } catch (ReflectiveOperationException e) {
            return function.getClass().getSimpleName();
        }
    }
}
