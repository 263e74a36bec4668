package org.sockrace.own;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.scenario.Suggest;

/** What users wrote, in one kernel: its built-in parts are made with the kernel, its modules are files on its disk. */
public final class OwnKernel {

    private static final int MOST_ARGUMENTS = 2;

    private final OwnClasses classes;
    private final Kernel kernel;
    private final Map<Class<?>, BuiltIn> parts = new LinkedHashMap<>();

    /** A function that scenarios can call. */
    private record Function(BuiltIn part, Method method, MethodHandle code) {

        static Function of(BuiltIn part, Method method) {
            method.setAccessible(true);
            try {
                MethodHandle code = MethodHandles.lookup().unreflect(method).bindTo(part).asSpreader(Object[].class, method.getParameterCount());
                return new Function(part, method, code.asType(MethodType.methodType(int.class, Object[].class)));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Exceptions come out as they are: one by which a machine leaves the code must not be wrapped. */
        int run(Object[] arguments) {
            try {
                return (int) code.invokeExact(arguments);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Makes all built-in parts; done before modules are loaded.
     *
     * @param packets whether packets come to bundled families: then their functions are there though no module asks for them
     */
    public OwnKernel(OwnModules modules, Kernel kernel, boolean packets) {
        this.classes = modules.classes();
        this.kernel = kernel;
        if (classes != null) {
            classes.all().stream().filter(c -> BuiltIn.class.isAssignableFrom(c) && !Modifier.isAbstract(c.getModifiers())).forEach(this::part);
            classes.all().stream().flatMap(c -> Stream.of(c.getDeclaredConstructors())).flatMap(c -> Stream.of(c.getParameterTypes()))
                    .filter(OwnKernel::bundled).forEach(this::part);
        }
        if (packets) {
            parts.putIfAbsent(Packets.class, new Packets(kernel));
        }
    }

    /**
     * The module of that source.
     *
     * @param source the file as it is shown, or the class
     * @throws CodeException if there is no module in it
     */
    public ModuleImage image(String source, String name, List<String> aliases, List<String> depends) {
        Class<?> type = classes.modules().get(source);
        if (type == null || !ModuleCode.class.isAssignableFrom(type)) {
            throw new CodeException("error: " + source + " has no module: it needs a class of the file's name that extends " + OwnModule.class.getSimpleName()
                    + " or " + ProtocolModule.class.getSimpleName());
        }
        Constructor<?> constructor = constructor(type, module.class);
        return new ModuleImage(name, aliases, depends, (into, self) -> (ModuleCode) make(constructor, self));
    }

    /** Whether the class is a part of the kernel that modules have by asking for it. */
    private static boolean bundled(Class<?> type) {
        return type == Packets.class || type == Namespaces.class;
    }

    private BuiltIn part(Class<?> type) {
        BuiltIn known = parts.get(type);
        if (known == null) {
            if (parts.containsKey(type)) {
                throw new CodeException("error: " + type.getName() + " needs itself to be made");
            }
            parts.put(type, null);
            known = (BuiltIn) make(constructor(type, Kernel.class), null);
            parts.put(type, known);
        }
        return known;
    }

    /** The one constructor. */
    private Constructor<?> constructor(Class<?> type, Class<?> needed) {
        Constructor<?>[] all = type.getDeclaredConstructors();
        boolean possible = all.length == 1 && Stream.of(all[0].getParameterTypes()).allMatch(p -> p == Kernel.class
                || p == module.class && needed == module.class || BuiltIn.class.isAssignableFrom(p) && (classes.all().contains(p) || bundled(p)));
        if (!possible || Modifier.isAbstract(type.getModifiers()) || type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
            String parameters = needed == module.class ? "(Kernel kernel, module self)" : "(Kernel kernel)";
            throw new CodeException("error: " + classes.of(type.getName()) + ": the class " + type.getSimpleName() + " needs exactly one constructor "
                    + parameters + ", with classes that extend BuiltIn as further parameters, and must not be abstract or inner");
        }
        all[0].setAccessible(true);
        return all[0];
    }

    private Object make(Constructor<?> constructor, module self) {
        Object[] given = Stream.of(constructor.getParameterTypes()).map(p -> p == Kernel.class ? kernel : p == module.class ? self : part(p)).toArray();
        try {
            return constructor.newInstance(given);
        } catch (InvocationTargetException e) {
            throw thrown(e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new CodeException("error: " + classes.of(constructor.getDeclaringClass().getName()) + ": " + constructor.getDeclaringClass().getName()
                    + " cannot be made: " + e, e);
        }
    }

    private static RuntimeException thrown(InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException runtime ? runtime : new IllegalStateException(e.getCause());
    }

    /**
     * The call of a function.
     *
     * @param name its name, or that of its class and its name: {@code mount}, {@code Filesystems.mount}
     * @throws CodeException if there is none of that name with so many parameters; the message is for users
     */
    public IntSupplier call(String name, int... arguments) {
        List<Function> functions = functions();
        List<Function> fitting = functions.stream().filter(f -> is(f, name)).toList();
        if (fitting.size() != 1) {
            List<String> names = functions.stream().map(f -> f.method().getName()).distinct().toList();
            String why = fitting.size() > 1 ? "several functions are called '" + name + "': write CLASS." + name
                    : "no BuiltIn of the scenario's modules has a public function '" + name + "' that returns an int"
                    + Suggest.nearest(name, names).map(n -> ": did you mean '" + n + "'?")
                            .orElse(names.isEmpty() ? "" : ": there is " + String.join(", ", names));
            throw new CodeException("error: " + why);
        }
        Function function = fitting.get(0);
        if (function.method().getParameterCount() != arguments.length) {
            throw new CodeException("error: " + name + " takes " + counted(function.method().getParameterCount()) + ", not " + arguments.length);
        }
        Object[] given = Arrays.stream(arguments).boxed().toArray();
        return () -> function.run(given);
    }

    private static String counted(int arguments) {
        return arguments == 0 ? "no argument" : arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    private static boolean is(Function function, String name) {
        String plain = function.method().getName();
        return name.equals(plain) || name.equals(function.part().getClass().getSimpleName() + "." + plain);
    }

    private List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        for (BuiltIn part : parts.values()) {
            for (Method method : part.getClass().getDeclaredMethods()) {
                boolean numbers = Stream.of(method.getParameterTypes()).allMatch(p -> p == int.class);
                if (Modifier.isPublic(method.getModifiers()) && method.getReturnType() == int.class && numbers && method.getParameterCount() <= MOST_ARGUMENTS
                        && !method.isSynthetic() && !method.getName().equals("hashCode")) {
                    functions.add(Function.of(part, method));
                }
            }
        }
        functions.sort(Comparator.comparing(f -> f.method().getName()));
        return functions;
    }
}
