package org.sockrace.mutate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the kernel, some of its classes changed, and all that rests on it anew. What knows no kernel is that of the program, already loaded and compiled.
 */
final class KernelLoader extends ClassLoader {

    private static final String OURS = "org.sockrace.";
    private static final List<String> SHARED = List.of("machine", "automata", "semantics", "explore", "reduce", "search", "walk", "mutate");
    /** Rests on the kernel, although its package is one that does not. */
    private static final String LOADED = "org.sockrace.mutate.loaded.";
    private static final Map<String, byte[]> UNCHANGED = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> changed;

    KernelLoader(Map<String, byte[]> changed) {
        super(KernelLoader.class.getClassLoader());
        this.changed = changed;
    }

    private static boolean isShared(String name) {
        return !name.startsWith(OURS) || !name.startsWith(LOADED)
                && SHARED.stream().anyMatch(p -> name.startsWith(p, OURS.length()) && name.charAt(OURS.length() + p.length()) == '.');
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] bytes = changed.get(name);
            if (bytes == null) {
                bytes = UNCHANGED.computeIfAbsent(name, this::read);
            }
            if (bytes.length == 0) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte[] read(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
