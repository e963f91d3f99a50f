package dev.stratus.cloud.s3;

import io.minio.Xml;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.XmlParserException;
import io.minio.messages.ErrorResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A server's refusal.
 *
 * @param code of S3, or empty if only the status is known
 * @param serverTime from its {@code Date}
 */
record S3Answer(int status, String code, String message, Optional<Instant> serverTime) {

  /** What MinIO says where a HEAD has no room for a body. */
  private static final String MINIO_CODE = "x-minio-error-code";

  private static final String MINIO_MESSAGE = "x-minio-error-desc";

  static S3Answer of(ErrorResponseException e) {
    return of(e.response(), e.errorResponse());
  }

  /**
   * Reads an error as XML.
   *
   * @throws XmlParserException if it is something else, as a proxy's page
   */
  static S3Answer parse(Response response, String body) throws XmlParserException {
    return of(response, Xml.unmarshal(ErrorResponse.class, body));
  }

  private static S3Answer of(Response response, ErrorResponse error) {
    String code = response.header(MINIO_CODE, error.code());
    String message = response.header(MINIO_MESSAGE, error.message());
    return new S3Answer(
        response.code(),
        Objects.requireNonNullElse(code, ""),
        Objects.requireNonNullElse(message, "").replace("\"", ""),
        date(response));
  }

  private static Optional<Instant> date(Response response) {
    @Nullable Date date = response.headers().getDate("Date");
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  @Override
  public String toString() {
    return status + " " + code + (message.isEmpty() ? "" : ", " + message);
  }
}
