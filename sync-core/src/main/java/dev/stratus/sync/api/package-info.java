/**
 * What programs call: cloudSync's module in Java, with its names, numbers and codes.
 *
 * <p>{@link dev.stratus.sync.api.CloudSync} is bound to a mount point and answers for the files
 * below it, {@link dev.stratus.sync.api.FileSync} lets their sync go on and halts it, {@link
 * dev.stratus.sync.api.CloudFileCache} drops local copies. States are read as the attributes that
 * every tool can read; what acts goes to the mount's daemon over its control socket. A {@link
 * dev.stratus.sync.api.CloudUri} is all that knows the forms of uris, {@link
 * dev.stratus.sync.api.Failures} all that turns what went wrong into a code.
 *
 * <p>Nothing here knows the index or the cloud. No locks; callbacks come from a thread that holds
 * none.
 */
@NullMarked
package dev.stratus.sync.api;

import org.jspecify.annotations.NullMarked;
