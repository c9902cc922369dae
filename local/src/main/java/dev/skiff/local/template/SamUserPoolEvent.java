package dev.skiff.local.template;

import java.util.List;

/**
 * Triggers of a Cognito user pool, which calls the function and waits.
 *
 * @param userPool its id
 * @param triggers such as {@code PreSignUp}
 */
public record SamUserPoolEvent(String userPool, List<String> triggers, String place) implements SamEvent {}
