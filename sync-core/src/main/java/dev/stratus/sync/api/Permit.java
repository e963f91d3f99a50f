package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Need;
import dev.stratus.sync.control.PermissionRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the original's order of checks for members that need a permission: 201 and 202 come before
 * what else is wrong with a call. The daemon checks whatever reaches it; only a call that failed
 * before it got there is asked about.
 *
 * @param need what the member needs
 */
record Permit(MountLink link, Need need) {

  private static final Logger log = LoggerFactory.getLogger(Permit.class);

  /** The same call, which fails for a missing permission first. */
  <T extends @Nullable Object> Calls.Call<T> before(Calls.Call<T> call) {
    return () -> {
      try {
        return call.run();
      } catch (CloudSyncException e) {
        throw first(e);
      }
    };
  }

  /** The same call, which asks first: for what the daemon would else do for anybody. */
  <T extends @Nullable Object> Calls.Call<T> first(Calls.Call<T> call) {
    return () -> {
      Calls.ask(link, new PermissionRequest(need));
      return call.run();
    };
  }

  /**
   * Refuses to somebody who is no system application a bundle that is for these: all that the
   * original tells when an object is made. What else is in the way is told by its calls.
   */
  static void requireSystem(MountLink link, @Nullable String bundle) throws CloudSyncException {
    try {
      link.ask(new PermissionRequest(Need.OWN_BUNDLE, bundle), progress -> {});
    } catch (ControlException e) {
      if (e.failure() == ControlFailure.NOT_SYSTEM) {
        throw Failures.of(e);
      }
    } catch (IOException e) {
      log.debug("Nobody tells whose the bundle is", e);
    }
  }

  private CloudSyncException first(CloudSyncException failed) {
    try {
      link.ask(new PermissionRequest(need), progress -> {});
      return failed;
    } catch (ControlException e) {
      boolean refused =
          e.failure() == ControlFailure.DENIED || e.failure() == ControlFailure.NOT_SYSTEM;
      return refused ? Failures.of(e) : failed;
    } catch (IOException e) {
      log.debug("Nobody tells what the caller may do", e);
      return failed;
    }
  }
}
