package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request by hand is told that is none, and what may be left out of one. */
class RequestFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense | no JSON",
        "[] | Not a request: []",
        "{} | no field 'request'",
        "{\"request\":null} | no request 'null'",
        "{\"request\":\"dance\"} | there is no request 'dance'",
        "{\"request\":\"status\",\"more\":1} | 'status' has no field 'more'",
        "{\"request\":\"state\"} | 'state' needs the field 'path'",
        "{\"request\":\"history\",\"path\":null,\"limit\":1} | 'history' needs the field 'path'",
        "{\"request\":\"wait\"} | 'wait' needs the field 'paths'",
        "{\"request\":\"wait\",\"paths\":[null]} | each of 'paths' is a text",
        "{\"request\":\"wait\",\"paths\":\"/a\"} | the value of the field 'paths' does not fit",
        "{\"request\":\"history\",\"path\":\"/a\",\"limit\":\"x\"} | the value of the field 'limit'",
        "{\"request\":\"unmount\",\"waiting\":5} | the value of the field 'waiting'",
        "{\"request\":\"permission\"} | 'permission' needs the field 'need'",
        "{\"request\":\"permission\",\"need\":\"ALL\"} | the value of the field 'need'",
        "{\"id\":\"x\",\"request\":\"status\"} | An id is a whole number",
      })
  void whatIsWrongIsToldInWords(String line, String words) {
    ControlException e =
        catchThrowableOfType(
            ControlException.class, () -> ControlJson.request(ControlJson.parseRequest(line)));
    assertThat(e.failure()).isEqualTo(ControlFailure.INVALID);
    assertThat(e).hasMessageContaining(words);
    assertThat(e.getMessage()).doesNotContain("dev.stratus", "java.");
  }

  @Test
  void whatMayBeNullAndNumbersAndFlagsMayBeLeftOut() throws Exception {
    String line = "{\"request\":\"restore\",\"path\":\"/a\"}";
    assertThat(ControlJson.request(ControlJson.parseRequest(line)))
        .isEqualTo(new RestoreRequest("/a", null, null));
    String wait = "{\"request\":\"wait\",\"paths\":[\"/a\"]}";
    assertThat(ControlJson.request(ControlJson.parseRequest(wait)))
        .isEqualTo(new WaitRequest(List.of("/a"), null));
    String check = "{\"request\":\"check\"}";
    assertThat(ControlJson.request(ControlJson.parseRequest(check)))
        .isEqualTo(new CheckRequest(false));
  }
}
