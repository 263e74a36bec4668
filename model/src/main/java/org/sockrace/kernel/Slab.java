package org.sockrace.kernel;

import java.util.function.Function;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** mm/slab.c: the caches that socks come from. */
public final class Slab extends KernelCode {

    private final Kernel kernel;

    Slab(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** A cache that belongs to {@code user}. Sleeps. */
    public kmem_cache kmem_cache_create(String name, Region user) {
        k.might_sleep("kmem_cache_create");
        if (test(k.fails("module_init"))) return null;
        kmem_cache slab = k.alloc("kmem_cache(" + name + ")", Region.Kind.OBJECT, mem -> new kmem_cache(k, mem));
        k.keeps(user, Counted.SLAB, slab.mem);
        return slab;
    }

    /** kmem_cache_destroy: a cache that objects of are still in use is kept, with a complaint (in 4.4 not a WARN, but as loud). */
    public void kmem_cache_destroy(kmem_cache slab, Region user) {
        // 4.3 takes NULL; earlier kernels follow it.
        if (slab == null && kernel.since(4, 3)) return;
        int objects = slab.objects.read();
        WARN_ON(objects != 0, "kmem_cache_destroy(" + slab + "): slab cache still has objects");
        if (objects == 0) {
            k.free(slab.mem);
            k.yields(user, Counted.SLAB, slab.mem);
        }
    }

    /** kmem_cache_alloc: an object of that cache, or null. */
    public sock kmem_cache_alloc(kmem_cache slab) {
        slab.object_size.get();
        sock sk = kmalloc();
        if (sk != null) {
            slab.objects.inc();
            k.own(Counted.OBJECTS, slab.objects);
            k.keeps(sk.mem, Counted.OBJECTS, slab.mem);
        }
        return sk;
    }

    /** kmem_cache_alloc: an object of another cache. MODEL: there is memory. */
    <T> T kmem_cache_alloc(kmem_cache slab, String name, Function<Region, T> constructor) {
        slab.object_size.get();
        T object = k.alloc(name, Region.Kind.OBJECT, constructor);
        slab.objects.inc();
        k.own(Counted.OBJECTS, slab.objects);
        return object;
    }

    /** kmem_cache_free: of such an object. */
    void kmem_cache_free(kmem_cache slab, Region object) {
        k.free(object);
        slab.objects.dec();
        k.disown(Counted.OBJECTS, slab.objects);
    }

    /** kmem_cache_free. */
    public void kmem_cache_free(kmem_cache slab, sock sk) {
        kfree(sk);
        slab.objects.dec();
        k.disown(Counted.OBJECTS, slab.objects);
    }

    /** kmalloc: a sock of a protocol without a cache, or null. */
    public sock kmalloc() {
        k.might_sleep("sk_alloc");
        if (test(k.fails("sk_alloc"))) return null;
        return k.alloc(Counted.SOCK_CACHE, Region.Kind.OBJECT, mem -> new sock(k, mem, kernel.receive.packets));
    }

    /** kfree. */
    public void kfree(sock sk) {
        k.free(sk.mem);
    }
}
