package org.sockrace.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.Checker;
import org.sockrace.check.Violation;
import org.sockrace.explore.Progress;
import org.sockrace.report.Checked;
import org.sockrace.report.Origin;
import org.sockrace.report.Samples;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Counterpart;
import org.sockrace.scenario.Scenario;

/** Pages to be tested. */
public final class Pages {

    static final Function<Violation, HtmlReport.Counterpart> ALONE = violation -> null;
    private static final Pattern DATA = Pattern.compile("<script type=\"application/gzip\" id=\"data\">([A-Za-z0-9+/=]*)</script>");
    private static final List<Scenario> CATALOGUE = Catalogue.load().entries().stream().map(CatalogueEntry::scenario).toList();

    private Pages() { }

    static HtmlReport empty() {
        return new HtmlReport("sockrace 1.2.3", Samples.UNIVERSE);
    }

    /** Scenarios of the catalogue, really checked. */
    static HtmlReport of(Universe universe, String... names) {
        HtmlReport page = new HtmlReport("sockrace 1.2.3", universe);
        for (String name : names) {
            Scenario scenario = scenario(name);
            page.add(new Checked(scenario, Checker.check(scenario, CheckOptions.DEFAULT.withWitnesses(), Progress.NONE), Origin.catalogue(name)), violation ->
                    Counterpart.of(scenario, CATALOGUE).map(right ->
                            new HtmlReport.Counterpart(right, Checker.follow(right, violation.counterexample().replay(), 500))).orElse(null));
        }
        return page;
    }

    static Scenario scenario(String name) {
        return CATALOGUE.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    static String text(HtmlReport page) {
        StringWriter text = new StringWriter();
        try {
            page.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A page that was written: its data, unpacked, and the page itself. */
    public static String written(Path page) throws IOException {
        String text = Files.readString(page);
        return data(text) + text;
    }

    /** The data that stands in the page. */
    static JsonNode data(String page) {
        Matcher data = DATA.matcher(page);
        if (!data.find()) {
            throw new AssertionError("there is no data in the page");
        }
        try (InputStream json = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(1))))) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same scenario under another name. */
    static Scenario called(Scenario s, String name, String title) {
        return new Scenario(name, title, s.finding(), s.expectation(), s.kernel(), s.modules(), s.processes(), s.setup(), s.threads(), s.always(), s.outcomes(),
                s.faults(), s.autoload(), s.repairedBy());
    }
}
