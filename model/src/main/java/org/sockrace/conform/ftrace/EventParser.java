package org.sockrace.conform.ftrace;

import java.util.regex.Pattern;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;

/**
 * Reads one line of a recording, in the layout of the kernel's own trace file, of {@code trace-cmd report} or of {@code perf script}:
 * {@code task-pid [cpu] flags time: event: fields}. Not thread-safe.
 */
final class EventParser {

    /** What was found in a line that is no event of ours. */
    enum Other {
        /** A comment, a heading or an empty line. */
        NOTHING,
        /** An event that says nothing about sockets or modules. */
        EVENT,
        /** The recorder says that events are missing here. */
        LOST
    }

    /** Of trace-cmd report, with the name of the file before if there are several. */
    private static final Pattern HEADING = Pattern.compile("\\s*(?:\\S+: +)?(?:cpus=[0-9]+|version = \\S+|CPU [0-9]+ is empty|CPU:[0-9]+ is empty"
            + "|CPU:[0-9]+ \\[SUBBUFFER START\\].*)");
    /** A line of a stack: of the kernel's trace, or of perf script. */
    private static final Pattern STACK = Pattern.compile("\\s*=> .*|\\s*<(?:stack|user stack) .*>|\\s+[0-9a-f]+ \\S.* \\(.*\\)");
    private static final Pattern LOST = Pattern.compile(".*\\[LOST [0-9]+ EVENTS\\].*|.*EVENTS DROPPED\\].*|LOST .*");

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;
    /** More than any kernel has. */
    private static final int MOST_PROCESSORS = 1 << 20;

    private final Lines lines;
    private final TimeOrder order;
    private final Names words = new Names(name -> name);
    private final Names modules = new Names(this::checked);
    private final Names callers = new Names(EventParser::function);
    private String text;
    /** Where the event's fields stand in the text. */
    private int fieldsFrom;
    private int fieldsTo;

    EventParser(Lines lines) {
        this.lines = lines;
        this.order = new TimeOrder(lines);
    }

    /** The event of that line, or what it is instead. */
    Object parse(String line) {
        text = line;
        if (line.isBlank() || line.charAt(0) == '#') {
            return heading(line.startsWith("# tracer:"));
        }
        int bracket = cpuAt();
        if (!lines.isAscii()) {
            // The name of a task may be any bytes, even half a character.
            lines.utf8(line.substring(Math.max(0, bracket)));
        }
        if (bracket < 0) {
            return noEvent();
        }
        int close = line.indexOf(']', bracket);
        int colon = line.indexOf(": ", close);
        int time = timeAt(colon);
        if (colon < 0 || time < 0) {
            throw damaged("there is no time stamp");
        }
        int nameStart = skipBlanks(colon + 1);
        int nameEnd = nameStart;
        while (nameEnd < line.length() && line.charAt(nameEnd) != ' ' && !(line.charAt(nameEnd) == ':' && endsName(nameEnd))) {
            nameEnd++;
        }
        String name = words.at(line, nameStart, Math.min(nameEnd, line.length()));
        EventKind kind = EventKind.of(name);
        if (kind == null) {
            kind = EventKind.of(eventName(name));
        }
        if (kind == null) {
            return name.startsWith("PERF_RECORD_LOST") ? Other.LOST : Other.EVENT;
        }
        fields(nameEnd + 1);
        int cpu = number(bracket + 1, close, "processor");
        if (cpu >= MOST_PROCESSORS) {
            throw damaged("there is no processor " + cpu);
        }
        int pid = pid(bracket);
        return event(kind, order.next(cpu, line, time, colon), cpu, context(close + 1, time), pid);
    }

    private Object heading(boolean sorted) {
        if (sorted) {
            order.sorted();
        }
        return Other.NOTHING;
    }

    private Object noEvent() {
        if (LOST.matcher(text).matches()) {
            return Other.LOST;
        }
        if (HEADING.matcher(text).matches()) {
            return heading(text.contains("cpus="));
        }
        if (STACK.matcher(text).matches()) {
            return Other.NOTHING;
        }
        throw damaged("this is no line of a recording, which reads: task-pid [cpu] flags time: event: fields");
    }

    private FileFormatException damaged(String what) {
        return lines.error(what);
    }

    /** Where the processor stands: digits in brackets, with a blank before. */
    private int cpuAt() {
        for (int i = text.indexOf('['); i >= 0; i = text.indexOf('[', i + 1)) {
            int j = i + 1;
            while (j < text.length() && isDigit(text.charAt(j))) {
                j++;
            }
            if (i > 0 && text.charAt(i - 1) == ' ' && j > i + 1 && j < text.length() && text.charAt(j) == ']') {
                return i;
            }
        }
        return -1;
    }

    /** Where the time stamp that ends before the colon begins, or -1. Some clocks count, and have no dot. */
    private int timeAt(int colon) {
        int i = colon - 1;
        while (i > 0 && (isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            i--;
        }
        boolean number = i < colon - 1 && i > 0 && text.charAt(i) == ' ' && isDigit(text.charAt(colon - 1)) && isDigit(text.charAt(i + 1));
        return number ? i + 1 : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /** A colon ends the event's name unless it stands between the group and the event. */
    private boolean endsName(int colon) {
        return colon + 1 == text.length() || text.charAt(colon + 1) == ' ';
    }

    private static String eventName(String name) {
        String event = name.substring(name.lastIndexOf(':') + 1);
        return event.endsWith("__return") ? event.substring(0, event.length() - "__return".length()) + "_ret" : event;
    }

    /**
     * The context, from the flags between these places: 0 a task, 1 a softirq, 2 a hardirq or NMI. Which column says it depends on how the kernel was built,
     * but no other column has these letters.
     */
    private int context(int from, int to) {
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case 's' -> {
                    return 1;
                }
                case 'h', 'H', 'z', 'Z' -> {
                    return 2;
                }
                default -> { }
            }
        }
        return 0;
    }

    /** The number before the processor: after the last dash or blank; a thread's own number follows a slash; a process in parentheses may stand between. */
    private int pid(int bracket) {
        int end = bracket;
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        if (end > 0 && text.charAt(end - 1) == ')') {
            end = text.lastIndexOf('(', end);
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
        }
        int start = end;
        while (start > 0 && isDigit(text.charAt(start - 1))) {
            start--;
        }
        if (start == end || start == 0) {
            throw damaged("there is no task before the processor");
        }
        return number(start, end, "task");
    }

    private int number(int start, int end, String what) {
        try {
            return Integer.parseInt(text, start, end, DECIMAL);
        } catch (NumberFormatException e) {
            throw damaged("'" + text.substring(start, end) + "' is no number of a " + what);
        }
    }

    /** The fields are what stands from there on, without blanks around it. */
    private void fields(int from) {
        fieldsTo = text.length();
        fieldsFrom = skipBlanks(Math.min(from, fieldsTo));
        while (fieldsTo > fieldsFrom && text.charAt(fieldsTo - 1) == ' ') {
            fieldsTo--;
        }
    }

    // ---- fields --------------------------------------------------------------------------------------------------------

    private TraceEvent event(EventKind kind, long time, int cpu, int context, int pid) {
        String module = null;
        int value = 0;
        long object = 0;
        int refcnt = -1;
        int family = -1;
        TraceEvent.SocketCall socket = null;
        switch (kind) {
            case MODULE_GET, MODULE_PUT -> {
                module = module();
                refcnt = int32("refcnt");
            }
            case MODULE_LOAD, MODULE_FREE -> module = module();
            case SOCK_CREATE -> socket = new TraceEvent.SocketCall(int32("family"), int32("type"), int32("protocol"));
            case SOCK_ALLOC_RET, SOCK_RELEASE, SOCK_RELEASE_KERN -> object = number("sock");
            case SK_ALLOC_RET, SK_DESTRUCT -> object = number("sk");
            case SOCK_UNREGISTER -> family = int32("family");
            case SOCK_REGISTER -> family = at("family") < 0 ? -1 : int32("family");
            case SOCK_CREATE_RET, SOCK_REGISTER_RET, DELETE_MODULE_RET, FINIT_MODULE_RET, REQUEST_MODULE_RET -> value = int32("ret");
            default -> { }
        }
        if (kind == EventKind.SOCK_ALLOC_RET || kind == EventKind.SK_ALLOC_RET) {
            value = object == 0 ? 0 : 1;
        }
        int task = context == 0 ? pid : -1 - cpu * TraceEvent.CONTEXTS - context;
        return new TraceEvent(lines.number(), kind, time, lines.number(), false, task, cpu, context, module, value, object, refcnt, socket, family, caller(),
                text);
    }

    private String module() {
        return modules.at(text, fieldsFrom, wordEnd(fieldsFrom));
    }

    private String checked(String module) {
        if (!module.matches("[A-Za-z0-9_-]+")) {
            throw damaged("'" + module + "' is no name of a module");
        }
        return module;
    }

    /** A C int, as a number or as its bits. */
    private int int32(String field) {
        long value = number(field);
        if (value != (int) value && value >>> Integer.SIZE != 0) {
            throw damaged("the field " + field + "= holds " + value + ", which is no number of a C int");
        }
        return (int) value;
    }

    /** Where the field stands, or -1. */
    private int at(String field) {
        int end = field.length();
        int at = text.indexOf(field, fieldsFrom);
        while (at >= 0 && (at + end == text.length() || text.charAt(at + end) != '=' || at > fieldsFrom && text.charAt(at - 1) != ' ')) {
            at = text.indexOf(field, at + 1);
        }
        return at;
    }

    /** Where the field ends that goes on there. */
    private int wordEnd(int from) {
        int blank = text.indexOf(' ', from);
        return blank < 0 ? fieldsTo : blank;
    }

    private long number(String field) {
        int at = at(field);
        if (at < 0) {
            throw damaged("the field " + field + "= is missing");
        }
        int start = at + field.length() + 1;
        int end = wordEnd(start);
        try {
            if (text.startsWith("0x", start)) {
                return Long.parseUnsignedLong(text, start + 2, end, HEXADECIMAL);
            }
            return start < end && text.charAt(start) == '-' ? Long.parseLong(text, start, end, DECIMAL)
                    : Long.parseUnsignedLong(text, start, end, DECIMAL);
        } catch (NumberFormatException e) {
            throw damaged("the field " + field + "= holds no number but '" + text.substring(start, end) + "'");
        }
    }

    /** {@code (caller+0x1/0x2 [module] <- function)}: the caller with its module. */
    private String caller() {
        int site = text.indexOf("call_site=", fieldsFrom);
        if (site >= 0) {
            int end = text.indexOf(" refcnt=", site);
            return words.at(text, site + "call_site=".length(), end < 0 ? fieldsTo : end);
        }
        int arrow = fieldsFrom < fieldsTo && text.charAt(fieldsFrom) == '(' ? text.indexOf(" <- ", fieldsFrom) : -1;
        return arrow < 0 ? null : callers.at(text, fieldsFrom + 1, arrow);
    }

    private static String function(String from) {
        int plus = from.indexOf('+');
        int bracket = from.indexOf('[');
        return (plus < 0 ? from : from.substring(0, plus)) + (bracket < 0 ? "" : " " + from.substring(bracket));
    }
}
