/**
 * Local copies of files that another client deleted, or a program here recycled, kept for a time,
 * and {@code .trash}, the directory in which programs see them.
 *
 * <p>Nothing else counts on what is here: it may be deleted at any moment, by hand too. Each entry
 * is a directory {@code trash/NUMBER} that holds the file under its own name, beside {@code
 * NUMBER.json} that says where it was and what it had beside its bytes; an entry of which one half
 * is missing is swept, and so is one whose file is still in the folder after a crash. What comes
 * back leaves the trash when it is in the folder, on the disk. Lock: the trash's own, over local
 * disk operations only.
 */
@NullMarked
package dev.stratus.sync.trash;

import org.jspecify.annotations.NullMarked;
