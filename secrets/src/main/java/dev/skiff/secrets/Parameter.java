package dev.skiff.secrets;

/** A live parameter of Parameter Store, or several. {@link Secrets} makes it. */
public final class Parameter<T> extends Handle<T> {
    private final ParameterFetch fetch;

    Parameter(Cache cache, Mapping<T> mapping, ParameterFetch fetch) {
        super(cache, mapping, fetch);
        this.fetch = fetch;
    }

    /** Decrypted, where it is a SecureString; without, one comes as its cipher text. */
    public Parameter<T> decrypted() {
        return new Parameter<>(cache, mapping, fetch.decrypting());
    }

    @Override
    public String toString() {
        return "Parameter[" + fetch + "]";
    }
}
