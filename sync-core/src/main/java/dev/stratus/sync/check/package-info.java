/**
 * Whether index, local copies and bucket agree, and what is done where they do not; and what
 * becomes of bytes that a crash left behind.
 *
 * <p>{@link dev.stratus.sync.check.Check} is the door. A checker names suspects by questions that
 * are cheap; programs go on meanwhile, so each suspect is looked at a second time, alone, under the
 * lock that keeps it still, before it is called damage. A repair is one change of the index made
 * under that same look. It never deletes a file's only copy: what has no place gets a recovered
 * name, goes to the trash where the cloud has the right bytes, or stays and is reported.
 *
 * <p>Nothing here changes an object: what is to go up is marked for the uploader, and what follows
 * from an object that is gone or another is decided by the remote room's compare. Locks: those of
 * {@link dev.stratus.sync.content.OpenFiles#whileUnused} and of the index's writer; no request to
 * the cloud under either.
 */
@NullMarked
package dev.stratus.sync.check;

import org.jspecify.annotations.NullMarked;
