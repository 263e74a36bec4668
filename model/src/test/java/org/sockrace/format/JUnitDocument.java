package org.sockrace.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** JUnit XML as its readers see it: well formed, and with counts that are right. */
public final class JUnitDocument {

    private final Element root;

    private JUnitDocument(Element root) {
        this.root = root;
    }

    /** Reads the document, and fails unless it is as readers expect. */
    public static JUnitDocument parse(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        JUnitDocument document = new JUnitDocument(factory.newDocumentBuilder().parse(new InputSource(new StringReader(text))).getDocumentElement());
        assertThat(document.root.getTagName()).isEqualTo("testsuites");
        counts(document.root);
        list(document.root, "testsuite").forEach(JUnitDocument::counts);
        for (Element one : document.cases()) {
            assertThat(one.getAttribute("name")).isNotEmpty();
            assertThat(one.getAttribute("classname")).isNotEmpty();
            assertThat(list(one, "failure", "error", "skipped")).hasSizeLessThan(2).allMatch(e -> !e.getAttribute("message").isEmpty());
        }
        List<String> names = document.cases().stream().map(c -> c.getAttribute("classname") + " " + c.getAttribute("name")).toList();
        assertThat(names).as("readers tell cases apart by their names").doesNotHaveDuplicates();
        return document;
    }

    private static void counts(Element of) {
        assertThat(of.getAttribute("tests")).isEqualTo(String.valueOf(list(of, "testcase").size()));
        assertThat(of.getAttribute("failures")).isEqualTo(String.valueOf(list(of, "failure").size()));
        assertThat(of.getAttribute("errors")).isEqualTo(String.valueOf(list(of, "error").size()));
        assertThat(of.getAttribute("skipped")).isEqualTo(String.valueOf(list(of, "skipped").size()));
    }

    /** All cases. */
    public List<Element> cases() {
        return list(root, "testcase");
    }

    /** All elements of that name. */
    public List<Element> all(String name) {
        return list(root, name);
    }

    private static List<Element> list(Element of, String... names) {
        List<Element> elements = new ArrayList<>();
        for (String name : names) {
            NodeList nodes = of.getElementsByTagName(name);
            for (int i = 0; i < nodes.getLength(); i++) {
                elements.add((Element) nodes.item(i));
            }
        }
        return elements;
    }
}
