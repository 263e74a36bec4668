/**
 * Visits each consistent execution of a program once, without load buffering: after M. Kokologiannakis, I. Marmanis, V. Gladstein, V. Vafeiadis, "Truly
 * stateless, optimal dynamic partial order reduction", POPL 2022. What the threads do is given from outside.
 */
package org.sockrace.weak.explore;
