/**
 * What programs call: cloudSync's module in Java, with its names, numbers and codes.
 *
 * <p>{@link dev.stratus.sync.api.CloudSync} is bound to a mount point and answers for the files
 * below it, {@link dev.stratus.sync.api.FileSync} lets their sync go on and halts it, {@link
 * dev.stratus.sync.api.CloudFileCache} and {@link dev.stratus.sync.api.Download} bring files here
 * and drop local copies. The state of one file is read as the attribute that every tool can read;
 * what acts goes to the mount's daemon, through a {@link dev.stratus.sync.api.MountLink}: over its
 * control socket, or at once for code in its own process. A {@link dev.stratus.sync.api.CloudUri}
 * is all that knows the forms of uris, {@link dev.stratus.sync.api.Failures} all that turns what
 * went wrong into a code, and {@link dev.stratus.sync.api.Member} all that knows how a member words
 * it.
 *
 * <p>Nothing here knows the index or the cloud. Locks guard small maps of one object and are held
 * for nothing else; callbacks come from a thread that holds none.
 */
@NullMarked
package dev.stratus.sync.api;

import org.jspecify.annotations.NullMarked;
