package dev.stratus.sync.control;

import dev.stratus.sync.Name;
import dev.stratus.sync.peer.Grants;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mount as its control socket sees it: what it is, its core, and the way to end it. */
public final class ControlledMount {

  /** Takes a mount out of the kernel; what follows (closing the core) is the daemon's business. */
  @FunctionalInterface
  public interface Unmounter {

    /**
     * Unmounts.
     *
     * @throws IOException if it is in use, with a sentence for the user; it then goes on
     */
    void unmount() throws IOException;
  }

  /** No program can name a longer one, and whoever follows it goes from name to name. */
  private static final int MOST_IN_PATH = 4096;

  private final MountFacts facts;
  private final ControlTarget target;
  private final Unmounter unmounter;
  private final Grants grants;
  private final Path root;

  /** Set from the moment the kernel is asked to let go, so that the last answer still gets out. */
  private volatile boolean ending;

  /** A mount that is its owner's alone. */
  public ControlledMount(MountFacts facts, ControlTarget target, Unmounter unmounter) {
    this(facts, target, unmounter, Grants.none());
  }

  /**
   * @param grants what the configuration gives to other users
   */
  public ControlledMount(
      MountFacts facts, ControlTarget target, Unmounter unmounter, Grants grants) {
    this.facts = facts;
    this.target = target;
    this.unmounter = unmounter;
    this.grants = grants;
    this.root = Path.of(facts.mountPoint());
  }

  /**
   * Does what is asked for, for whoever may ask everything: code in the daemon's own process.
   *
   * @throws ControlException whatever it was that went wrong
   */
  public <R> R ask(Request<R> request, ProgressListener progress) throws ControlException {
    try {
      return request.answer(this, progress);
    } catch (IOException e) {
      throw ControlException.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlException(ControlFailure.FAILED, "The mount ended meanwhile.", e);
    }
  }

  public MountFacts facts() {
    return facts;
  }

  Grants grants() {
    return grants;
  }

  ControlTarget target() {
    return target;
  }

  /** Takes the mount out of the kernel; a mount that is in use goes on. */
  void unmount() throws IOException {
    ending = true;
    try {
      unmounter.unmount();
    } catch (IOException e) {
      ending = false;
      throw e;
    }
  }

  boolean ending() {
    return ending;
  }

  /**
   * Turns absolute paths into paths below the mount's root, without a slash at either end; the root
   * itself is the empty path.
   */
  List<String> below(List<String> absolutePaths) throws ControlException {
    List<String> relative = new ArrayList<>(absolutePaths.size());
    for (String absolute : absolutePaths) {
      Path path = normal(absolute);
      if (!path.isAbsolute() || !path.startsWith(root)) {
        throw new ControlException(
            ControlFailure.INVALID, absolute + " is not below the mount point " + root + ".");
      }
      relative.add(root.relativize(path).toString());
    }
    return relative;
  }

  /**
   * Where a bundle's files are, below the mount's root; of null those of all.
   *
   * @throws ControlException {@link ControlFailure#INVALID} for what is no name
   */
  static String pathOf(@Nullable String bundle) throws ControlException {
    if (bundle == null) {
      return "";
    }
    if (!Name.isValid(bundle)) {
      throw new ControlException(
          ControlFailure.INVALID, "'" + bundle + "' is no name of a first-level directory.");
    }
    return bundle;
  }

  /** The same of several bundles, about each of which something is said. */
  static Map<String, Boolean> pathsOf(Map<String, Boolean> bundles) throws ControlException {
    for (String bundle : bundles.keySet()) {
      pathOf(bundle);
    }
    return bundles;
  }

  /** Refuses what is meant for another account: that of a mount is its bucket. */
  void requireAccount(@Nullable String account) throws ControlException {
    if (account != null && !account.equals(facts.bucket())) {
      throw new ControlException(
          ControlFailure.INVALID,
          "This mount's account is its bucket, '"
              + facts.bucket()
              + "', and not '"
              + account
              + "'.");
    }
  }

  private static Path normal(String path) throws ControlException {
    if (path.length() > MOST_IN_PATH) {
      throw new ControlException(
          ControlFailure.INVALID, "A path has at most " + MOST_IN_PATH + " characters.");
    }
    try {
      return Path.of(path).normalize();
    } catch (InvalidPathException e) {
      throw new ControlException(ControlFailure.INVALID, "No path: " + e.getMessage() + ".", e);
    }
  }

  /** Turns a path below the mount's root into an absolute one. */
  String absolute(String below) {
    return root.resolve(below).toString();
  }
}
