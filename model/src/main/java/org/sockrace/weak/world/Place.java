package org.sockrace.weak.world;

/**
 * What a location stands for. Threads that have copies of their own have locations of their own.
 *
 * @param thing a cell; or memory, whose location is written when it is given back, or which is a module and whose text is read
 * @param use what is done to memory; null for cells
 * @param copy the thread whose copy it is, or -1 if there is one for all
 */
record Place(Object thing, Use use, int copy) {

    /** What is done to memory as a whole. */
    enum Use { FREED, TEXT,
        /** Is to be given back after a grace period: written when that is said. */
        QUEUED }
}
