/**
 * Local copies of files that another client deleted, kept for a time.
 *
 * <p>Nothing else counts on what is here: it may be deleted at any moment, by hand too. Each entry
 * is a directory {@code trash/NUMBER} that holds the file under its own name, beside {@code
 * NUMBER.json} that says where it was; an entry of which one half is missing is swept. Lock: the
 * trash's own, over local disk operations only.
 */
@NullMarked
package dev.stratus.sync.trash;

import org.jspecify.annotations.NullMarked;
