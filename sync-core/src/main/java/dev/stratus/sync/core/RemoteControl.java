package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.sync.control.AcceptResult;
import dev.stratus.sync.control.ControlException;
import dev.stratus.sync.control.ControlFailure;
import dev.stratus.sync.control.Held;
import dev.stratus.sync.control.TrashedFile;
import dev.stratus.sync.remote.RemoteListing;
import dev.stratus.sync.remote.RemovalGuard;
import dev.stratus.sync.trash.Trash;
import java.io.IOException;
import java.util.List;

/** What a user can say to what other clients did. */
record RemoteControl(RemoteListing remote, Trash trash) {

  static Held held(RemovalGuard.Hold hold) {
    return new Held(hold.reason().name(), hold.removals(), hold.known(), hold.since());
  }

  AcceptResult accept() throws IOException {
    try {
      return new AcceptResult(remote.accept().map(RemoteControl::held).orElse(null));
    } catch (CloudException e) {
      throw new ControlException(
          ControlFailure.FAILED, "The bucket does not answer: " + e.getMessage() + ".", e);
    }
  }

  List<TrashedFile> files() {
    return trash.list().stream()
        .map(
            entry ->
                new TrashedFile(
                    entry.id(),
                    entry.path(),
                    entry.size(),
                    entry.deleted(),
                    trash.file(entry).toString()))
        .toList();
  }
}
