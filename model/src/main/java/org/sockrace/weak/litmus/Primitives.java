package org.sockrace.weak.litmus;

import java.util.BitSet;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import org.sockrace.weak.graph.Tag;

/** What the primitives do: the events that linux-kernel.def gives them, with the dependencies that herd7 gives them. */
final class Primitives {

    private static final LongBinaryOperator NEGATIVE = (value, unused) -> value < 0 ? 1 : 0;

    private final PathBuilder path;

    Primitives(PathBuilder path) {
        this.path = path;
    }

    /** Executes a call; what it returns, 0 if it returns nothing. */
    Operand call(Code.Call call) {
        Primitive primitive = call.primitive();
        return switch (primitive.shape()) {
            case LOAD, LOAD_POINTER, SRCU_LOCK -> path.read(Set.of(primitive.tag()), path.argument(call, 0), call.text(), call.line());
            case STORE, STORE_POINTER, SRCU_UNLOCK -> store(call);
            case STORE_MB -> {
                store(call);
                path.fence(Tag.MB, null, call.text(), call.line());
                yield Operand.ZERO;
            }
            case FENCE -> {
                path.fence(primitive.tag(), null, call.text(), call.line());
                yield Operand.ZERO;
            }
            case SYNC_SRCU -> {
                path.fence(primitive.tag(), path.argument(call, 0), call.text(), call.line());
                yield Operand.ZERO;
            }
            case EXCHANGE -> exchange(call);
            case COMPARE_EXCHANGE -> compareExchange(call);
            case OPERATION, OPERATION_RETURN, FETCH, OPERATION_AND_TEST, OPERATION_NEGATIVE -> operation(call);
            case ADD_UNLESS -> addUnless(call);
            case LOCK -> lock(call, path.argument(call, 0));
            case UNLOCK -> {
                path.write(Set.of(Tag.UL), path.argument(call, 0), Operand.ZERO, ThreadPath.NONE, call.text(), call.line());
                yield Operand.ZERO;
            }
            case TRYLOCK -> trylock(call);
            case IS_LOCKED -> isLocked(call);
        };
    }

    private Operand store(Code.Call call) {
        Operand pointer = path.argument(call, 0);
        path.write(Set.of(call.primitive().tag()), pointer, path.argument(call, 1), ThreadPath.NONE, call.text(), call.line());
        return Operand.ZERO;
    }

    private Operand readPart(Code.Call call, Operand pointer) {
        return path.read(Set.of(call.primitive().tag(), Tag.RMW), pointer, call.text(), call.line());
    }

    private void writePart(Code.Call call, Operand pointer, Operand read, Operand value) {
        path.write(Set.of(call.primitive().tag(), Tag.RMW), pointer, value, event(read), call.text(), call.line());
    }

    private static int event(Operand read) {
        return read.reads().length() - 1;
    }

    private Operand exchange(Code.Call call) {
        Operand pointer = path.argument(call, 0);
        Operand value = path.argument(call, 1);
        Operand read = readPart(call, pointer);
        writePart(call, pointer, read, value);
        return read;
    }

    private Operand compareExchange(Code.Call call) {
        Operand pointer = path.argument(call, 0);
        Operand old = path.argument(call, 1);
        Operand value = path.argument(call, 2);
        Operand read = readPart(call, pointer);
        if (path.returned(read, old)) {
            BitSet before = path.because(read, old);
            writePart(call, pointer, read, value);
            path.because(before);
        }
        return read;
    }

    private Operand operation(Code.Call call) {
        Primitive primitive = call.primitive();
        boolean byOne = primitive.arguments() == 1;
        Operand by = byOne ? Operand.ONE : path.argument(call, 0);
        Operand pointer = path.argument(call, byOne ? 0 : 1);
        Operand read = readPart(call, pointer);
        Operand written = Operand.of(Term.of(Operators.atomic(primitive.operator()), read.term(), by.term()), read, by);
        writePart(call, pointer, read, written);
        return switch (primitive.shape()) {
            case FETCH -> read;
            case OPERATION_RETURN -> written;
            case OPERATION_AND_TEST -> Operand.of(Term.of(Operators.EQUAL, written.term(), Operand.ZERO.term()), written);
            case OPERATION_NEGATIVE -> Operand.of(Term.of(NEGATIVE, written.term(), Operand.ZERO.term()), written);
            default -> Operand.ZERO;
        };
    }

    private Operand addUnless(Code.Call call) {
        Operand pointer = path.argument(call, 0);
        Operand by = path.argument(call, 1);
        Operand unless = path.argument(call, 2);
        Operand read = readPart(call, pointer);
        if (path.returned(read, unless)) {
            return Operand.of(Operand.ZERO.term(), read, unless);
        }
        BitSet before = path.because(read, unless);
        writePart(call, pointer, read, Operand.of(Term.of(Operators.binary("+"), read.term(), by.term()), read, by));
        path.because(before);
        return Operand.of(Operand.ONE.term(), read, unless);
    }

    private Operand lock(Code.Call call, Operand lock) {
        Operand read = path.read(Set.of(Tag.LKR), lock, call.text(), call.line());
        path.require(read, Operand.ZERO);
        path.write(Set.of(Tag.LKW), lock, Operand.ONE, event(read), call.text(), call.line());
        return Operand.of(Operand.ONE.term(), read);
    }

    private Operand trylock(Code.Call call) {
        Operand lock = path.argument(call, 0);
        if (path.succeeds()) {
            return lock(call, lock);
        }
        Operand read = path.read(Set.of(Tag.LF), lock, call.text(), call.line());
        path.require(read, Operand.ONE);
        return Operand.of(Operand.ZERO.term(), read);
    }

    private Operand isLocked(Code.Call call) {
        Operand lock = path.argument(call, 0);
        boolean locked = path.succeeds();
        Operand read = path.read(Set.of(locked ? Tag.LF : Tag.RU), lock, call.text(), call.line());
        path.require(read, locked ? Operand.ONE : Operand.ZERO);
        return read;
    }
}
