package org.sockrace.kernel.history;

import org.sockrace.kernel.CoreSock;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.kmem_cache;
import org.sockrace.kernel.module;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.sock;

/**
 * What allocates a sock, as 2.6.18 to 2.6.22 have it (there it is a part of sk_alloc): when the protocol's module is going, the sock goes back to its cache,
 * but not its security blob. 2.6.32 has a label out_free_sec of its own for that; the commit is not known.
 */
final class SkAllocLeaksBlob extends CoreSock {

    SkAllocLeaksBlob(Kernel kernel) {
        super(kernel);
    }

    @Override
    protected sock sk_prot_alloc(proto prot, @SuppressWarnings("UnusedVariable") int family) {
        sock sk;
        kmem_cache slab;

        slab = prot.slab.get();
        if (slab != null) {
            sk = kernel.slab.kmem_cache_alloc(slab);
            if (test(sk == null)) return sk;
            sk_prot_clear_sk(sk, prot.obj_size.get());
        } else {
            prot.obj_size.get();
            sk = kernel.slab.kmalloc();
        }

        if (sk != null) {
            out_free: {
                if (test(kernel.security.security_sk_alloc(sk) != 0)) break out_free;

                module owner = prot.owner.get();
                // The blob that was made just now is forgotten.
                if (test(!kernel.module.try_module_get(owner))) break out_free;
                own_sk(sk, owner);
                return sk;
            }
            k.label("out_free");
            if (slab != null) {
                kernel.slab.kmem_cache_free(slab, sk);
            } else {
                kernel.slab.kfree(sk);
            }
            return null;
        }
        return sk;
    }
}
