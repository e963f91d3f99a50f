package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.view.FileSystemView;

/**
 * Does what programs do, drawn from a seed, to a real folder and to its model, and holds the one
 * against the other after each step.
 */
final class RandomWork {

  private final Workplace at;
  private final NameSteps names;
  private final FileSteps files;
  private final Comparison comparison;

  RandomWork(FileSystemView view, long seed) {
    at = new Workplace(view, seed);
    names = new NameSteps(at);
    files = new FileSteps(at);
    comparison = new Comparison(at);
  }

  /** From now on steps may fail because the cloud does not answer. */
  void allowOutages(boolean allowed) {
    at.allowOutages(allowed);
  }

  /** Goes on with a folder that was mounted anew: handles are gone, what was answered is there. */
  void remounted(FileSystemView next) {
    at.remounted(next);
  }

  ModelTree model() {
    return at.model();
  }

  Workplace place() {
    return at;
  }

  /** One random operation. */
  void step() throws FsException {
    int choice = at.random().nextInt(100);
    if (choice < 16) {
      names.create();
    } else if (choice < 20) {
      files.open();
    } else if (choice < 42) {
      files.write();
    } else if (choice < 48) {
      files.truncate();
    } else if (choice < 52) {
      files.punch();
    } else if (choice < 60) {
      files.release();
    } else if (choice < 66) {
      names.unlink();
    } else if (choice < 76) {
      names.rename();
    } else if (choice < 81) {
      names.mkdir();
    } else if (choice < 84) {
      names.rmdir();
    } else if (choice < 87) {
      names.link();
    } else if (choice < 89) {
      names.symlink();
    } else if (choice < 92) {
      files.xattr();
    } else if (choice < 94) {
      files.chmod();
    } else if (choice < 95) {
      files.fsync();
    } else {
      files.evict();
    }
    comparison.look();
  }

  /** Closes what is open. */
  void releaseAll() throws FsException {
    files.releaseAll();
  }

  /** Holds everything against the model; the cloud must answer. */
  void compareAll() throws FsException {
    comparison.compareAll();
  }
}
