package org.sockrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sockrace.check.EngineKind;
import org.sockrace.conform.errno.BuiltIn;
import org.sockrace.machine.Property;
import org.sockrace.report.Level;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.Suggest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values are read. */
final class Converters {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)([a-z]*)");

    private Converters() { }

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

    /** A version of the modelled kernel. */
    static final class KernelVersion implements ITypeConverter<String> {
        @Override
        public String convert(String version) {
            if (!KernelSwitch.VERSIONS.contains(version)) {
                throw unknown(version, "kernel version", KernelSwitch.VERSIONS);
            }
            return version;
        }
    }

    /** Something that a kernel may have without a module. */
    static final class BuiltInName implements ITypeConverter<BuiltIn> {
        @Override
        public BuiltIn convert(String name) {
            return BuiltIn.of(name).orElseThrow(() -> unknown(name, "built-in", BuiltIn.ids()));
        }
    }

    /** An engine. */
    static final class EngineName implements ITypeConverter<EngineKind> {
        @Override
        public EngineKind convert(String name) {
            return EngineKind.of(name).orElseThrow(() -> unknown(name, "engine", Stream.of(EngineKind.values()).map(EngineKind::id).toList()));
        }
    }

    /** Seconds: {@code 90}, {@code 90s}, {@code 500ms}, {@code 2m}, {@code 1h}. */
    static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return amount(text, "a time: 60s, 500ms, 2m, 1h", List.of("", "s", "ms", "m", "h"), new double[] {1, 1, 0.001, 60, 3600});
        }
    }

    /** Bytes: {@code 1000000}, {@code 512m}, {@code 2g}. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return (long) amount(text, "a size: 512m, 2g", List.of("", "k", "m", "g"), new double[] {1, 1 << 10, 1 << 20, 1 << 30});
        }
    }

    /** Numbers: {@code 200000}, {@code 200k}, {@code 5m}. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return (long) amount(text, "a number: 200000, 200k, 5m", List.of("", "k", "m", "g"), new double[] {1, 1e3, 1e6, 1e9});
        }
    }

    private static double amount(String text, String what, List<String> units, double[] factors) {
        Matcher m = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        int unit = m.matches() ? units.indexOf(m.group(2)) : -1;
        if (unit < 0 || Double.parseDouble(m.group(1)) <= 0) {
            throw new TypeConversionException("'" + text + "' is not " + what);
        }
        return Double.parseDouble(m.group(1)) * factors[unit];
    }

    private static TypeConversionException unknown(String word, String what, List<String> valid) {
        String meant = Suggest.nearest(word, valid).map(w -> "; did you mean '" + w + "'?").orElse("; there are "
                + String.join(", ", valid));
        return new TypeConversionException("unknown " + what + " '" + word + "'" + meant);
    }
}
