package dev.stratus.sync.control;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/** One line from the daemon. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.Working.class, name = "progress"),
  @JsonSubTypes.Type(value = Reply.Result.class, name = "result"),
  @JsonSubTypes.Type(value = Reply.Failed.class, name = "error"),
})
sealed interface Reply {

  /** More will come. */
  record Working(Progress progress) implements Reply {}

  /** The end: it was done. */
  record Result(JsonNode result) implements Reply {}

  /** The end: it was not done. */
  record Failed(ControlFailure failure, String message) implements Reply {}
}
