package dev.skiff.peers.jersey;

import com.amazonaws.serverless.proxy.jersey.JerseyLambdaContainerHandler;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** As AWS's archetype writes it, for payload format 2.0. */
public final class StreamLambdaHandler implements RequestStreamHandler {
    private static final ResourceConfig APPLICATION = new ResourceConfig()
            .register(JacksonFeature.class)
            .register(UsersResource.class)
            .register(NoStore.class);
    private static final JerseyLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse> HANDLER =
            JerseyLambdaContainerHandler.getHttpApiV2ProxyHandler(APPLICATION);

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        HANDLER.proxyStream(event, answer, context);
    }
}
