/**
 * Searching level by level with the states in sorted files, for searches that are larger than memory: states that are next to each other in a file differ in
 * little and take two to four bytes; whether a state is new is found by reading two sorted files side by side. Whatever is in a file never changes, so a search
 * goes on from the last level that was written down, however its process ended. {@link org.sockrace.disk.DiskEngine} is the engine.
 */
package org.sockrace.disk;
