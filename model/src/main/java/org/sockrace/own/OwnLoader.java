package org.sockrace.own;

import org.sockrace.machine.simulated.CodeException;

/** Holds the classes that were compiled of a user's files. */
final class OwnLoader extends ClassLoader {

    private final OwnCompiler.Compiled compiled;

    OwnLoader(OwnCompiler.Compiled compiled) {
        super(OwnLoader.class.getClassLoader());
        this.compiled = compiled;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = compiled.classes().get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** The class of that name, one of those that were compiled. */
    Class<?> named(String name) {
        try {
            Class<?> type = Class.forName(name, false, this);
            if (type.getClassLoader() != this) {
                throw new CodeException("error: " + compiled.from().get(name).shown() + ": sockrace itself has a class " + name + ": give yours another name");
            }
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CodeException("error: " + compiled.from().get(name).shown() + ": the class " + name + " cannot be loaded: " + e.getMessage(), e);
        }
    }
}
