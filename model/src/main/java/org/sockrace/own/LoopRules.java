package org.sockrace.own;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** What rounds of a loop may be made with: objects that are there all the time, and numbers; not what keeps something from one round to the next. */
final class LoopRules {

    private LoopRules() { }

    /** @throws IllegalArgumentException if a round keeps something; the message is for users */
    static void check(Runnable round) {
        for (Field field : round.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                check(value(field, round));
            }
        }
    }

    private static Object value(Field field, Runnable round) {
        try {
            field.setAccessible(true);
            return field.get(round);
        } catch (IllegalAccessException | RuntimeException e) {
            throw new IllegalArgumentException("nobody can see what a round of this loop keeps: write until_stopped(this::FUNCTION)", e);
        }
    }

    private static void check(Object kept) {
        boolean constant = kept == null || kept instanceof String || kept instanceof Number || kept instanceof Boolean;
        if (!constant && (kept.getClass().isArray() || kept.getClass().isHidden() || kept.getClass().isAnonymousClass() || kept.getClass().isLocalClass()
                || kept.getClass().getName().startsWith("java."))) {
            throw new IllegalArgumentException("a round of this loop keeps a " + kept.getClass().getSimpleName()
                    + " from one to the next: what lives longer than a round is in cells");
        }
    }
}
