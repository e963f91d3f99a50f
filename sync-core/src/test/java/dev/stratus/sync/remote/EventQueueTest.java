package dev.stratus.sync.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.CloudEvent;
import dev.stratus.cloud.ETag;
import dev.stratus.cloud.ObjectKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order events are looked at. */
@Timeout(20)
final class EventQueueTest {

  private static final int TOO_MANY = 2_001;

  private final EventQueue queue = new EventQueue();

  private void write(String key) {
    ObjectKey written = new ObjectKey(key);
    queue.add(written, new CloudEvent.Written(written, new ETag("e"), 1, Map.of()));
  }

  private void delete(String key) {
    queue.add(new ObjectKey(key), new CloudEvent.Deleted(new ObjectKey(key)));
  }

  private String next() throws InterruptedException {
    return queue.take().orElseThrow().key().value();
  }

  @Test
  void theNewKeyOfARenameIsLookedAtBeforeTheEndOfTheOldOne() throws Exception {
    delete("old");
    write("new");
    assertThat(next()).isEqualTo("new");
    assertThat(next()).isEqualTo("old");
  }

  @Test
  void whereNewsAreDroppedDeletionsWaitForTheCompareThatFindsThem() throws Exception {
    delete("old");
    for (int i = 0; i < TOO_MANY; i++) {
      write("new " + i);
    }
    assertThat(queue.take()).as("the flood").isEmpty();
    assertThat(queue.takeFlood()).isTrue();
    assertThat(next()).as("what came after it").isEqualTo("new " + (TOO_MANY - 1));
    Thread compare = new Thread(queue::compared);
    delete("another");
    write("last");
    assertThat(next()).isEqualTo("last");
    compare.start();
    assertThat(next()).isEqualTo("old");
    assertThat(next()).isEqualTo("another");
  }

  @Test
  void whatSomethingElseIsToDecideComesAgainAtItsTime() throws Exception {
    write("new");
    EventQueue.Waiting waiting = queue.take().orElseThrow();
    queue.keepForLater(waiting, Duration.ofMillis(50).toNanos());
    EventQueue.Waiting again = queue.take().orElseThrow();
    assertThat(again.key()).isEqualTo(waiting.key());
    assertThat(again.late()).isTrue();
    assertThat(waiting.late()).isFalse();
  }
}
