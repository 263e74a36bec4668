package org.sockrace.stress;

import static org.sockrace.lab.LabTask.zero;

import org.sockrace.kernel.Net;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabTask;

/** A user has a socket, and closes it; the administrator tries three times to unload its module, so that one of them is in the window. */
abstract class CloseAgainstRmmod extends Sample {

    private final LabTask user;
    private final LabTask admin;
    private final String module;
    private final int fd;
    private int c;
    private int r;
    private int s;
    private int t;

    /** On a kernel that has the module loaded, whose family has that number. */
    CloseAgainstRmmod(Lab lab, String module, int family) {
        super(lab);
        this.module = module;
        user = lab.task("user", 1);
        admin = lab.task("admin", 0);
        fd = user.socket(family, Net.SOCK_STREAM, 0);
    }

    @Override
    final void doFirst() {
        c = user.close(fd);
    }

    @Override
    final void doSecond() {
        r = admin.rmmod(module);
        s = admin.rmmod(module);
        t = admin.rmmod(module);
    }

    @Override
    final String results() {
        return zero(c) + ", " + zero(r) + ", " + zero(s) + ", " + zero(t);
    }
}
