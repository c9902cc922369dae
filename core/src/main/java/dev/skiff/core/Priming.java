package dev.skiff.core;

import dev.skiff.core.internal.Log;
import org.crac.Core;
import org.crac.Resource;

/** Runs a function's sample events. Loaded only where priming happens, so that an on-demand start pays nothing for it. */
final class Priming {
    private static final Log LOG = Log.of(LambdaFunction.class);

    private Priming() {}

    static void run(LambdaFunction function, SampleEvent... samples) {
        for (SampleEvent sample : samples) {
            try {
                function.answer(sample.json(), new PrimingContext());
            } catch (Exception | LinkageError | AssertionError failure) {
                LOG.warn(
                        "A sample event of " + function.getClass().getName()
                                + " failed; the function starts without its warmth",
                        failure);
            }
        }
    }

    /** Answers the hook to hold on to. */
    static Object beforeCheckpoint(LambdaFunction function, SampleEvent... samples) {
        try {
            return Checkpoint.register(function, samples);
        } catch (NoClassDefFoundError noCrac) {
            LOG.warn("Priming at once: add org.crac:crac to prime when the snapshot is taken", noCrac);
            run(function, samples);
            return noCrac;
        }
    }

    /** In a class of its own, which alone needs org.crac. */
    private static final class Checkpoint implements Resource {
        private final LambdaFunction function;
        private final SampleEvent[] samples;

        Checkpoint(LambdaFunction function, SampleEvent... samples) {
            this.function = function;
            this.samples = samples;
        }

        static Object register(LambdaFunction function, SampleEvent... samples) {
            Checkpoint checkpoint = new Checkpoint(function, samples);
            Core.getGlobalContext().register(checkpoint);
            return checkpoint;
        }

        @Override
        public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
            run(function, samples);
        }

        @Override
        public void afterRestore(org.crac.Context<? extends Resource> context) {}
    }
}
