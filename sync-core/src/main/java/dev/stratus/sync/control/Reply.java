package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One line from the daemon. Each carries the id of the request that it answers, if that had one.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.Working.class, name = "progress"),
  @JsonSubTypes.Type(value = Reply.Result.class, name = "result"),
  @JsonSubTypes.Type(value = Reply.Failed.class, name = "error"),
  @JsonSubTypes.Type(value = Reply.Event.class, name = "event"),
  @JsonSubTypes.Type(value = Reply.CutOff.class, name = "cut-off"),
})
sealed interface Reply {

  /** More will come. */
  record Working(@Nullable Long id, Progress progress) implements Reply {}

  /** The end: it was done. */
  record Result(@Nullable Long id, JsonNode result) implements Reply {}

  /** The end: it was not done. */
  record Failed(@Nullable Long id, ControlFailure failure, String message) implements Reply {}

  /** Something that a subscription waits for. */
  record Event(@Nullable Long id, JsonNode event) implements Reply {}

  /** The end of the connection: its client did not read the events as fast as they came. */
  record CutOff(String message) implements Reply {}
}
