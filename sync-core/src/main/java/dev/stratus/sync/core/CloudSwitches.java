package dev.stratus.sync.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.upload.Uploader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which bundles are to be kept in step with the cloud: the cloud's switch, a switch for each
 * bundle, and whose sync somebody stopped. All of it survives a restart.
 */
final class CloudSwitches {

  /** In the index: names of bundles, with slashes between them; this one for the whole cloud. */
  private static final String OFF = "switched-off";

  private static final String STOPPED = "stopped-bundles";

  /** Stands for all bundles. */
  private static final String ALL = "";

  private static final String BETWEEN = "/";

  private final Index index;
  private final Uploader uploader;

  /** Replaced as a whole, by one thread at a time. */
  private volatile Names off;

  private volatile Names stopped;

  private volatile Runnable listener = () -> {};

  /** Learns what a former life left. */
  CloudSwitches(Index index, Uploader uploader) throws FsException {
    this.index = index;
    this.uploader = uploader;
    this.off = known(index, OFF);
    this.stopped = known(index, STOPPED);
  }

  private static Names known(Index index, String name) throws FsException {
    return index.read(tables -> tables.meta().get(name)).map(Names::parse).orElse(Names.NONE);
  }

  /** Some bundles, or all. */
  private record Names(boolean all, Set<String> bundles) {

    static final Names NONE = new Names(false, Set.of());

    static Names parse(String text) {
      Set<String> names = new TreeSet<>(List.of(text.split(BETWEEN, -1)));
      boolean all = names.remove(ALL);
      return new Names(all, Set.copyOf(names));
    }

    String text() {
      Set<String> names = new TreeSet<>(bundles);
      if (all) {
        names.add(ALL);
      }
      return String.join(BETWEEN, names);
    }

    boolean isNothing() {
      return !all && bundles.isEmpty();
    }

    boolean cover(String path) {
      return all || bundles.contains(bundleOf(path));
    }

    Names with(String name, boolean in) {
      Set<String> names = new HashSet<>(bundles);
      if (name.equals(ALL)) {
        return new Names(in, bundles);
      }
      if (in) {
        names.add(name);
      } else {
        names.remove(name);
      }
      return new Names(all, Set.copyOf(names));
    }
  }

  /** The bundle that a path lies in. */
  static String bundleOf(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  /** Tells the uploader, before that begins. */
  void start() throws FsException {
    follow();
  }

  /** Whether the cloud is switched off for what is at a path. */
  boolean isOff(String path) {
    return off.cover(path);
  }

  boolean areAllOn() {
    return off.isNothing();
  }

  boolean isCloudOff() {
    return off.all();
  }

  /** The bundles that are switched off for themselves. */
  List<String> bundlesOff() {
    return off.bundles().stream().sorted().toList();
  }

  /** The bundles whose sync somebody stopped. */
  List<String> bundlesStopped() {
    return stopped.bundles().stream().sorted().toList();
  }

  boolean isStopped(String bundle) {
    return stopped.cover(bundle);
  }

  /** Stops the sync of one bundle, or lets it go on. */
  void stop(String bundle, boolean stop) throws FsException {
    synchronized (this) {
      stopped = stopped.with(bundle, stop);
      keep();
    }
    listener.run();
  }

  /** Switches single bundles on or off; the cloud's own switch stays as it is. */
  void switchBundles(Map<String, Boolean> on) throws FsException {
    synchronized (this) {
      Names next = off;
      for (Map.Entry<String, Boolean> bundle : on.entrySet()) {
        next = next.with(bundle.getKey(), !bundle.getValue());
      }
      off = next;
      keep();
    }
    listener.run();
  }

  /** Switches the whole cloud on or off; each bundle's own switch stays as it is. */
  void switchCloud(boolean on) throws FsException {
    synchronized (this) {
      off = off.with(ALL, !on);
      keep();
    }
    listener.run();
  }

  /** What is told to the uploader is always the last. */
  @GuardedBy("this")
  private void keep() throws FsException {
    index.changeAlways(
        change -> {
          put(change, OFF, off);
          put(change, STOPPED, stopped);
          return off;
        });
    follow();
  }

  private static void put(IndexChange change, String name, Names names) throws FsException {
    if (names.isNothing()) {
      change.deleteMeta(name);
    } else {
      change.putMeta(name, names.text());
    }
  }

  /** Tells a listener that something was switched, stopped or started. */
  void onChange(Runnable told) {
    listener = told;
  }

  private void follow() throws FsException {
    Set<String> halted = new HashSet<>(off.bundles());
    halted.addAll(stopped.bundles());
    if (off.all()) {
      halted.add(ALL);
    }
    uploader.halt(halted);
  }
}
