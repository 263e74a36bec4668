package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A function as linear code. Operands are texts: {@code %x} is the local variable x, {@code .ops} a field or a global, {@code f()} the result of the last call
 * of f, {@code *} what a callee has stored, {@code $} something else, all others constants.
 */
final class Code {

    /** The test of a branch that asks whether {@code a} is an error pointer. */
    static final String ERROR = "error ";

    /** What an instruction does. */
    enum Op {
        /** Calls the function {@code a}. */
        CALL,
        /** Puts the operand {@code b} into the variable {@code a}. */
        MOVE,
        /** Stores the operand {@code b} into the field {@code a}. */
        SET,
        /** Goes to {@code yes} if {@code a op b} holds, and to {@code no} otherwise. */
        BRANCH,
        /** Goes to {@code yes}. */
        JUMP,
        /** Is the label {@code a}. */
        LABEL,
        /** Makes an error pointer of the errno {@code a}. */
        ERR_PTR,
        /** Returns the operand {@code a}; null for nothing. */
        RETURN
    }

    /** A place that may be known only later. */
    static final class Spot {
        private int at = -1;

        int at() {
            return at;
        }
    }

    /**
     * An instruction.
     *
     * @param test of a branch: {@code <}, {@code ==}, {@link #ERROR}, or {@code ?} if only whether {@code a} is zero is asked
     */
    record Instr(Op op, String a, String test, String b, Spot yes, Spot no) { }

    private final List<Instr> instrs = new ArrayList<>();

    Instr at(int pc) {
        return instrs.get(pc);
    }

    /** The place of the next instruction. */
    void here(Spot spot) {
        spot.at = instrs.size();
    }

    void call(String name) {
        instrs.add(new Instr(Op.CALL, name, null, null, null, null));
    }

    void move(String variable, String value) {
        instrs.add(new Instr(Op.MOVE, variable, null, value, null, null));
    }

    void set(String field, String value) {
        instrs.add(new Instr(Op.SET, field, null, value, null, null));
    }

    void branch(String a, String test, String b, Spot yes, Spot no) {
        instrs.add(new Instr(Op.BRANCH, a, test, b, yes, no));
    }

    void jump(Spot to) {
        instrs.add(new Instr(Op.JUMP, null, null, null, to, null));
    }

    void label(String name) {
        instrs.add(new Instr(Op.LABEL, name, null, null, null, null));
    }

    void errorPointer(String errno) {
        instrs.add(new Instr(Op.ERR_PTR, errno, null, null, null, null));
    }

    void ret(String value) {
        instrs.add(new Instr(Op.RETURN, value, null, null, null, null));
    }
}
