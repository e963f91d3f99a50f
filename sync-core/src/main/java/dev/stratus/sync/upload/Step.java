package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.sync.index.CloudObject;

/** The next safe step that brings a name's object closer to what should be. */
sealed interface Step {

  /** Cloud and index agree on this name. */
  record Nothing() implements Step {}

  /** The name is seen by nobody any more: its object is not wanted. */
  record Disown() implements Step {}

  /** The name is never uploaded, and an object under a former name is not wanted any more. */
  record StayHere() implements Step {}

  /**
   * A file that the cloud has was given a name that is never uploaded: all of it must be safe here
   * before the object is let go.
   */
  record ComeHome() implements Step {}

  /** Somebody may still write to the file: look again after the release. */
  record AwaitRelease() implements Step {}

  /** The file's own bytes must be here before anything else can be done. */
  record HydrateSelf() implements Step {}

  /** The object in the way is the only place of another inode's bytes: they must come here. */
  record HydrateOccupant(long inode) implements Step {}

  /** It cannot be done, whatever is tried. */
  record Refuse(String failure, String reason) implements Step {}

  /** A step that changes the object under a key. */
  sealed interface Mutation extends Step {
    ObjectKey key();

    Precondition precondition();
  }

  /** Send the bytes, or the marker, that are here. */
  record Put(ObjectKey key, Precondition precondition) implements Mutation {}

  /** Let the server copy the bytes from another object. */
  record Copy(CloudObject source, ObjectKey key, Precondition precondition) implements Mutation {}

  /** Let the server keep the bytes and replace what they are said to be. */
  record ReplaceMetadata(CloudObject object) implements Mutation {
    @Override
    public ObjectKey key() {
      return object.key();
    }

    @Override
    public Precondition precondition() {
      return Precondition.matches(object.etag());
    }
  }
}
