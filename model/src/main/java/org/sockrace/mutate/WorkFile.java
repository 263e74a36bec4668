package org.sockrace.mutate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file to which what became of each mistake is added when it is known, so that a campaign that ends early can go on: a line of JSON for each, below one that
 * says of what they are. One program at a time writes it. Safe for use by several threads.
 */
public final class WorkFile implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Fate> known = new HashMap<>();
    private boolean damaged;

    private WorkFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens it, or begins it.
     *
     * @param of what fates depend on, each with its name: {@code kernel}, {@code scenarios} ...; the file is of the same, or new
     * @param mutants all mistakes that can be made
     * @throws MutationException if it is of something else, is none, or cannot be written; the message is one line
     */
    public static WorkFile open(Path file, Map<String, String> of, List<Mutant> mutants) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new MutationException(file + " is being written by another sockrace");
            }
            WorkFile work = new WorkFile(file, channel);
            work.read(of, mutants);
            return work;
        } catch (OverlappingFileLockException e) {
            throw new MutationException(file + " is being written already");
        } catch (IOException e) {
            throw new MutationException("cannot write " + file + ": " + why(e));
        } catch (MutationException e) {
            closed(channel);
            throw e;
        }
    }

    private static void closed(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Map<String, String> of, List<Mutant> mutants) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        int read = 0;
        while (all.hasRemaining() && read >= 0) {
            read = channel.read(all);
        }
        byte[] bytes = all.array();
        int good = bytes.length;
        while (good > 0 && bytes[good - 1] != '\n') {
            good--;
        }
        damaged = good < bytes.length;
        List<String> lines = new String(bytes, 0, good, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty()) {
            begin(of, bytes);
            return;
        }
        same(of, lines.get(0));
        Map<String, Mutant> byName = new LinkedHashMap<>();
        mutants.forEach(mutant -> byName.put(mutant.name(), mutant));
        for (int l = 1; l < lines.size(); l++) {
            try {
                Fate fate = fate(MAPPER.readTree(lines.get(l)), byName);
                known.put(key(fate.mutant(), fate.with()), fate);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                if (l < lines.size() - 1) {
                    throw new MutationException(file + ":" + (l + 1) + " is damaged: take a new file");
                }
                damaged = true;
                good -= lines.get(l).getBytes(StandardCharsets.UTF_8).length + 1;
            }
        }
        channel.truncate(good);
        channel.position(good);
    }

    private void begin(Map<String, String> of, byte[] there) throws IOException {
        ObjectNode head = MAPPER.createObjectNode();
        of.forEach(head::put);
        String line = MAPPER.writeValueAsString(head) + "\n";
        if (!line.startsWith(new String(there, StandardCharsets.UTF_8))) {
            throw new MutationException(file + " is there and was not written by mutate --work: take another file");
        }
        channel.truncate(0);
        write(line);
    }

    private void same(Map<String, String> of, String line) {
        JsonNode head;
        try {
            head = MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            head = null;
        }
        if (head == null || !head.isObject() || !of.keySet().stream().allMatch(head::has)) {
            throw new MutationException(file + " is there and was not written by mutate --work: take another file");
        }
        for (Map.Entry<String, String> each : of.entrySet()) {
            if (!head.get(each.getKey()).asText().equals(each.getValue())) {
                throw new MutationException(file + " is of other " + each.getKey() + ": give the same, or take another file");
            }
        }
    }

    private static Fate fate(JsonNode node, Map<String, Mutant> byName) {
        Mutant mutant = byName.get(node.path("mistake").asText());
        Mutant with = node.has("with") ? byName.get(node.get("with").asText()) : null;
        if (mutant == null || node.has("with") && with == null) {
            throw new IllegalArgumentException("no such mistake");
        }
        return new Fate(mutant, with, Fate.Kind.valueOf(node.path("fate").asText()), node.path("scenario").asText(), node.path("text").asText(),
                node.path("runs").asInt());
    }

    private static String key(Mutant mutant, Mutant with) {
        return mutant.name() + (with == null ? "" : "\n" + with.name());
    }

    /** Whether its last line was damaged, and was dropped. */
    public boolean wasDamaged() {
        return damaged;
    }

    /** What is known of these, by number. */
    public Map<Integer, Fate> known(List<List<Mutant>> defects) {
        Map<Integer, Fate> found = new HashMap<>();
        for (int d = 0; d < defects.size(); d++) {
            Fate fate = known.get(key(defects.get(d).get(0), defects.get(d).size() > 1 ? defects.get(d).get(1) : null));
            if (fate != null) {
                found.put(d, fate);
            }
        }
        return found;
    }

    /**
     * Adds one.
     *
     * @throws MutationException if it cannot be written
     */
    public synchronized void add(Fate fate) {
        ObjectNode node = MAPPER.createObjectNode().put("mistake", fate.mutant().name());
        if (fate.with() != null) {
            node.put("with", fate.with().name());
        }
        node.put("fate", fate.kind().name()).put("scenario", fate.scenario()).put("text", fate.text()).put("runs", fate.runs());
        try {
            write(MAPPER.writeValueAsString(node) + "\n");
        } catch (IOException e) {
            throw new MutationException("cannot write " + file + ": " + why(e));
        }
    }

    private static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such folder" : e instanceof AccessDeniedException ? "permission denied"
                : e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        closed(channel);
    }
}
