package org.sockrace.cli;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sockrace.check.EngineKind;
import org.sockrace.conform.errno.BuiltIns;
import org.sockrace.machine.Property;
import org.sockrace.mutate.Operator;
import org.sockrace.odds.Times;
import org.sockrace.report.Level;
import org.sockrace.scenario.Suggest;
import org.sockrace.weak.litmus.LitmusResult;
import org.sockrace.weak.model.ModelKind;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are read. */
final class Converters {

    /** What {@code -} stands for where a file is asked for. */
    static final Path STANDARD_INPUT = Path.of("/dev/stdin");

    private static final Pattern AMOUNT = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)([a-z]*)");
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);
    private static final Map<String, BigDecimal> TIMES = units("s", "1", "ms", "0.001", "m", "60", "h", "3600");
    private static final Map<String, BigDecimal> SIZES = units("k", "1024", "m", "1048576", "g", "1073741824");
    private static final Map<String, BigDecimal> COUNTS = units("k", "1e3", "m", "1e6", "g", "1e9");

    private Converters() { }

    /** Says how values of the common types are read by a command and those below it. */
    static void register(CommandLine command) {
        command.registerConverter(Path.class, new FileName());
        command.registerConverter(Integer.class, new Small()).registerConverter(int.class, new Small());
        command.registerConverter(Long.class, new Whole()).registerConverter(long.class, new Whole());
    }

    /** A property's id. */
    static final class PropertyId implements ITypeConverter<Property> {
        @Override
        public Property convert(String id) {
            return Stream.of(Property.values()).filter(p -> p.id().equals(id)).findFirst().orElseThrow(() ->
                    unknown(id, "property", Stream.of(Property.values()).map(Property::id).toList()));
        }
    }

    /** A level of detail. */
    static final class LevelId implements ITypeConverter<Level> {
        @Override
        public Level convert(String id) {
            return Stream.of(Level.values()).filter(l -> l.id().equals(id)).findFirst().orElseThrow(() ->
                    unknown(id, "level", Stream.of(Level.values()).map(Level::id).toList()));
        }
    }

    /** The release of a kernel, for which a modelled version stands. */
    static final class Release implements ITypeConverter<KernelRelease> {
        @Override
        public KernelRelease convert(String release) {
            try {
                return KernelRelease.of(release);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Something that a kernel may have without a module. */
    static final class BuiltInName implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            if (!BuiltIns.has(name)) {
                throw unknown(name, "built-in", BuiltIns.ids());
            }
            return name;
        }
    }

    /** An engine. */
    static final class EngineName implements ITypeConverter<EngineKind> {
        @Override
        public EngineKind convert(String name) {
            return EngineKind.of(name.equals("random") ? EngineKind.RANDOM_WALK.id() : name)
                    .orElseThrow(() -> unknown(name, "engine", EngineKind.interleaving().map(EngineKind::id).toList()));
        }
    }

    /** A memory model that scenarios can be checked with. */
    static final class MemoryId implements ITypeConverter<ModelKind> {
        static final List<ModelKind> ALL = List.of(ModelKind.SC, ModelKind.LKMM);

        @Override
        public ModelKind convert(String id) {
            return ALL.stream().filter(m -> m.id().equals(id)).findFirst()
                    .orElseThrow(() -> unknown(id, "memory model", ALL.stream().map(ModelKind::id).toList()));
        }
    }

    /** A memory model. */
    static final class ModelId implements ITypeConverter<ModelKind> {
        @Override
        public ModelKind convert(String id) {
            return ModelKind.named(id).orElseThrow(() -> unknown(id, "memory model", Stream.of(ModelKind.values()).map(ModelKind::id).toList()));
        }
    }

    /** An engine for litmus tests. */
    static final class LitmusEngineId implements ITypeConverter<LitmusResult.Engine> {
        @Override
        public LitmusResult.Engine convert(String id) {
            return LitmusResult.Engine.named(id).orElseThrow(() ->
                    unknown(id, "engine", Stream.of(LitmusResult.Engine.values()).map(LitmusResult.Engine::id).toList()));
        }
    }

    /** A kind of mistake. */
    static final class OperatorId implements ITypeConverter<Operator> {
        @Override
        public Operator convert(String id) {
            return Stream.of(Operator.values()).filter(o -> o.id().equals(id)).findFirst().orElseThrow(() ->
                    unknown(id, "operator", Stream.of(Operator.values()).map(Operator::id).toList()));
        }
    }

    /** Seconds: {@code 90}, {@code 90s}, {@code 500ms}, {@code 2m}, {@code 1h}; at most {@value #LONGEST}. */
    static final class Seconds implements ITypeConverter<Double> {

        private static final long LONGEST = 1_000_000_000;

        @Override
        public Double convert(String text) {
            BigDecimal seconds = amount(text, "a time: 60s, 500ms, 2m, 1h", TIMES);
            if (seconds.compareTo(BigDecimal.valueOf(LONGEST)) > 0) {
                throw new TypeConversionException("'" + text + "' is too long: at most " + LONGEST + "s");
            }
            return seconds.doubleValue();
        }
    }

    /** Times of operations, in seconds: {@code 200ns}, {@code 15us}, {@code 4ms}, {@code 10m}. */
    static final class ShortTime implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                return Times.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Bytes: {@code 1000000}, {@code 512m}, {@code 2g}. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, "a size: 512m, 2g", SIZES);
        }
    }

    /** Numbers: {@code 200000}, {@code 200k}, {@code 5m}. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, "a number: 200000, 200k, 5m", COUNTS);
        }
    }

    /** Numbers without a unit. */
    static final class Whole implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a whole number"
                        + (text.matches("[+-]?[0-9]+") ? " of 64 bits" : ""));
            }
        }
    }

    /** Numbers without a unit that are not large. */
    static final class Small implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is " + (text.matches("[+-]?[0-9]+") ? "too large" : "not a whole number"));
            }
        }
    }

    /** Files, of which {@code -} is the standard input. */
    static final class FileName implements ITypeConverter<Path> {
        @Override
        public Path convert(String name) {
            if (name.isEmpty()) {
                throw new TypeConversionException("the name of the file is empty");
            }
            try {
                return name.equals("-") ? STANDARD_INPUT : Path.of(name);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + name + "' cannot be the name of a file here (a locale with UTF-8 has all letters: LC_ALL=C.UTF-8)");
            }
        }
    }

    private static long whole(String text, String what, Map<String, BigDecimal> units) {
        BigDecimal amount = amount(text, what, units);
        if (amount.compareTo(MOST) > 0) {
            throw new TypeConversionException("'" + text + "' is too large: at most " + MOST);
        }
        try {
            return amount.longValueExact();
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
    }

    /** More than nothing. */
    private static BigDecimal amount(String text, String what, Map<String, BigDecimal> units) {
        Matcher m = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        BigDecimal unit = m.matches() ? units.get(m.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + text + "' is not " + what);
        }
        BigDecimal amount = new BigDecimal(m.group(1)).multiply(unit);
        if (amount.signum() <= 0) {
            throw new TypeConversionException("it must be more than 0, not '" + text + "'");
        }
        return amount;
    }

    private static Map<String, BigDecimal> units(String... namesAndFactors) {
        Map<String, BigDecimal> units = new HashMap<>(Map.of("", BigDecimal.ONE));
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.put(namesAndFactors[i], new BigDecimal(namesAndFactors[i + 1]));
        }
        return Map.copyOf(units);
    }

    private static TypeConversionException unknown(String word, String what, List<String> valid) {
        String meant = Suggest.nearest(word, valid).map(w -> "; did you mean '" + w + "'?").orElse("; there are "
                + String.join(", ", valid));
        return new TypeConversionException("unknown " + what + " '" + word + "'" + meant);
    }
}
