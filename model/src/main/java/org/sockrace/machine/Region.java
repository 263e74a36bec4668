package org.sockrace.machine;

/**
 * A piece of memory that lives and dies as a whole: the kernel image, the memory of one module instance (text, data and its
 * {@code struct module}), or one heap object. Every cell belongs to exactly one region; touching a cell of a freed region is a use after free.
 */
public interface Region {

    /** Says what kind of memory this is. */
    enum Kind {
        /** The kernel image and everything built in: never freed. */
        IMAGE,
        /** Text and data of one instance of a module. */
        MODULE,
        /** An object from a slab cache. */
        OBJECT;

        /** The property that is broken by whoever uses such memory after it was freed. */
        public Property usedTooLate() {
            return this == MODULE ? Property.NO_USE_AFTER_UNLOAD : Property.NO_USE_AFTER_FREE;
        }
    }

    /** The name shown to users, for example {@code af_packet} or {@code socket}. */
    String name();

    /** The kind of memory. */
    Kind kind();
}
