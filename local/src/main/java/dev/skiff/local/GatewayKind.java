package dev.skiff.local;

import dev.skiff.local.template.SamApi;
import java.util.UUID;

/** The two generations of API Gateway: what each says when it answers by itself. */
enum GatewayKind {
    HTTP {
        @Override
        HttpReply noStage() {
            return noRoute();
        }

        @Override
        HttpReply noRoute() {
            return HttpReply.message(404, "Not Found");
        }

        @Override
        HttpReply unauthorized() {
            return HttpReply.message(401, "Unauthorized");
        }

        @Override
        HttpReply denied(boolean explicitly) {
            return HttpReply.message(403, "Forbidden");
        }

        @Override
        HttpReply unsigned() {
            return denied(true);
        }

        @Override
        HttpReply authorizerFailed() {
            return HttpReply.message(500, "Internal Server Error");
        }

        @Override
        HttpReply late() {
            return HttpReply.message(503, "Service Unavailable");
        }

        @Override
        HttpReply headersTooLarge() {
            return HttpReply.message(431, "Request Header Fields Too Large");
        }

        @Override
        HttpReply named(HttpReply reply, String requestId) {
            return reply.plusHeader("apigw-requestid", requestId);
        }
    },
    REST {
        @Override
        HttpReply noStage() {
            return error(HttpReply.message(403, "Forbidden"), "ForbiddenException");
        }

        @Override
        HttpReply noRoute() {
            return error(HttpReply.message(403, "Missing Authentication Token"), "MissingAuthenticationTokenException");
        }

        @Override
        HttpReply unauthorized() {
            return error(HttpReply.message(401, "Unauthorized"), "UnauthorizedException");
        }

        @Override
        HttpReply denied(boolean explicitly) {
            String text =
                    "User is not authorized to access this resource" + (explicitly ? " with an explicit deny" : "");
            return error(HttpReply.json(403, "{\"Message\":\"" + text + "\"}"), "AccessDeniedException");
        }

        @Override
        HttpReply unsigned() {
            return noRoute();
        }

        @Override
        HttpReply authorizerFailed() {
            return error(HttpReply.json(500, "{\"message\":null}"), "AuthorizerConfigurationException");
        }

        @Override
        HttpReply late() {
            return error(HttpReply.message(504, "Endpoint request timed out"), "InternalServerErrorException");
        }

        @Override
        HttpReply headersTooLarge() {
            return HttpReply.message(431, "Request Header Fields Too Large");
        }

        @Override
        HttpReply named(HttpReply reply, String requestId) {
            return reply.plusHeader("x-amzn-RequestId", requestId);
        }
    };

    static GatewayKind of(SamApi.Kind kind) {
        return kind == SamApi.Kind.REST ? REST : HTTP;
    }

    /** No stage has the name of the path's first segment, and none goes without a name. */
    abstract HttpReply noStage();

    abstract HttpReply noRoute();

    abstract HttpReply unauthorized();

    /** @param explicitly whether a policy said so, and not only nothing */
    abstract HttpReply denied(boolean explicitly);

    /** A call without a signature where AWS asks for one. */
    abstract HttpReply unsigned();

    /** The authorizer can't be asked, or nobody understands what it says. */
    abstract HttpReply authorizerFailed();

    abstract HttpReply late();

    abstract HttpReply headersTooLarge();

    /** Tells the client which request this was. */
    abstract HttpReply named(HttpReply reply, String requestId);

    /** As this generation makes them. */
    String requestId() {
        String id = UUID.randomUUID().toString();
        return this == REST ? id : Identifiers.brief(id);
    }

    private static HttpReply error(HttpReply reply, String type) {
        return reply.plusHeader("x-amzn-ErrorType", type);
    }
}
