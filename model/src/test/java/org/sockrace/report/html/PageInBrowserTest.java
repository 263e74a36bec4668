package org.sockrace.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.sockrace.check.Checker;
import org.sockrace.check.Verdict;
import org.sockrace.report.Checked;
import org.sockrace.report.Origin;
import org.sockrace.report.Samples;
import org.sockrace.report.Universe;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** The page in a browser: steps, keys, links, and that it needs and does nothing else. */
class PageInBrowserTest {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>&amp;/%2F'\"";
    private static final String NEEDS = "This page needs JavaScript and a browser of 2023 or later: Chrome or Edge 89, Firefox 113, Safari 16.4.";
    /** What a page of A4 has between its margins when it lies on its side, in CSS pixels. */
    private static final int PAPER_WIDTH = 1031;
    private static final String BREAKS = "#inet-vs-rmmod/";
    @TempDir
    private static Path folder;
    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.start();
        Universe labels = new Universe(List.of("AfInet.inet_create/out", "AfInet.inet_create/nowhere"), List.of());
        HtmlReport report = Pages.of(labels, "inet-vs-rmmod", "rmmod-vs-socket");
        Scenario hostile = Pages.called(Samples.INET, HOSTILE, "<b>bold</b>");
        report.add(new Checked(hostile, Samples.report(hostile, Verdict.BREAKS, Samples.rows(), List.of(Samples.unload())), Origin.catalogue(HOSTILE)),
                Pages.ALONE);
        page = folder.resolve("races & more.html");
        Files.writeString(page, Pages.text(report));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void reset() {
        browser.size(1280, 800);
        browser.media("light", "");
        browser.complaints();
        browser.requests();
    }

    @AfterEach
    void nothingIsWrongAndNothingIsLoaded() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(request -> request.contains("\"url\":\"file:///") || request.contains("\"url\":\"about:blank"),
                "the page itself");
    }

    private static String step() {
        return browser.text(".counter");
    }

    @Test
    void beginsWithTheScenarios() {
        browser.open(page, "");
        assertThat(browser.text("h1")).isEqualTo("Scenarios");
        assertThat(browser.count("tbody tr")).isEqualTo(3);
        browser.click("tbody tr:first-child a");
        assertThat(browser.hash()).isEqualTo("#inet-vs-rmmod/71");
        assertThat(browser.text("h1")).contains("inet-vs-rmmod");
    }

    @Test
    void keysGoFromStepToStep() {
        browser.open(page, BREAKS + "71");
        assertThat(step()).isEqualTo("71 / 71");
        assertThat(browser.text(".card.step")).contains("T0 step 71", "broken");
        browser.press(Keys.ARROW_LEFT);
        assertThat(step()).isEqualTo("70 / 71");
        assertThat(browser.text(".card.step")).contains("l2tp_ip -> FREED");
        browser.press(Keys.HOME);
        assertThat(step()).isEqualTo("0 / 71");
        browser.press(Keys.ARROW_LEFT);
        assertThat(step()).isEqualTo("0 / 71");
        browser.press("]");
        assertThat(step()).isEqualTo("25 / 71");
        assertThat(browser.text(".card.step .note")).isEqualTo("T0 is preempted here.");
        browser.press(Keys.END);
        browser.press("[");
        assertThat(step()).isEqualTo("25 / 71");
        browser.press("[");
        assertThat(step()).isEqualTo("0 / 71");
        browser.pressShift(Keys.ARROW_RIGHT);
        assertThat(step()).isEqualTo("13 / 71");
        browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(step()).isEqualTo("15 / 71");
        assertThat(browser.hash()).isEqualTo(BREAKS + "15");
    }

    @Test
    void everyStepIsALink() {
        for (int n = 0; n <= 71; n += 10) {
            browser.open(page, BREAKS + n);
            assertThat(step()).isEqualTo(n + " / 71");
        }
        browser.open(page, BREAKS + "999");
        assertThat(step()).isEqualTo("71 / 71");
        browser.run("location.hash = '#rmmod-vs-socket/3'");
        browser.eval("new Promise(done => setTimeout(done, 100))");
        assertThat(browser.text("h1")).contains("rmmod-vs-socket");
    }

    @Test
    void aLinkToNothingSaysSo() {
        browser.open(page, "#nobody/3");
        assertThat(browser.text("[role=alert]")).isEqualTo("This page has no execution nobody/3.");
        browser.open(page, "#%E0%A4%A/3");
        assertThat(browser.text("[role=alert]")).contains("has no execution");
    }

    @Test
    void thePanelsShowTheStep() {
        browser.open(page, BREAKS + "30");
        assertThat(browser.text(".state .now th")).isEqualTo("l2tp_ip.refcnt");
        assertThat(browser.text(".state .now td")).isEqualTo("0was 1");
        assertThat(browser.text(".source .current code")).contains("add_return(-MODULE_REF_BASE)");
        assertThat(browser.text(".source .current .hits")).isEqualTo("30");
        assertThat(browser.text("tr[aria-current] .n")).isEqualTo("30");
        browser.open(page, BREAKS + "71");
        assertThat(browser.text(".state .gone td")).contains("in freed memory");
        browser.click(".why a.step");
        assertThat(step()).isEqualTo("70 / 71");
        browser.click(".choices .t0");
        assertThat(browser.text(".source .current code")).contains("rcu_read_unlock");
    }

    @Test
    void lanesShowSectionsAndWhatIsUnprotected() {
        browser.open(page, BREAKS + "71");
        assertThat(browser.count(".lanes .bar.reader")).isPositive();
        assertThat(browser.count(".lanes .bar.period")).isEqualTo(3);
        assertThat(browser.text(".bar.unprotected title")).isEqualTo("knows l2tp_ip, protected by nothing, steps 24 to 71");
        assertThat(browser.count(".lanes .markers .broken")).isEqualTo(1);
        assertThat(browser.count(".lanes .markers g")).isEqualTo(71);
    }

    @Test
    void whatDidNotHappenBeforeTheStepIsFaded() {
        browser.open(page, BREAKS + "71");
        assertThat(browser.eval("[...document.querySelectorAll('.markers .faded')].map(g => +g.dataset.n)")).as("T0's own steps are not, the freeing is")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Long.class)).contains(70L, 60L).doesNotContain(71L, 24L, 1L);
        browser.open(page, BREAKS + "30");
        assertThat(browser.count(".lanes .markers .faded")).as("all but T1's steps 25 to 30").isEqualTo(71 - 6);
        browser.press(Keys.HOME);
        assertThat(browser.count(".lanes .markers .faded")).isZero();
        browser.open(page, BREAKS + "30");
        browser.click(".control .check input");
        assertThat(browser.count(".lanes .markers .faded")).isZero();
    }

    @Test
    void whoCouldGoNextIsListedAndWhoGoesIsALink() {
        browser.open(page, BREAKS + "30");
        assertThat(browser.text(".next li.goes")).startsWith("T1 try_stop_module:").contains("mod.state.set(MODULE_STATE_GOING);");
        assertThat(browser.text(".next li:last-child")).contains("T0 inet_create:", "answer_prot->slab", "could go on; here it does at step 71");
        browser.click(".next .goes a");
        assertThat(step()).isEqualTo("31 / 71");
        browser.open(page, BREAKS + "71");
        assertThat(browser.text(".next")).isEqualTo("This execution ends here");
        browser.open(page, "#rmmod-vs-socket/0");
        assertThat(browser.count(".next li")).isEqualTo(2);
        browser.press(Keys.END);
        assertThat(browser.text(".next")).isEqualTo("No thread is left");
    }

    @Test
    void whoIsBlockedIsListedWithTheReason() throws IOException {
        HtmlReport report = Pages.empty();
        Scenario two = ScenarioParser.parse("module toy family=PF_TOY; T0: r = rmmod(toy) || T1: q = rmmod(toy)", "", "two");
        report.add(two, new Origin("two", "-e", "x"), Checker.replay(two, "1x8,0x2"), Pages.ALONE);
        Path blocked = folder.resolve("blocked.html");
        Files.writeString(blocked, Pages.text(report));
        browser.open(blocked, "#two/2");
        assertThat(browser.text(".next li.waits")).contains("T0 delete_module:").endsWith("blocked: lock(module_mutex), which T1 holds since step 1");
        browser.click(".next li.waits a.step");
        assertThat(step()).isEqualTo("1 / 10");
    }

    @Test
    void theRightKernelIsComparedStepByStep() {
        browser.open(page, BREAKS + "71");
        browser.press("c");
        assertThat(browser.count("figure.lanes")).isEqualTo(2);
        assertThat(browser.count(".differs rect")).isEqualTo(2);
        assertThat(browser.text(".beside")).contains("inet-vs-rmmod-pinned", "breaks nothing", "First difference: above, at step 24, T0 rcu_read_unlock()");
        browser.press("c");
        assertThat(browser.count("figure.lanes")).isEqualTo(1);
    }

    @Test
    void everyOutcomeHasAnExecution() {
        browser.open(page, "#/outcomes");
        assertThat(browser.count("section[aria-label='Outcomes of rmmod-vs-socket'] tbody a")).isEqualTo(2);
        browser.open(page, "#rmmod-vs-socket=EAFNOSUPPORT,0/0");
        browser.press(Keys.END);
        assertThat(browser.text(".remarks")).contains("= EAFNOSUPPORT");
        assertThat(browser.count(".lanes .markers .broken")).isZero();
    }

    @Test
    void theCallGraphIsTheKernelsOwn() {
        browser.open(page, "#/calls");
        assertThat(browser.text(".graph > li .fn")).isEqualTo("sys_socket");
        assertThat(browser.text(".graph > li li .fn")).isEqualTo("sock_create");
        assertThat(browser.text(".graph > li li li .fn")).isEqualTo("__sock_create");
        assertThat(browser.text(".badge.label.warn")).isEqualTo("nowhere never taken");
        assertThat(browser.text(".badge.label.good")).startsWith("out ");
    }

    @Test
    void namesAreText() {
        browser.open(page, "#/scenarios");
        assertThat(browser.text("tbody tr:last-child a")).isEqualTo(HOSTILE);
        browser.click("tbody tr:last-child a");
        assertThat(browser.text("h1")).contains(HOSTILE);
        assertThat(step()).isEqualTo("14 / 14");
        assertThat(browser.text(".title")).contains("<b>bold</b>");
        assertThat(browser.count("img")).isZero();
        String hash = browser.hash();
        browser.open(page, hash);
        assertThat(step()).isEqualTo("14 / 14");
        assertThat(browser.text(".operation")).isEqualTo("read(packet_family_ops.create)");
    }

    @Test
    void scenariosAreFiltered() {
        browser.open(page, "#/scenarios");
        browser.run("const box = document.querySelector('[type=search]'); box.value = 'holds'; box.dispatchEvent(new Event('input'))");
        assertThat(browser.count("tbody tr")).isEqualTo(1);
        browser.run("const box = document.querySelector('[type=search]'); box.value = 'xyz'; box.dispatchEvent(new Event('input'))");
        assertThat(browser.text(".empty")).isEqualTo("No scenario fits the filter.");
    }

    /** Ratios of contrast, as WCAG defines them, of every visible text against what is behind it. */
    @ParameterizedTest
    @CsvSource({"light, #inet-vs-rmmod/70", "dark, #inet-vs-rmmod/70", "light, #inet-vs-rmmod/30",
        "dark, #inet-vs-rmmod/30", "light, #/defects", "dark, #/defects", "light, #/calls", "dark, #/calls",
        "dark, #/outcomes", "light, #/outcomes"})
    void textCanBeRead(String scheme, String hash) {
        browser.media(scheme, "");
        browser.open(page, hash);
        assertThat(browser.eval("matchMedia('(prefers-color-scheme: dark)').matches")).isEqualTo(scheme.equals("dark"));
        assertThat((List<?>) browser.eval(Contrast.SCRIPT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 700, 1000, 1280, 1920})
    void nothingIsWiderThanTheWindow(int width) {
        browser.size(width, 800);
        for (String hash : List.of(BREAKS + "71", "#/scenarios", "#/defects", "#/outcomes", "#/calls")) {
            browser.open(page, hash);
            assertThat((Long) browser.eval("document.documentElement.scrollWidth")).as(hash).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void everythingCanBeReachedByKeyboardAndHasAName() {
        browser.open(page, BREAKS + "71");
        assertThat((List<?>) browser.eval("[...document.querySelectorAll('button, select, input, [role=region], [role=img], nav')].filter(n => "
                + "!(n.getAttribute('aria-label') || n.textContent.trim() || n.labels?.length)).map(n => n.outerHTML)")).isEmpty();
        browser.press(Keys.TAB);
        assertThat(browser.eval("document.activeElement.className")).isEqualTo("skip");
        browser.press(Keys.ENTER);
        assertThat(browser.eval("document.activeElement.id")).isEqualTo("main");
        assertThat(step()).isEqualTo("71 / 71");
        assertThat(browser.text("[aria-live]")).isEqualTo("Step 71, T0: read(l2tp_ip.l2tp_ip_prot.slab)");
    }

    @Test
    void onPaperThereAreTheStepsAndNoControls() {
        browser.open(page, BREAKS + "71");
        browser.media("dark", "print");
        assertThat(browser.eval("getComputedStyle(document.querySelector('.control')).display")).isEqualTo("none");
        assertThat(browser.eval("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.eval("getComputedStyle(document.querySelector('.steps')).display")).isEqualTo("block");
        assertThat((Boolean) browser.eval("document.querySelector('.canvas svg').getBoundingClientRect().right <= innerWidth")).isTrue();
    }

    @Test
    void onPaperAPictureThatIsTooWideIsCutIntoStrips() {
        browser.size(3000, 800);
        browser.open(page, "#rmmod-vs-socket/5");
        browser.media("light", "print");
        browser.run("dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.count(".strips .lanes")).isGreaterThan(2);
        assertThat(browser.eval("getComputedStyle(document.querySelector('.picture > .lanes')).display")).isEqualTo("none");
        assertThat((List<?>) browser.eval("[...document.querySelectorAll('.strips .lanes')].flatMap(figure => {"
                + " const rules = [...figure.querySelectorAll('.rule')].map(rule => rule.getBoundingClientRect().top);"
                + " return [...figure.querySelectorAll('.lane')].map((label, i) => label.getBoundingClientRect().top - rules[i]); })"
                + ".filter(off => !(Math.abs(off) < 1.5))")).as("labels that are not beside their lanes").isEmpty();
        assertThat((List<?>) browser.eval("[...document.querySelectorAll('.strips svg')].map(svg => svg.getBoundingClientRect().width)"
                + ".filter(width => width + 150 + 26 > " + PAPER_WIDTH + ")")).as("wider than the paper").isEmpty();
        assertThat((List<?>) browser.eval("[...document.querySelectorAll('.strips svg')].map(svg => svg.viewBox.baseVal)"
                + ".filter((box, i, all) => i > 0 && Math.abs(box.x - all[i - 1].x - all[i - 1].width) > .01)")).as("gaps").isEmpty();
        browser.run("dispatchEvent(new Event('afterprint'))");
        assertThat(browser.count(".strips")).isZero();
    }

    @Test
    void onPaperNothingIsCutOffOrLaidOverSomethingElse() {
        browser.size(PAPER_WIDTH, 800);
        browser.open(page, BREAKS + "71");
        browser.media("light", "print");
        browser.run("dispatchEvent(new Event('beforeprint'))");
        assertThat((List<?>) browser.eval("[...document.querySelectorAll('.strips svg, .state, .steps table, .card')]"
                + ".filter(node => node.getBoundingClientRect().right > innerWidth).map(node => node.outerHTML.slice(0, 60))")).as("cut off").isEmpty();
        assertThat((List<?>) browser.eval("[...document.querySelectorAll('.card')].filter(card => card.getClientRects().length)"
                + ".flatMap((card, i, all) => all.slice(i + 1).map(other => [card.getBoundingClientRect(), other.getBoundingClientRect()]))"
                + ".filter(([a, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1)")).as("overlap").isEmpty();
        assertThat((Boolean) browser.eval("document.querySelector('.state').getBoundingClientRect().bottom"
                + " <= document.querySelector('.steps').getBoundingClientRect().top")).as("the whole state stands before the steps").isTrue();
    }

    @Test
    void aBrowserThatCannotUnpackTheDataIsToldSoAndHasTheText() {
        Runnable back = browser.before("delete window.DecompressionStream");
        try {
            browser.open(page, "");
            assertThat(browser.text("#main > p")).isEqualTo(NEEDS);
            assertThat(browser.eval("getComputedStyle(document.querySelector('#main > p')).visibility")).isEqualTo("visible");
            assertThat(browser.text("#main > pre")).contains("BUG: sockrace: use-after-unload in inet_create / free_module");
        } finally {
            back.run();
        }
    }

    @Test
    void aBrowserThatDoesNotUnderstandTheScriptIsToldSo() throws IOException {
        Path other = folder.resolve("older.html");
        Files.writeString(other, Files.readString(page).replace("<script type=\"module\">", "<script type=\"module of 2030\">"));
        browser.scripts(false);
        try {
            browser.open(other, "");
        } finally {
            browser.scripts(true);
        }
        assertThat(browser.text("#main > p")).isEqualTo(NEEDS);
        assertThat(browser.eval("document.querySelector('#main > p').getAnimations().length")).as("seen after two seconds").isEqualTo(1L);
    }

    @Test
    void withoutScriptsThereIsTheText() {
        browser.scripts(false);
        try {
            browser.open(page, "");
            assertThat(browser.source()).contains("BUG: sockrace: use-after-unload in inet_create / free_module", "Let M = l2tp_ip, freed by T1 at step 70.");
        } finally {
            browser.scripts(true);
        }
    }
}
