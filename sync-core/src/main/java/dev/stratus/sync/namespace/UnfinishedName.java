package dev.stratus.sync.namespace;

import dev.stratus.sync.Name;
import java.util.regex.Pattern;

/**
 * The names, at the mount's root, of files that come from elsewhere (the trash, a version) and are
 * not all here yet. They are never uploaded, and those of a former life are swept.
 */
public final class UnfinishedName {

  /** Begins all of them. */
  public static final String PREFIX = ".stratus-restore-";

  private static final Pattern FORM =
      Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private UnfinishedName() {}

  public static Name of(String uuid) {
    return new Name(PREFIX + uuid);
  }

  /** Whether it is one that {@link #of} gives, and that nobody types. */
  public static boolean is(String name) {
    return FORM.matcher(name).matches();
  }
}
