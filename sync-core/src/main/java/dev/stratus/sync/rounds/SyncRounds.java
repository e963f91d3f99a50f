package dev.stratus.sync.rounds;

import dev.stratus.sync.FsException;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows a sync through its rounds and tells subscribers. */
public final class SyncRounds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SyncRounds.class);

  private final RoundSource source;
  private final long lookNanos;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final List<Consumer<? super SyncSaying>> subscribers = new CopyOnWriteArrayList<>();
  private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
  private final Thread watcher = new Thread(this::run, "stratus-rounds");
  private Phase phase;
  private SyncSaying told;
  private volatile boolean closed;

  /**
   * @param stopped whether it begins as a stopped one
   * @param lookMillis how often is looked
   */
  public SyncRounds(RoundSource source, boolean stopped, long lookMillis) {
    this.source = source;
    this.lookNanos = lookMillis * 1_000_000L;
    this.phase = stopped ? Phase.STOPPED : Phase.IDLE;
    this.told =
        new SyncSaying(stopped ? SyncSaying.State.STOPPED : SyncSaying.State.COMPLETED, null);
    watcher.setDaemon(true);
  }

  public void start() {
    watcher.start();
  }

  /** Somebody asks for a round: at once, or after the one that is under way. */
  public void begin() {
    post(() -> move(Happening.START, null));
  }

  /** Somebody stopped the sync. */
  public void stop() {
    post(() -> move(Happening.STOP, null));
  }

  /**
   * Tells how the sync stands, at once and whenever it stands otherwise.
   *
   * @param subscriber returns at once; called by one thread
   * @return ends it
   */
  public Runnable subscribe(Consumer<? super SyncSaying> subscriber) {
    post(
        () -> {
          subscriber.accept(told);
          subscribers.add(subscriber);
        });
    return () -> post(() -> subscribers.remove(subscriber));
  }

  private void post(Runnable task) {
    tasks.add(task);
    LockSupport.unpark(watcher);
  }

  private void run() {
    while (!closed) {
      Runnable task = tasks.poll();
      try {
        if (task != null) {
          task.run();
          continue;
        }
        RoundFacts facts = source.look();
        move(facts.happening(), facts);
      } catch (FsException | RuntimeException e) {
        log.warn("The sync cannot be seen", e);
      }
      LockSupport.parkNanos(this, lookNanos);
    }
  }

  private void move(Happening happening, @Nullable RoundFacts facts) {
    if (facts != null) {
      troubles.addAll(facts.troubles());
    }
    Transitions.Transition transition = Transitions.of(phase, happening);
    phase = transition.next();
    switch (transition.effect()) {
      case NOTHING -> log.trace("nothing follows from {}", happening);
      case BEGIN -> beginRound();
      case TELL_WORK -> tell(working(facts), null);
      case TELL_DONE -> tell(SyncSaying.State.COMPLETED, null);
      case SUCCEED -> {
        succeed();
        source.ended();
      }
      case SUCCEED_AND_BEGIN -> {
        succeed();
        beginRound();
      }
      case FAIL -> {
        fail(facts);
        source.ended();
      }
      case FAIL_AND_BEGIN -> {
        fail(facts);
        beginRound();
      }
      case TELL_STOPPED -> tell(SyncSaying.State.STOPPED, null);
    }
  }

  private void beginRound() {
    troubles.clear();
    try {
      source.begin();
    } catch (FsException e) {
      log.warn("A round of the sync did not begin", e);
    }
    tell(SyncSaying.State.DOWNLOADING, null);
  }

  private static SyncSaying.State working(@Nullable RoundFacts facts) {
    boolean down = facts != null && facts.comparing() && !facts.uploading();
    return down ? SyncSaying.State.DOWNLOADING : SyncSaying.State.UPLOADING;
  }

  private void succeed() {
    troubles.clear();
    try {
      source.succeeded();
    } catch (FsException e) {
      log.warn("When the sync was last in step was not kept", e);
    }
    tell(SyncSaying.State.COMPLETED, null);
  }

  /** Of all that went wrong since the round began, the first is told. */
  private void fail(@Nullable RoundFacts facts) {
    boolean up = facts == null || facts.waits();
    Trouble worst = troubles.stream().findFirst().orElse(Trouble.REMOTE_SERVER_ABNORMAL);
    troubles.clear();
    tell(up ? SyncSaying.State.UPLOAD_FAILED : SyncSaying.State.DOWNLOAD_FAILED, worst);
  }

  private void tell(SyncSaying.State state, @Nullable Trouble trouble) {
    SyncSaying saying = new SyncSaying(state, trouble);
    if (!saying.equals(told)) {
      told = saying;
      subscribers.forEach(subscriber -> subscriber.accept(saying));
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watcher);
  }
}
