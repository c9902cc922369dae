package dev.skiff.core.events;

import com.amazonaws.services.lambda.runtime.Context;
import dev.skiff.core.LambdaFunction;
import dev.skiff.core.SampleEvent;
import dev.skiff.core.internal.Log;

/**
 * A function that a Cognito user pool calls: extend it with a constructor that hands over a handler, or {@link CognitoTriggers} with one for each trigger. What goes back is
 * the event byte for byte, but for its {@code response}.
 *
 * <p>Cognito waits for an answer, at most 5 seconds, and asks up to three times in all: count the cold start in, and bear being asked again. The custom senders alone
 * are invoked asynchronously, as {@link EventHandler} says.
 *
 * <p>A failure denies what the user wanted, and Cognito shows its message to the client app. So only a {@link CognitoException} leaves the function as it is; any other
 * failure is logged here and reported as {@code Internal error}.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html">AWS: triggers of user pools</a>
 */
public abstract class CognitoFunction extends LambdaFunction {
    private final CognitoHandler handler;

    /** Answers by the handler; sample events are for {@linkplain LambdaFunction priming}. */
    @SuppressWarnings("this-escape") // priming calls answer, which is final here and needs what is set above only
    protected CognitoFunction(CognitoHandler handler, SampleEvent... samples) {
        this.handler = handler;
        prime(samples);
    }

    @Override
    protected final byte[] answer(byte[] json, Context context) {
        try {
            CognitoEvent event = CognitoEvent.from(json);
            return event.answer(handler.handle(event, context));
        } catch (CognitoException | VirtualMachineError shown) {
            throw shown;
        } catch (Throwable failure) { // whatever it is, its message is not for the client
            Log.of(CognitoFunction.class).error(getClass().getName() + " failed, which denies", failure);
            throw new CognitoException("Internal error");
        }
    }
}
