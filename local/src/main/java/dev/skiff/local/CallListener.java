package dev.skiff.local;

/** Hears of the calls of one function while they run, from several threads at once. It must be quick and never fail. */
interface CallListener {
    /** Hears of nothing. */
    CallListener NONE = invocation -> new Call() {
        @Override
        public void logged(String line) {}

        @Override
        public void measured(ExecutionEnvironment.Ended ended) {}

        @Override
        public void ended(Outcome outcome) {}
    };

    /** An environment is about to be looked for. */
    Call began(Invocation invocation);

    /** One call, to its end. */
    interface Call {
        /** A line of the function, or of Lambda about this call; some come after the end. */
        void logged(String line);

        /** The environment that ran it knows how long that took; comes before the end, if at all. */
        void measured(ExecutionEnvironment.Ended ended);

        void ended(Outcome outcome);
    }
}
