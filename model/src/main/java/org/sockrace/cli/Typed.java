package org.sockrace.cli;

import java.io.IOException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.TerminalBuilder;

/** Where the commands of a conversation come from. */
abstract class Typed implements AutoCloseable {

    /**
     * The next command.
     *
     * @return null if there is none any more, or whoever types has interrupted it, which the session's {@code cancelled} says then
     */
    abstract String line(String prompt);

    @Override
    public void close() { }

    /** Commands of that session: with a line editor if somebody types them on a terminal. */
    static Typed of(Session session, List<String> words) {
        return session.in() == System.in && Terminal.isTyped() ? new Edited(session, words) : new Piped(session);
    }

    /** Lines as they come; what they say is printed, so that the output reads as on a terminal. */
    private static final class Piped extends Typed {

        private final Session session;
        private final Input input;

        Piped(Session session) {
            this.session = session;
            this.input = new Input(session.in(), session.cancelled());
        }

        @Override
        String line(String prompt) {
            session.print(prompt);
            String line = input.line();
            session.print(line == null ? "\n" : line.strip() + "\n");
            return line;
        }
    }

    /** With history, which is kept until the end of the session and nowhere else. */
    private static final class Edited extends Typed {

        private final Session session;
        private final org.jline.terminal.Terminal terminal;
        private final LineReader reader;

        Edited(Session session, List<String> words) {
            this.session = session;
            try {
                terminal = TerminalBuilder.builder().name("sockrace").system(true).exec(true).ffm(false).jni(false).dumb(true).build();
            } catch (IOException e) {
                throw new UsageException("the terminal cannot be used: " + e.getMessage() + " (commands can come through a pipe)");
            }
            reader = LineReaderBuilder.builder().terminal(terminal).completer(new StringsCompleter(words))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).build();
        }

        @Override
        String line(String prompt) {
            try {
                return reader.readLine(prompt);
            } catch (UserInterruptException e) {
                session.cancelled().set(true);
                return null;
            } catch (EndOfFileException e) {
                return null;
            }
        }

        @Override
        public void close() {
            try {
                terminal.close();
            } catch (IOException e) {
                session.complain("the terminal could not be set back: " + e.getMessage() + " (stty sane does)");
            }
        }
    }
}
