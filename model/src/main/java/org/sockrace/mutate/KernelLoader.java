package org.sockrace.mutate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the kernel, some of its classes changed, and all that rests on it anew. What knows no kernel is that of the program, already loaded and compiled.
 */
final class KernelLoader extends ClassLoader {

    private static final String OURS = "org.sockrace.";
    /** What knows no kernel. */
    static final List<String> SHARED = List.of("machine", "automata", "semantics", "explore", "reduce", "search", "walk", "mutate", "explain", "format");
    /** The language of scenarios, and the files of the kernel that it hands on: shared unless a file has changed that it asks. */
    private static final List<String> LANGUAGE = List.of("scenario.", "kernel.Errno", "kernel.KernelVersion", "kernel.Net", "kernel.history.Revert");
    /** What reads scenarios, judges and reports asks these files, too. */
    static final Set<String> ASKED = Set.of("Counted", "Errno", "FdTable", "KernelVersion", "Net", "Revert", "ToyProtocol");
    /** Rests on the kernel, although its package is one that does not. */
    private static final String LOADED = "org.sockrace.mutate.loaded.";
    private static final Map<String, byte[]> UNCHANGED = new ConcurrentHashMap<>();

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> changed;
    private final boolean language;

    KernelLoader(Map<String, byte[]> changed) {
        super(KernelLoader.class.getClassLoader());
        this.changed = changed;
        this.language = changed.keySet().stream().map(KernelLoader::file).noneMatch(ASKED::contains);
    }

    /** The name of the file that a class stands in. */
    private static String file(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return simple.contains("$") ? simple.substring(0, simple.indexOf('$')) : simple;
    }

    private boolean isShared(String name) {
        return !name.startsWith(OURS) || !name.startsWith(LOADED)
                && SHARED.stream().anyMatch(p -> name.startsWith(p, OURS.length()) && name.charAt(OURS.length() + p.length()) == '.')
                || language && LANGUAGE.stream().anyMatch(p -> p.endsWith(".") ? name.startsWith(p, OURS.length()) : is(name, OURS + p));
    }

    private static boolean is(String name, String type) {
        return name.equals(type) || name.startsWith(type + "$");
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
