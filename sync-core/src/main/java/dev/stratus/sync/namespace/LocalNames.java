package dev.stratus.sync.namespace;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import java.util.Optional;

/**
 * The names that stay on this machine: those that the rules ignore, as far as the cloud does not
 * have them. What another client put there under such a name is a file like every other.
 */
public final class LocalNames {

  private final Index index;
  private final Paths paths;
  private final IgnoreRules rules;

  public LocalNames(Index index, Paths paths, IgnoreRules rules) {
    this.index = index;
    this.paths = paths;
    this.rules = rules;
  }

  public IgnoreRules rules() {
    return rules;
  }

  /** The pattern by which a name stays here; empty for one that goes up. */
  public Optional<String> staysBy(Tables tables, Entry entry) throws FsException {
    Optional<String> path = paths.of(entry);
    return path.isPresent() ? staysBy(tables, entry, path.get()) : Optional.empty();
  }

  /** The same for a name whose path is known. */
  public Optional<String> staysBy(Tables tables, Entry entry, String path) throws FsException {
    boolean directory = index.inode(entry.inode()).filter(Inode::isDirectory).isPresent();
    Optional<String> pattern = rules.match(path, directory);
    boolean stays = pattern.isPresent() && tables.objects().ofEntry(entry.id()).isEmpty();
    return stays ? pattern : Optional.empty();
  }

  /** In words, why a name stays here, and what sends it up. */
  public static String explain(String pattern) {
    return "it stays on this machine: its name matches the ignore pattern '"
        + pattern
        + "'; under another name it goes up";
  }
}
