package org.sockrace.format;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML, as Jenkins, GitLab and others read it: a test suite for each {@link Suite}, a test case for each {@link Case}. What is undecided is skipped, what
 * breaks as it should has passed.
 */
public final class JUnitXml {

    private static final Status[] SKIPPED = {Status.UNDECIDED, Status.UNDECIDED_AS_EXPECTED};

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes the document.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Results results, Writer to) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to);
            xml.writeStartDocument("UTF-8", "1.0");
            new JUnitXml(xml).document(results);
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void document(Results results) throws XMLStreamException {
        start("", "testsuites");
        attribute("name", "sockrace " + results.command());
        counts(results.count(Status.values()), results.count(Status.FAILED), results.count(Status.ERROR), results.count(SKIPPED));
        if (results.suites().stream().allMatch(s -> s.seconds() != null)) {
            time(results.suites().stream().mapToDouble(Suite::seconds).sum());
        }
        for (Suite suite : results.suites()) {
            suite(results, suite);
        }
        end("");
    }

    private void suite(Results results, Suite suite) throws XMLStreamException {
        start("  ", "testsuite");
        attribute("name", suite.name());
        counts(suite.cases().size(), suite.count(Status.FAILED), suite.count(Status.ERROR), suite.count(SKIPPED));
        time(suite.seconds());
        start("    ", "properties");
        property("command", results.command());
        property("verdict", suite.verdict());
        for (String note : suite.notes()) {
            property("note", note);
        }
        end("    ");
        for (Case one : suite.cases()) {
            testCase("sockrace." + results.command().replace(' ', '.') + "." + suite.name(), one);
        }
        end("  ");
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n      ");
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testCase(String suite, Case one) throws XMLStreamException {
        if (one.status() == Status.PASSED && one.message().isEmpty()) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement("testcase");
            attribute("name", one.name());
            attribute("classname", suite);
            return;
        }
        start("    ", "testcase");
        attribute("name", one.name());
        attribute("classname", suite);
        switch (one.status()) {
            case PASSED, EXPECTED -> text("system-out", Map.of(), one.message());
            case UNDECIDED, UNDECIDED_AS_EXPECTED -> text("skipped", Map.of("message", one.message()), "");
            case ERROR -> text("error", Map.of("message", one.message()), one.message());
            case FAILED -> text("failure", Map.of("message", one.message(), "type", one.finding() == null ? one.name() : one.finding().rule()),
                    one.finding() == null ? one.message() : one.finding().text());
        }
        end("    ");
    }

    private void text(String element, Map<String, String> attributes, String text) throws XMLStreamException {
        start("      ", element);
        for (String name : new String[] {"message", "type"}) {
            if (attributes.containsKey(name)) {
                attribute(name, attributes.get(name));
            }
        }
        xml.writeCharacters(Plain.text(text));
        xml.writeEndElement();
    }

    private void counts(long tests, long failures, long errors, long skipped) throws XMLStreamException {
        attribute("tests", String.valueOf(tests));
        attribute("failures", String.valueOf(failures));
        attribute("errors", String.valueOf(errors));
        attribute("skipped", String.valueOf(skipped));
    }

    private void time(Double seconds) throws XMLStreamException {
        if (seconds != null) {
            attribute("time", String.format(Locale.ROOT, "%.3f", seconds));
        }
    }

    private void start(String indent, String element) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
        xml.writeStartElement(element);
    }

    private void end(String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Plain.line(value));
    }
}
