/** What is loaded anew with each mutant: checks scenarios on the kernel of its class loader. Everything else in {@link org.sockrace.mutate} is loaded once. */
package org.sockrace.mutate.loaded;
