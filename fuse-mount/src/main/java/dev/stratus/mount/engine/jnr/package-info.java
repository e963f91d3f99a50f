/**
 * The engine over libfuse 2, through jnr-ffi, with the layouts of jnr-fuse and a loop of its own.
 *
 * <p>Only this room knows jnr-fuse, jnr-ffi and jffi; it may not know what a file system is beyond
 * {@code sync.view}. {@link JnrEngine} is its door. Names arrive as paths and are resolved through
 * the view; structs are read and written at the offsets that jnr-fuse declares, without its wrapper
 * objects. Threads: those of {@link FuseLoop}, any number of which may wait in the view. Its lock
 * guards only its set of threads; no operation holds one. What concerns the bytes of open files,
 * and interruptions, are served without libfuse ({@link DataCalls}); what libfuse 2 cannot say is
 * added to its answers on their way ({@link Handshake}, {@link NodeCalls}). {@link HiddenFiles} and
 * {@link OpenNodes} are the only state of the file system here, and die with the mount.
 */
@NullMarked
package dev.stratus.mount.engine.jnr;

import org.jspecify.annotations.NullMarked;
