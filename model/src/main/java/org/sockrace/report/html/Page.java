package org.sockrace.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The page around the data: one file whose style and script stand in it, and which may load nothing at all. */
final class Page {

    private static final String FOLDER = "/html/";
    private static final List<String> STYLES = List.of("base.css", "explorer.css", "tables.css", "print.css");
    /** The scripts of the page of races. */
    static final List<String> RACES = List.of("dom.js", "unpack.js", "data.js", "lanes.js", "panels.js", "tables.js", "graph.js", "paper.js", "main.js");
    /** Those of the page of mistakes. */
    static final List<String> MISTAKES = List.of("dom.js", "unpack.js", "mistakes.js");
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)\\}\\}");

    private Page() { }

    /**
     * Writes it.
     *
     * @param scripts which page it is
     * @param title the page's title
     * @param note what is said of that text
     * @param text what those see who have no script
     * @param data what the script shows
     */
    static void write(Writer to, List<String> scripts, String title, String note, String text, JsonNode data) throws IOException {
        String style = all(STYLES);
        String script = all(scripts);
        Map<String, String> slots = Map.of("title", escaped(title), "policy", policy(style, script), "style", style, "script", script,
                "note", escaped(note), "text", escaped(text), "data", packed(data));
        Matcher slot = SLOT.matcher(read("page.html"));
        StringBuilder page = new StringBuilder();
        while (slot.find()) {
            slot.appendReplacement(page, "");
            page.append(slots.get(slot.group(1)));
        }
        to.append(slot.appendTail(page));
    }

    /** Nothing may be loaded, and no other script or style than ours runs. */
    private static String policy(String style, String script) {
        return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script) + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            return "sha256-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String all(List<String> files) {
        StringBuilder all = new StringBuilder("\n");
        files.forEach(file -> all.append(read(file)));
        return all.toString();
    }

    private static String read(String file) {
        try (InputStream in = Page.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text that stays text in HTML. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** The data packed, in characters that cannot end the element in which they stand. */
    static String packed(JsonNode data) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            new ObjectMapper().writeValue(gzip, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
