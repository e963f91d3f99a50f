package dev.stratus.cloud.s3;

import dev.stratus.cloud.ObjectKey;
import dev.stratus.cloud.Precondition;
import dev.stratus.cloud.Verb;

/**
 * What is being tried, for messages and for the meaning of an answer.
 *
 * @param subject a key or a prefix
 * @param precondition of the object that the request changes
 */
record Ask(Verb verb, String subject, Precondition precondition) {

  static Ask of(Verb verb, ObjectKey key) {
    return new Ask(verb, key.value(), Precondition.none());
  }

  static Ask of(Verb verb, ObjectKey key, Precondition precondition) {
    return new Ask(verb, key.value(), precondition);
  }

  static Ask of(Verb verb, String prefix) {
    return new Ask(verb, prefix, Precondition.none());
  }

  @Override
  public String toString() {
    return verb + " '" + subject + "'";
  }
}
