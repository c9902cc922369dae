package dev.skiff.local.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP API or a REST API that has routes.
 *
 * @param stage {@code $default} is the one without a name
 * @param cors what the gateway itself answers to browsers, if it does
 * @param authorizers by name
 * @param binaryMediaTypes of a REST API
 */
public record SamApi(
        String logicalId,
        Kind kind,
        String stage,
        Optional<SamCors> cors,
        Map<String, SamAuthorizer> authorizers,
        List<String> binaryMediaTypes,
        String place) {
    /** The two generations of API Gateway. */
    public enum Kind {
        /** {@code AWS::Serverless::HttpApi}. */
        HTTP,
        /** {@code AWS::Serverless::Api}. */
        REST
    }
}
