package dev.stratus.sync.core;

import dev.stratus.sync.control.FileEvent;
import dev.stratus.sync.control.WatchChangesRequest;
import dev.stratus.sync.feed.ChangeFeed;
import dev.stratus.sync.feed.FileChange;
import java.util.function.Consumer;

/** Subscriptions to changes as the control socket asks for them. */
final class ChangeWatch {

  private final ChangeFeed feed;

  ChangeWatch(ChangeFeed feed) {
    this.feed = feed;
  }

  Runnable begin(WatchChangesRequest request, Consumer<? super FileEvent> events) {
    return feed.subscribe(
        request.path(), request.recursive(), change -> events.accept(event(change)));
  }

  private static FileEvent event(FileChange change) {
    return new FileEvent(change.type().name(), change.path(), change.from(), change.directory());
  }
}
