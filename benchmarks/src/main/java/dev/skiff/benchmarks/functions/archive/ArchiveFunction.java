package dev.skiff.benchmarks.functions.archive;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Leads the runtime client through one call, so that its classes are archived. A class of its own: the archive would
 * hold the floor's class otherwise, as Lambda's never holds a function's.
 */
public final class ArchiveFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        answer.write('{');
        answer.write('}');
    }
}
