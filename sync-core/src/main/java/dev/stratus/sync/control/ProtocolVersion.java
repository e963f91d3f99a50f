package dev.stratus.sync.control;

/**
 * The version of the control protocol.
 *
 * @param version raised when a request or a field that there was means something else or is gone;
 *     what is added raises nothing
 */
public record ProtocolVersion(int version) {

  static final ProtocolVersion SPOKEN = new ProtocolVersion(1);
}
