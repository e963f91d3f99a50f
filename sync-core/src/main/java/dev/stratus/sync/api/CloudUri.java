package dev.stratus.sync.api;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which a program names a file: {@code file://BUNDLE/PATH} with a first-level
 * directory of the mount as the bundle, {@code file:///MOUNT/PATH}, a plain absolute path, any of
 * them with the original's {@code /data/storage/el2/cloud} before a path in the bundle, and the
 * media asset's {@code file:///media/Photo/NUMBER}.
 */
final class CloudUri {

  /** The original's place for what is in the cloud. */
  static final String ORIGINAL_ROOT = "/data/storage/el2/cloud/";

  /** What comes before the number of a media asset. */
  static final String MEDIA = "file:///media/Photo/";

  private static final String SCHEME = "file://";
  private static final Set<String> TRICKS = Set.of("", ".", "..");
  private static final Pattern ASSET = Pattern.compile("file:///?media/Photo/([0-9]{1,18})");

  /** Finds media assets. */
  @FunctionalInterface
  interface Media {
    Path path(long number) throws CloudSyncException;
  }

  private final Path mountPoint;
  private final String ownBundle;
  private final MountedFiles files;
  private final Media media;

  /**
   * The uris of a mount.
   *
   * @param mountPoint absolute, without links
   * @param ownBundle of whoever asks; empty for the whole mount
   */
  CloudUri(Path mountPoint, String ownBundle, MountedFiles files, Media media) {
    this.mountPoint = mountPoint;
    this.ownBundle = ownBundle;
    this.files = files;
    this.media = media;
  }

  /** The same for somebody with a bundle. */
  CloudUri in(@Nullable String bundle) throws CloudSyncException {
    return new CloudUri(mountPoint, Arguments.requireBundle(bundle), files, media);
  }

  Path mountPoint() {
    return mountPoint;
  }

  /** The directory of whoever asks. */
  Path own() {
    return mountPoint.resolve(ownBundle);
  }

  /**
   * The file behind a uri.
   *
   * @throws CloudSyncException {@link ErrorCode#INVALID_URI} for what is no uri of a file in this
   *     mount, tricks such as {@code ..} and links included; {@link ErrorCode#NO_SUCH_FILE}; {@link
   *     ErrorCode#FILE_PERMISSION_DENIED}; {@link ErrorCode#IPC_ERROR} where nobody serves the
   *     mount
   */
  Path resolve(String uri) throws CloudSyncException {
    Path path = parse(uri);
    try {
      // Of a link itself there is nothing to tell, and where it leads may be outside.
      if (!files.isPlain(path)) {
        throw invalid(uri, "leads through a link");
      }
      return path;
    } catch (NoSuchFileException e) {
      throw new CloudSyncException(ErrorCode.NO_SUCH_FILE, uri + " is not there.", e);
    } catch (AccessDeniedException e) {
      throw new CloudSyncException(ErrorCode.FILE_PERMISSION_DENIED, uri + " is closed to you.", e);
    } catch (IOException e) {
      throw isServed()
          ? Failures.ofFile(uri, e)
          : new CloudSyncException(ErrorCode.IPC_ERROR, "No daemon serves " + mountPoint + ".", e);
    }
  }

  /** Of a mount without a daemon not even the root can be looked at. */
  private boolean isServed() {
    try {
      files.number(mountPoint);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The path that a uri names; what is there is not looked at. */
  Path parse(String uri) throws CloudSyncException {
    Matcher asset = ASSET.matcher(uri);
    Path path = asset.matches() ? media.path(Long.parseLong(asset.group(1))) : plainPath(uri);
    if (!path.startsWith(mountPoint)) {
      throw invalid(uri, "is not below " + mountPoint);
    }
    return path;
  }

  private Path plainPath(String uri) throws CloudSyncException {
    String rest = uri;
    String bundle = "";
    if (uri.startsWith(SCHEME)) {
      String named = uri.substring(SCHEME.length());
      int slash = named.indexOf('/');
      if (slash < 0) {
        throw invalid(uri, "names no path");
      }
      bundle = decoded(uri, named.substring(0, slash));
      rest = decoded(uri, named.substring(slash));
    }
    if (!rest.startsWith("/")) {
      throw invalid(uri, "is neither a file:// uri nor an absolute path");
    }
    boolean below = rest.startsWith(ORIGINAL_ROOT);
    String path = below ? rest.substring(ORIGINAL_ROOT.length()) : rest.substring(1);
    requirePlain(uri, bundle, path);
    if (!bundle.isEmpty()) {
      return mountPoint.resolve(bundle).resolve(path);
    }
    return below ? own().resolve(path) : Path.of(rest);
  }

  private static void requirePlain(String uri, String bundle, String path)
      throws CloudSyncException {
    boolean tricks =
        List.of(path.split("/", -1)).stream().anyMatch(TRICKS::contains)
            || bundle.equals("..")
            || bundle.equals(".")
            || bundle.indexOf('/') >= 0
            || (bundle + path).indexOf('\0') >= 0;
    if (tricks) {
      throw invalid(uri, "has an empty name, a '.', a '..' or a NUL in it");
    }
  }

  private static String decoded(String uri, String text) throws CloudSyncException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CloudSyncException(
          ErrorCode.INVALID_URI, "'" + uri + "' has a malformed escape.", e);
    }
  }

  private static CloudSyncException invalid(String uri, String why) {
    return new CloudSyncException(ErrorCode.INVALID_URI, "'" + uri + "' " + why + ".");
  }
}
