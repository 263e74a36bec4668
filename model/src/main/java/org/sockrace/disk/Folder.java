package org.sockrace.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.sockrace.explore.Source;

/**
 * The folder of a search, while this process works in it. What it holds is what its manifest says: the manifest is replaced at once, by renaming, when all that
 * the new one names has arrived on the disk. Files that it does not name are what is left of work that was not finished. Not thread-safe.
 */
final class Folder implements AutoCloseable {

    /** What was searched before the present pass, and that: with which model, and what it did not cover; null while it is not known. */
    record Pass(long print, boolean first, Set<Source.Unknown> unknown) { }

    private static final Pattern OURS = Pattern.compile("lock|manifest(\\.new)?|states-\\d+");
    private static final String MAGIC = "sockrace search 2";
    private final Work work;
    private final String options;
    private final FileChannel lock;
    final List<Pass> passes = new ArrayList<>();
    /** Whether the last passes led nowhere: identical threads turned out not to be interchangeable. */
    boolean abandoned;
    /** What the present pass has written of itself; null if nothing. */
    byte[] state;
    private long files;

    Folder(Work work, String options) throws IOException {
        this.work = work;
        this.options = options;
        if (Files.exists(work.folder()) && !Files.isDirectory(work.folder())) {
            throw new WorkException("--work needs a folder, and " + work.folder() + " is none");
        }
        Files.createDirectories(work.folder());
        refuseForeign();
        lock = FileChannel.open(work.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw locked();
            }
            load();
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw locked();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private WorkException locked() {
        return new WorkException("another process is searching in " + work.folder() + ": wait for it, or use another folder");
    }

    private void refuseForeign() throws IOException {
        if (Files.exists(manifest())) {
            return;
        }
        try (Stream<Path> there = Files.list(work.folder())) {
            there.map(p -> p.getFileName().toString()).filter(n -> !OURS.matcher(n).matches()).sorted().findFirst().ifPresent(name -> {
                throw new WorkException("there is no search in " + work.folder() + ", but " + name + ": use a new or an empty folder");
            });
        }
    }

    private Path manifest() {
        return work.folder().resolve("manifest");
    }

    private void load() throws IOException {
        if (!Files.exists(manifest())) {
            return;
        }
        byte[] all = Files.readAllBytes(manifest());
        if (all.length < Integer.BYTES || ByteBuffer.wrap(all).getInt(all.length - Integer.BYTES) != sum(all, all.length - Integer.BYTES)) {
            throw WorkException.damaged(manifest(), "checksum");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(all));
        same(in.readUTF(), MAGIC, "another kind of search, not");
        same(in.readUTF(), work.scenario(), "a search of");
        same(in.readUTF(), work.build(), "a search by");
        same(in.readUTF(), options, "a search with");
        abandoned = in.readBoolean();
        files = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            passes.add(new Pass(in.readLong(), in.readBoolean(), in.readBoolean() ? Saved.unknown(in) : null));
        }
        int length = in.readInt();
        state = length < 0 ? null : in.readNBytes(length);
    }

    private void same(String there, String here, String what) {
        if (!there.equals(here)) {
            throw new WorkException(work.folder() + " holds " + what + " " + there + ", this is one of " + here + ": use another folder");
        }
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** A pass on that model begins, or goes on: {@code at} is the one before it, or -1. Returns its number. */
    int enter(int at, long print) {
        int number = at + 1;
        if (at < 0) {
            while (number < passes.size() && !(passes.get(number).first && passes.get(number).print == print)) {
                number++;
            }
            if (number == passes.size() && number > 0 && !abandoned) {
                throw another();
            }
        } else if (number < passes.size() && (passes.get(number).first || passes.get(number).print != print)) {
            throw another();
        }
        if (number == passes.size()) {
            passes.add(new Pass(print, at < 0, null));
            state = null;
            abandoned = false;
        }
        return number;
    }

    /** Whether the last pass was one on that model, and what it has written is there. */
    boolean isIn(long print) {
        return state != null && passes.get(passes.size() - 1).print == print;
    }

    private WorkException another() {
        return new WorkException(work.folder() + " holds a search of another " + work.scenario()
                + ": its threads, or the kernel's code, have changed since; use another folder");
    }

    /** The present pass is over. */
    void passed(int number, Set<Source.Unknown> unknown) throws IOException {
        passes.set(number, new Pass(passes.get(number).print, passes.get(number).first, unknown));
        state = null;
        commit(List.of());
    }

    /** How many bytes there is still room for. */
    long room() throws IOException {
        return Files.getFileStore(work.folder()).getUsableSpace();
    }

    /** A file for states that does not exist yet. */
    Path newFile() {
        return file(++files);
    }

    Path file(long number) {
        return work.folder().resolve("states-" + number);
    }

    /** Writes down what this folder holds from now on, with these files of states, all of which arrive on the disk before. */
    void commit(List<Run> fresh) throws IOException {
        for (Run run : fresh) {
            try (FileChannel channel = FileChannel.open(run.file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String text : List.of(MAGIC, work.scenario(), work.build(), options)) {
            out.writeUTF(text);
        }
        out.writeBoolean(abandoned);
        out.writeLong(files);
        out.writeInt(passes.size());
        for (Pass pass : passes) {
            out.writeLong(pass.print);
            out.writeBoolean(pass.first);
            out.writeBoolean(pass.unknown != null);
            if (pass.unknown != null) {
                Saved.unknown(out, pass.unknown);
            }
        }
        out.writeInt(state == null ? -1 : state.length);
        out.write(state == null ? new byte[0] : state);
        byte[] body = bytes.toByteArray();
        out.writeInt(sum(body, body.length));
        Path fresher = work.folder().resolve("manifest.new");
        try (FileChannel channel = FileChannel.open(fresher, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(fresher, manifest(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the files of states that nobody needs. */
    void keepOnly(List<Run> needed) throws IOException {
        Set<String> names = new HashSet<>(needed.stream().map(r -> r.file.getFileName().toString()).toList());
        try (Stream<Path> there = Files.list(work.folder())) {
            for (Path file : there.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("states-") && OURS.matcher(name).matches() && !names.contains(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return work.folder() + " " + Arrays.toString(passes.toArray());
    }
}
