package dev.stratus.sync.control;

/** The progress of something that goes on when nobody listens any more. */
final class LastingProgress implements ProgressListener {

  private final ProgressListener client;
  private boolean gone;

  LastingProgress(ProgressListener client) {
    this.client = client;
  }

  @Override
  public void report(Progress progress) {
    if (gone) {
      return;
    }
    try {
      client.report(progress);
    } catch (ClientGoneException e) {
      gone = true;
    }
  }
}
