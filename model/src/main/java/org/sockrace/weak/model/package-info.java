/**
 * Memory models, each in one file: which execution graphs are allowed. {@link org.sockrace.weak.model.LinuxKernelMemoryModel} is to be read beside the
 * kernel's tools/memory-model/linux-kernel.cat.
 */
package org.sockrace.weak.model;
