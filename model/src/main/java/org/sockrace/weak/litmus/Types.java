package org.sockrace.weak.litmus;

import java.util.Set;
import org.sockrace.weak.litmus.Token.Kind;

/** The names of types. All values are numbers or addresses here, so types are read over. */
final class Types {

    private static final Set<String> NAMES = Set.of("int", "long", "short", "char", "unsigned", "signed", "void", "bool", "volatile", "const", "intptr_t",
            "uintptr_t", "size_t", "ssize_t", "atomic_t", "atomic_long_t", "spinlock_t", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64",
            "uint8_t", "uint16_t", "uint32_t", "uint64_t", "int8_t", "int16_t", "int32_t", "int64_t", "__rcu");

    private Types() { }

    static boolean begins(Token token) {
        return token.kind() == Kind.NAME && (NAMES.contains(token.text()) || token.text().equals("struct"));
    }

    /** Reads over the words of a type, if there are some. */
    static void skip(Lexer lexer) {
        while (begins(lexer.peek())) {
            if (lexer.next().is("struct")) {
                lexer.name("the name of a struct");
            }
        }
    }
}
