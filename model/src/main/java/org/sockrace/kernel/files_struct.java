package org.sockrace.kernel;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * {@code struct files_struct}: the descriptors of one process, shared by its threads. Descriptors 0 to 2 are taken elsewhere: fd n is slot
 * n - {@link #FIRST}.
 */
public final class files_struct {

    /** The first descriptor that a socket can get. */
    public static final int FIRST = 3;

    private static final int NAMED = 32;
    private static final CellNames OPEN_FDS = new CellNames("open_fds", NAMED);
    private static final CellNames CLOSE_ON_EXEC = new CellNames("close_on_exec", NAMED);
    private static final CellNames FD = new CellNames("fd", NAMED);

    /** Guards the bitmap and the slots. */
    public final SpinLock file_lock;
    /** open_fds: 1 if the descriptor is reserved or installed. */
    public final List<Word> open_fds;
    /** close_on_exec: 1 if execve closes the descriptor. */
    public final List<Word> close_on_exec;
    /** fd: the installed files. */
    public final List<Ptr<file>> fd;
    /** fdt->max_fds: the number behind the last slot's. */
    public final int max_fds;
    /** The allocation. */
    public final Region mem;

    /** Makes an empty table of {@code size} descriptors. */
    public files_struct(Machine k, Region mem, int size) {
        this.mem = mem;
        this.max_fds = FIRST + size;
        this.open_fds = new ArrayList<>(size);
        this.close_on_exec = new ArrayList<>(size);
        this.fd = new ArrayList<>(size);
        this.file_lock = k.spinlock(mem, "file_lock");
        for (int n = FIRST; n < FIRST + size; n++) {
            open_fds.add(k.word(mem, OPEN_FDS.of(n), 0));
            close_on_exec.add(k.word(mem, CLOSE_ON_EXEC.of(n), 0));
            fd.add(k.ptr(mem, FD.of(n), null));
        }
    }
}
