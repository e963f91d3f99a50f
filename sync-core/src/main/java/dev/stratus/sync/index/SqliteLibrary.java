package dev.stratus.sync.index;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, which its driver unpacks from its jar into a file to load it.
 *
 * <p>Left to itself, the driver removes that file when the process ends in order: each kill would
 * leave a megabyte behind in the system's directory for temporary files. A loaded library needs no
 * name, so here it loses it at once; what a kill in between left goes with the next loading.
 */
final class SqliteLibrary {

  private static final Logger log = LoggerFactory.getLogger(SqliteLibrary.class);

  private static final String PLACE = "org.sqlite.tmpdir";
  private static final String UNPACKED = "sqlite-*-libsqlitejdbc.so*";

  private SqliteLibrary() {}

  /** Loads it, unpacked into a directory that only this process uses; later calls do nothing. */
  static synchronized void load(Path directory) throws FsException {
    if (System.getProperty(PLACE) != null) {
      return;
    }
    System.setProperty(PLACE, directory.toString());
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      loadElsewhere(e);
    }
    removeUnpacked(directory);
  }

  /** A full disk, or one whose files may not be executed. */
  private static void loadElsewhere(Exception refusal) throws FsException {
    log.debug("SQLite is unpacked where Java keeps temporary files", refusal);
    System.setProperty(PLACE, System.getProperty("java.io.tmpdir"));
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      e.addSuppressed(refusal);
      throw new FsException(FsFailure.IO_ERROR, "SQLite cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static void removeUnpacked(Path directory) throws FsException {
    try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(directory, UNPACKED)) {
      for (Path file : unpacked) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new FsException(FsFailure.IO_ERROR, "cannot tidy up " + directory, e);
    }
  }
}
