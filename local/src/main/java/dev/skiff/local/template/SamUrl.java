package dev.skiff.local.template;

import java.util.Optional;

/**
 * A Function URL.
 *
 * @param authType {@code NONE} or {@code AWS_IAM}
 * @param isStreaming whether its invoke mode is {@code RESPONSE_STREAM}
 */
public record SamUrl(String authType, Optional<SamCors> cors, boolean isStreaming, String place) {}
