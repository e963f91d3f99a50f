package dev.stratus.sync.peer;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What a peer was given.
 *
 * @param bundles first-level directories of the mount that are its own
 */
public record Grant(Set<Permission> permissions, Set<String> bundles) {

  static final Grant NOTHING = new Grant(Set.of(), Set.of());

  private static final String BUNDLE = "bundle=";

  public Grant {
    permissions = Set.copyOf(permissions);
    bundles = Set.copyOf(bundles);
  }

  /**
   * Reads such as {@code CLOUDFILE_SYNC, bundle=notes}.
   *
   * @throws IllegalArgumentException with a sentence, if it is something else
   */
  static Grant parse(String text) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    Set<String> bundles = new HashSet<>();
    for (String word : text.strip().split("\\s*,\\s*", -1)) {
      if (word.startsWith(BUNDLE) && isName(word.substring(BUNDLE.length()))) {
        bundles.add(word.substring(BUNDLE.length()));
      } else {
        permissions.add(Permission.of(word).orElseThrow(() -> unknown(word)));
      }
    }
    return new Grant(permissions, bundles);
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0 && !name.startsWith(".");
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException(
        "\""
            + word
            + "\" is none of CLOUDFILE_SYNC, CLOUDFILE_SYNC_MANAGER, system-application and"
            + " bundle=NAME");
  }

  Grant and(Grant other) {
    Set<Permission> allPermissions = new HashSet<>(permissions);
    allPermissions.addAll(other.permissions);
    Set<String> allBundles = new HashSet<>(bundles);
    allBundles.addAll(other.bundles);
    return new Grant(allPermissions, allBundles);
  }

  /** Whether it is nothing at all. */
  public boolean isEmpty() {
    return permissions.isEmpty() && bundles.isEmpty();
  }

  public boolean has(Permission permission) {
    return permissions.contains(permission);
  }

  /** Whether a path below the mount's root lies in a bundle of its own. */
  public boolean owns(String path) {
    int slash = path.indexOf('/');
    return bundles.contains(slash < 0 ? path : path.substring(0, slash));
  }
}
