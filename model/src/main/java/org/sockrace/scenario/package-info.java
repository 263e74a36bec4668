/**
 * The scenario language: which threads make which calls, on which kernel, what must hold, and what may come out. Data and its parser; no
 * engine.
 */
package org.sockrace.scenario;
