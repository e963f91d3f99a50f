package dev.stratus.sync.api;

import static dev.stratus.sync.api.ErrorCode.ALREADY_RUNNING;
import static dev.stratus.sync.api.ErrorCode.BAD_FILE_DESCRIPTOR;
import static dev.stratus.sync.api.ErrorCode.CLOUD_NOT_READY;
import static dev.stratus.sync.api.ErrorCode.FILE_PERMISSION_DENIED;
import static dev.stratus.sync.api.ErrorCode.INNER_ERROR;
import static dev.stratus.sync.api.ErrorCode.INTERRUPTED;
import static dev.stratus.sync.api.ErrorCode.INVALID_ARGUMENT;
import static dev.stratus.sync.api.ErrorCode.INVALID_PARAMETER;
import static dev.stratus.sync.api.ErrorCode.INVALID_URI;
import static dev.stratus.sync.api.ErrorCode.IO_ERROR;
import static dev.stratus.sync.api.ErrorCode.IPC_ERROR;
import static dev.stratus.sync.api.ErrorCode.LIMIT_EXCEEDED;
import static dev.stratus.sync.api.ErrorCode.LOW_BATTERY;
import static dev.stratus.sync.api.ErrorCode.NETWORK_UNAVAILABLE;
import static dev.stratus.sync.api.ErrorCode.NOT_IMPLEMENTED;
import static dev.stratus.sync.api.ErrorCode.NOT_PERMITTED;
import static dev.stratus.sync.api.ErrorCode.NOT_SYSTEM_APPLICATION;
import static dev.stratus.sync.api.ErrorCode.NO_SPACE;
import static dev.stratus.sync.api.ErrorCode.NO_SUCH_FILE;
import static dev.stratus.sync.api.ErrorCode.NO_SUCH_VERSION;
import static dev.stratus.sync.api.ErrorCode.PERMISSION_DENIED;
import static dev.stratus.sync.api.ErrorCode.TRY_AGAIN;
import static dev.stratus.sync.api.ErrorCode.UNKNOWN_ERROR;

import java.util.Set;

/**
 * Each member of cloudSync that can fail, with the codes that the documentation declares for it and
 * the words that it has for them. A code beyond the declared ones is told all the same where
 * nothing else would be true: a daemon that died, a uri that is none.
 */
enum Member {
  GALLERY_ON(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER, IPC_ERROR),
  GALLERY_OFF(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER, IPC_ERROR),
  GALLERY_START(
      Wording.NO_ARGUMENT,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      CLOUD_NOT_READY,
      NETWORK_UNAVAILABLE,
      LOW_BATTERY),
  GALLERY_START_CALLBACK(
      Wording.PLAIN,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      CLOUD_NOT_READY,
      NETWORK_UNAVAILABLE,
      LOW_BATTERY),
  GALLERY_STOP(Wording.NO_ARGUMENT, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER),
  GALLERY_STOP_CALLBACK(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER),
  DOWNLOAD_ON(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER, IPC_ERROR),
  DOWNLOAD_OFF(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER, IPC_ERROR),
  DOWNLOAD_START(
      Wording.PLAIN,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      NO_SUCH_FILE,
      NO_SPACE),
  DOWNLOAD_STOP(Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER),
  FILE_SYNC(Wording.CONSTRUCTOR, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER),
  FILE_SYNC_ON(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR),
  FILE_SYNC_OFF(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR),
  FILE_SYNC_START(
      Wording.PLAIN,
      INVALID_PARAMETER,
      IPC_ERROR,
      CLOUD_NOT_READY,
      NETWORK_UNAVAILABLE,
      LOW_BATTERY),
  FILE_SYNC_STOP(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR),
  FILE_SYNC_LAST_TIME(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR),
  FILE_SYNC_UPLOADS(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, TRY_AGAIN, INVALID_ARGUMENT),
  FILE_CACHE(Wording.CONSTRUCTOR, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER),
  CACHE_ON(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR),
  CACHE_OFF(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR),
  CACHE_BATCH_ON(Wording.PLAIN, INVALID_ARGUMENT, INNER_ERROR),
  CACHE_BATCH_OFF(Wording.PLAIN, INVALID_ARGUMENT, INNER_ERROR),
  CACHE_START(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR, NO_SUCH_FILE, NO_SPACE, INVALID_URI),
  CACHE_START_BATCH(Wording.PLAIN, IPC_ERROR, INVALID_ARGUMENT, LIMIT_EXCEEDED, INNER_ERROR),
  CACHE_STOP(Wording.PLAIN, INVALID_PARAMETER, IPC_ERROR, NO_SUCH_FILE, INVALID_URI),
  CACHE_STOP_BATCH(Wording.PLAIN, IPC_ERROR, INVALID_ARGUMENT, INNER_ERROR),
  CLEAN_CACHE(
      Wording.VERBOSE,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      IPC_ERROR,
      NO_SUCH_FILE,
      INVALID_URI),
  CLEAN_FILE_CACHE(
      Wording.PLAIN,
      IPC_ERROR,
      NO_SUCH_FILE,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      INVALID_ARGUMENT,
      INVALID_URI,
      INNER_ERROR),
  CLEAN_ALL(Wording.PLAIN, TRY_AGAIN),
  CACHED_TOTAL_SIZE(Wording.PLAIN, TRY_AGAIN),
  DOWNLOAD_LIST(
      Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, TRY_AGAIN, INVALID_ARGUMENT),
  VERSION_LIST(
      Wording.PLAIN,
      IPC_ERROR,
      NO_SUCH_FILE,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      INVALID_ARGUMENT,
      INVALID_URI,
      NETWORK_UNAVAILABLE,
      INNER_ERROR),
  VERSION_DOWNLOAD(
      Wording.PLAIN,
      IPC_ERROR,
      NO_SUCH_FILE,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      INVALID_ARGUMENT,
      INVALID_URI,
      NETWORK_UNAVAILABLE,
      INNER_ERROR),
  VERSION_REPLACE(
      Wording.PLAIN,
      IPC_ERROR,
      NO_SUCH_FILE,
      IO_ERROR,
      BAD_FILE_DESCRIPTOR,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      INVALID_ARGUMENT,
      INVALID_URI,
      INNER_ERROR,
      NO_SUCH_VERSION),
  VERSION_CONFLICT(
      Wording.PLAIN,
      IPC_ERROR,
      NO_SUCH_FILE,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      INVALID_ARGUMENT,
      INVALID_URI,
      INNER_ERROR),
  REGISTER_CHANGE(
      Wording.PLAIN,
      INVALID_PARAMETER,
      NOT_PERMITTED,
      NO_SUCH_FILE,
      FILE_PERMISSION_DENIED,
      INVALID_URI),
  UNREGISTER_CHANGE(
      Wording.PLAIN,
      INVALID_PARAMETER,
      NOT_PERMITTED,
      NO_SUCH_FILE,
      FILE_PERMISSION_DENIED,
      INVALID_URI),
  FILE_SYNC_STATES(
      Wording.VERBOSE,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      IPC_ERROR,
      NO_SUCH_FILE,
      INVALID_URI),
  FILE_SYNC_STATE(
      Wording.VERBOSE,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      NO_SUCH_FILE,
      INTERRUPTED,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      NOT_IMPLEMENTED,
      UNKNOWN_ERROR,
      INVALID_URI),
  CORE_FILE_SYNC_STATE(
      Wording.PLAIN,
      IPC_ERROR,
      NO_SUCH_FILE,
      INTERRUPTED,
      TRY_AGAIN,
      FILE_PERMISSION_DENIED,
      INVALID_ARGUMENT,
      NOT_IMPLEMENTED,
      INVALID_URI,
      INNER_ERROR),
  OPTIMIZE_STORAGE(
      Wording.VERBOSE, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, IPC_ERROR, UNKNOWN_ERROR),
  START_OPTIMIZE_SPACE(
      Wording.VERBOSE,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      INVALID_PARAMETER,
      IPC_ERROR,
      INNER_ERROR,
      ALREADY_RUNNING),
  STOP_OPTIMIZE_SPACE(
      Wording.VERBOSE, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, IPC_ERROR, INNER_ERROR),
  MANAGER(Wording.PLAIN, PERMISSION_DENIED, NOT_SYSTEM_APPLICATION, INVALID_PARAMETER, IPC_ERROR),
  DOWNGRADE(
      Wording.PLAIN,
      PERMISSION_DENIED,
      NOT_SYSTEM_APPLICATION,
      IPC_ERROR,
      TRY_AGAIN,
      INVALID_ARGUMENT,
      INNER_ERROR);

  private final Wording wording;

  @SuppressWarnings("Immutable") // Set.of makes one that nobody can change
  private final Set<ErrorCode> declared;

  Member(Wording wording, ErrorCode... declared) {
    this.wording = wording;
    this.declared = Set.of(declared);
  }

  Set<ErrorCode> declared() {
    return declared;
  }

  String message(ErrorCode error) {
    return wording.message(error);
  }

  /** The code under which this member tells an error: newer ones have others for some. */
  ErrorCode tells(ErrorCode error) {
    if (error == INVALID_PARAMETER && isOnlyDeclared(INVALID_ARGUMENT, error)) {
      return INVALID_ARGUMENT;
    }
    if (error == ALREADY_RUNNING && isOnlyDeclared(TRY_AGAIN, error)) {
      return TRY_AGAIN;
    }
    if (error == INNER_ERROR && isOnlyDeclared(UNKNOWN_ERROR, error)) {
      return UNKNOWN_ERROR;
    }
    return error;
  }

  private boolean isOnlyDeclared(ErrorCode one, ErrorCode other) {
    return declared.contains(one) && !declared.contains(other);
  }
}
