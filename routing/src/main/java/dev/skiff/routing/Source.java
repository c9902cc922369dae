package dev.skiff.routing;

/** Where an HTTP event came from. It is told by the event's shape, never configured. */
public enum Source {
    /** API Gateway REST API, payload version 1. */
    REST_API,
    /** API Gateway HTTP API with payload format 1.0. */
    HTTP_API_1_0,
    /** API Gateway HTTP API with payload format 2.0. */
    HTTP_API_2_0,
    /** Lambda Function URL. */
    FUNCTION_URL,
    /** Application Load Balancer, with multi-value headers or without. */
    ALB
}
