package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

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
        /** The count without any reference: the base reference of a loaded module, which is taken away before its exit runs. */
        int base = BASE;
        /** Where it was known that it is gone. */
        int leftAt;
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

        boolean isLeaving() {
            return base == 0 && !freed;
        }
    }

    private static final int BASE = 1;
    /** By how many references a count may differ at first, if nothing is known of it and the order of its events is not known either. */
    private static final int TIED = 32;
    /** Who takes a reference by try_module_get, which a module on its way out does not give. */
    private static final Set<String> TRIES = Set.of("__sock_create", "sk_prot_alloc", "resolve_symbol");

    private final Map<String, Book> books = new TreeMap<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final Processors processors;
    private final boolean complete;
    /** The time at which the recording begins, or -1. */
    private long begin = -1;

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

    /**
     * A reference was taken or given back.
     *
     * @param goings how many calls of delete_module may have taken the base reference away, or lowered the count for a moment
     * @param exits how many of them may be running the module's exit, by what the recording shows
     */
    void count(TraceEvent e, int goings, int exits) {
        Book book = present(e);
        if (book.freed) {
            throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " was freed and not loaded again, so nobody can "
                    + (e.kind() == EventKind.MODULE_GET ? "take" : "give back") + " a reference to it");
        }
        if (book.isLeaving() && e.kind() == EventKind.MODULE_GET && TRIES.contains(e.caller()) && e.at() > book.leftAt) {
            throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " is being unloaded since line " + book.leftAt + ", so " + e.caller()
                    + " gets no reference to it");
        }
        int change = e.kind() == EventKind.MODULE_GET ? 1 : -1;
        book.balance += change;
        book.loaded = true;
        Processors.Range others = processors.since(e);
        if (!book.known && e.time() == begin) {
            return; // What others did at the same time may not be in the recording.
        }
        if (!book.known) {
            int slack = Math.max(1, processors.others(e)) + goings + (e.tied() ? TIED : 0);
            for (int d = -slack; d <= slack; d++) {
                book.beginnings.add(e.refcnt() - book.balance + d);
            }
            book.known = true;
        }
        boolean tied = book.isLeaving() && e.tied() && e.at() == book.leftAt;
        compare(e, book, new Processors.Range(others.low() - goings, others.high() + (tied ? 1 : 0)), exits);
        busy(book, e.at());
    }

    private void compare(TraceEvent e, Book book, Processors.Range others, int exits) {
        for (Integer beginning : List.copyOf(book.beginnings)) {
            int expected = beginning + book.balance;
            int difference = e.refcnt() - expected;
            boolean negative = expected < book.base - exits && !e.tied();
            if (negative || difference < others.low() || difference > others.high()) {
                Doubt doubt = new Doubt(e, beginning, expected, difference - others.high(), difference - others.low(), processors.others(e));
                if (negative || processors.isOne()) {
                    drop(doubt);
                } else {
                    doubts.add(doubt);
                }
            }
        }
    }

    /** Since that event it is certain that delete_module has taken the module's base reference away: its exit is about to run. */
    void leaving(String module, TraceEvent e) {
        Book book = book(module);
        if (book.base == BASE && !book.freed) {
            book.balance -= book.beginnings.isEmpty() ? 0 : BASE;
            book.base = 0;
            book.leftAt = e.at();
        }
    }

    /** An event of any kind: what it did may have been seen by another processor before its line. To be called for each, before anything else. */
    void seen(TraceEvent e) {
        begin = begin < 0 ? e.time() : begin;
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
                    + " is not what the references explain, which is " + expected + (expected < book.base ? ": more are given back than were taken" : ""));
        }
    }

    /**
     * The recording has ended: nothing more explains what is in doubt.
     *
     * @param after what {@code /proc/modules} said afterwards, or null if nobody knows
     * @param pending how many references to a module may be given back after the recording
     */
    void end(TraceEvent last, Map<String, ModulesFile.Loaded> after, ToIntFunction<String> pending) {
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
            if (book.known && loaded != null) {
                check(last, book, loaded.users(), pending.applyAsInt(book.name));
            }
        }
    }

    private static void check(TraceEvent last, Book book, int users, int pending) {
        List<Integer> counts = book.beginnings.stream().map(b -> b + book.balance - book.base).toList();
        if (counts.stream().noneMatch(n -> users <= n && users >= n - pending)) {
            throw new UnexplainedException(last, Rule.COUNTER, "the recording ends with " + counts.get(0) + " reference" + (counts.get(0) == 1 ? "" : "s")
                    + " to " + book.name + (pending > 0 ? ", of which at most " + pending + " may be given back later" : "")
                    + ", but /proc/modules says " + users + " afterwards");
        }
    }

    private static void busy(Book book, int line) {
        boolean busy = false;
        for (int beginning : book.beginnings) {
            busy |= beginning + book.balance > book.base;
        }
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
        book.base = BASE;
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
            List<Integer> left = book.beginnings.stream().map(b -> b + book.balance - book.base).toList();
            if (!left.contains(0)) {
                int n = left.get(0);
                throw new UnexplainedException(e, Rule.MODULE_LIFETIME, e.module() + " is freed while "
                        + (n > 0 ? n + " reference" + (n == 1 ? " is" : "s are") + " held" : -n + " more references were given back than taken"));
            }
        }
        book.freed = true;
        book.loaded = false;
        book.known = true;
        book.lastBusy = Math.min(book.lastBusy, e.at());
    }

    /** Whether that event can be the next about its module. */
    boolean mayBeNext(TraceEvent e) {
        Book book = e.module() == null ? null : books.get(e.module());
        if (book == null) {
            return true;
        }
        return switch (e.kind()) {
            case MODULE_GET, MODULE_PUT, MODULE_FREE -> !book.freed && (!complete || book.known);
            default -> !book.loaded || book.freed;
        };
    }

    // ---- questions -----------------------------------------------------------------------------------------------------

    /** Whether the module is known to be loaded. */
    boolean loaded(String name) {
        Book book = books.get(name);
        return book != null && book.loaded;
    }

    /** How many references there may be at most, besides the base. */
    int mostReferences(String name) {
        Book book = book(name);
        return book.beginnings.stream().mapToInt(b -> b + book.balance - book.base).max().orElse(Integer.MAX_VALUE);
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
