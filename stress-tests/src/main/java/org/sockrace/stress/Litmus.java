package org.sockrace.stress;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test about the order of single accesses. It is run by the optimizing compiler only: elsewhere an access through a VarHandle is a call,
 * and nothing gets past that.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Litmus { }
