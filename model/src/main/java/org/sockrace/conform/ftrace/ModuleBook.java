package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of each module: its reference count, as the references explain it, and whether it is there. The count is not known when the recording
 * begins; every value that the first event allows is kept until a later one contradicts it.
 */
final class ModuleBook {

    /** In which order an event and its line came is not known by more than what other processors did about the same time. */
    private static final class Book {
        final String name;
        /** The counts that the beginning may have had; each is dropped when it explains no more. */
        final List<Integer> beginnings = new ArrayList<>();
        /** References taken minus given back since then, in the order of the lines. */
        int balance;
        boolean known;
        boolean loaded;
        boolean freed;
        /** The last line at which somebody held a reference besides the base. */
        int lastBusy;
        /** How many modules use its symbols, or -1 if that is not known. */
        List<String> usedBy;

        Book(String name) {
            this.name = name;
        }
    }

    private static final int BASE = 1;

    private final Map<String, Book> books = new TreeMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final Processors processors;
    private final boolean complete;

    /**
     * Begins the books.
     *
     * @param before what {@code /proc/modules} said before the recording, or null if nobody knows
     */
    ModuleBook(Map<String, ModulesFile.Loaded> before, Processors processors) {
        this.processors = processors;
        this.complete = before != null;
        if (before != null) {
            before.forEach((name, loaded) -> {
                Book book = book(name);
                book.known = true;
                book.loaded = true;
                book.usedBy = loaded.usedBy();
                book.beginnings.add(loaded.users() + BASE);
                book.lastBusy = loaded.users() > 0 ? Integer.MAX_VALUE : 0;
            });
        }
    }

    private Book book(String name) {
        return books.computeIfAbsent(name, Book::new);
    }

    // ---- events --------------------------------------------------------------------------------------------------------

    /** The book of a module that is there: one that /proc/modules did not list is loaded first. */
    private Book present(TraceEvent e) {
        Book book = book(e.module());
        if (complete && !book.known) {
            throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " was not loaded when the recording began, says /proc/modules, nor since");
        }
        return book;
    }

    /** A reference was taken or given back; {@code goings} others are about to unload something, each of whom may have lowered it for a moment. */
    void count(TraceEvent e, int goings) {
        Book book = present(e);
        if (book.freed) {
            throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " was freed and not loaded again, so nobody can "
                    + (e.kind() == EventKind.MODULE_GET ? "take" : "give back") + " a reference to it");
        }
        int change = e.kind() == EventKind.MODULE_GET ? 1 : -1;
        book.balance += change;
        book.loaded = true;
        Processors.Range others = processors.since(e, goings);
        if (!book.known) {
            for (int d = -others.slack(); d <= others.slack(); d++) {
                book.beginnings.add(e.refcnt() - book.balance + d);
            }
            book.known = true;
        }
        compare(e, book, others);
        busy(book, e.line());
    }

    private void compare(TraceEvent e, Book book, Processors.Range others) {
        for (Integer beginning : List.copyOf(book.beginnings)) {
            int difference = e.refcnt() - beginning - book.balance;
            boolean negative = beginning + book.balance < BASE;
            if (negative || difference < others.low() || difference > others.high()) {
                Doubt doubt = new Doubt(e, beginning, beginning + book.balance, difference - others.high(), difference - others.low(),
                        processors.others(e.cpu()));
                if (negative || processors.others(e.cpu()) == 0) {
                    drop(doubt);
                } else {
                    doubts.add(doubt);
                }
            }
        }
    }

    /** An event of any kind: what it did may have been seen by another processor before its line. To be called for each, before anything else. */
    void seen(TraceEvent e) {
        for (int i = 0; i < doubts.size(); i++) {
            Doubt doubt = doubts.get(i);
            doubt.seen(e);
            if (doubt.explained()) {
                doubts.remove(i--);
            } else if (doubt.hopeless()) {
                doubts.remove(i--);
                drop(doubt);
            }
        }
    }

    private void drop(Doubt doubt) {
        Book book = book(doubt.module);
        if (book.beginnings.size() > 1) {
            book.beginnings.remove(Integer.valueOf(doubt.beginning));
        } else if (book.beginnings.contains(doubt.beginning)) {
            int expected = doubt.expected();
            throw new UnexplainedException(doubt.event, Rule.COUNTER, "refcnt=" + doubt.event.refcnt() + " of " + book.name
                    + " is not what the references explain, which is " + expected + (expected < BASE ? ": more are given back than were taken" : ""));
        }
    }

    /**
     * The recording has ended: nothing more explains what is in doubt.
     *
     * @param after what {@code /proc/modules} said afterwards, or null if nobody knows
     */
    void end(TraceEvent last, Map<String, ModulesFile.Loaded> after) {
        for (Doubt doubt : List.copyOf(doubts)) {
            drop(doubt);
        }
        if (after == null) {
            return;
        }
        for (Book book : books.values()) {
            ModulesFile.Loaded loaded = after.get(book.name);
            if (book.known && (loaded == null) != book.freed) {
                throw new UnexplainedException(last, Rule.MODULE_LIFETIME, "the recording ends with " + book.name + (book.freed ? " freed" : " loaded")
                        + ", but /proc/modules says otherwise afterwards");
            }
            if (book.known && loaded != null && book.beginnings.stream().noneMatch(b -> b + book.balance == loaded.users() + BASE)) {
                throw new UnexplainedException(last, Rule.COUNTER, "the recording ends with " + (book.beginnings.get(0) + book.balance - BASE)
                        + " reference(s) to " + book.name + ", but /proc/modules says " + loaded.users() + " afterwards");
            }
        }
    }

    private static void busy(Book book, int line) {
        boolean busy = book.beginnings.stream().anyMatch(b -> b + book.balance > BASE);
        if (busy) {
            book.lastBusy = Integer.MAX_VALUE;
        } else if (book.lastBusy == Integer.MAX_VALUE) {
            book.lastBusy = line;
        }
    }

    /** The module is formed: it has the base reference and that of whoever runs its init. */
    void load(TraceEvent e) {
        Book book = book(e.module());
        if (book.known && book.loaded && !book.freed) {
            throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " is loaded already and was not freed");
        }
        book.known = true;
        book.loaded = true;
        book.freed = false;
        book.beginnings.clear();
        book.beginnings.add(BASE + 1);
        book.balance = 0;
        book.lastBusy = Integer.MAX_VALUE;
        book.usedBy = List.of();
    }

    /** The module is about to be freed. */
    void free(TraceEvent e) {
        Book book = present(e);
        if (book.freed) {
            throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " was freed before and not loaded again");
        }
        if (book.known) {
            List<Integer> left = book.beginnings.stream().map(b -> b + book.balance - BASE).toList();
            if (!left.contains(0)) {
                int n = left.get(0);
                throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " is freed while "
                        + (n > 0 ? n + " reference" + (n == 1 ? " is" : "s are") + " held" : -n + " more references were given back than taken"));
            }
        }
        book.freed = true;
        book.loaded = false;
        book.known = true;
        book.lastBusy = Math.min(book.lastBusy, e.line());
    }

    // ---- questions -----------------------------------------------------------------------------------------------------

    /** Whether the module is known to be loaded. */
    boolean loaded(String name) {
        Book book = books.get(name);
        return book != null && book.loaded;
    }

    /** Whether somebody may have held a reference to some module, or used its symbols, since that line. */
    boolean busySince(int line) {
        return !complete || books.values().stream().anyMatch(b -> b.lastBusy >= line || b.usedBy != null && !b.usedBy.isEmpty());
    }

    /** What is known of every module, for messages. */
    Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        for (Book book : books.values()) {
            String count = book.beginnings.isEmpty() ? "?" : book.beginnings.stream().map(b -> Integer.toString(b + book.balance)).distinct()
                    .reduce((a, b) -> a + " or " + b).get();
            state.put(book.name, book.freed ? "freed" : !book.known ? "not known" : "refcnt " + count);
        }
        return state;
    }

    /** Modules that were there before anything was known of them. */
    List<String> assumed() {
        return books.values().stream().filter(b -> b.beginnings.size() > 1).map(b -> b.name).toList();
    }
}
