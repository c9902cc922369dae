package dev.skiff.benchmarks.functions.archive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Leads the runtime client through one call, so that its classes are archived, those among them that turn events into
 * objects: Lambda may well archive these too, and without them the usual functions would look slower than they are.
 *
 * <p>A function of its own: the archive would hold the floor's class otherwise, as Lambda's never holds a function's.
 */
public final class ArchiveFunction implements RequestStreamHandler {
    @Override
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    public void handleRequest(InputStream event, OutputStream answer, Context context) {
        PojoSerializer<Map> serializer = JacksonFactory.getInstance().getSerializer(Map.class);
        serializer.toJson(serializer.fromJson(event), answer);
    }
}
