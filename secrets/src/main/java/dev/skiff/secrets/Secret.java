package dev.skiff.secrets;

/** A live secret of Secrets Manager. {@link Secrets} makes it. */
public final class Secret<T> extends Handle<T> {
    private final SecretFetch fetch;

    Secret(Cache cache, Mapping<T> mapping, SecretFetch fetch) {
        super(cache, mapping, fetch);
        this.fetch = fetch;
    }

    /** The version at another stage than {@code AWSCURRENT}, such as {@code AWSPREVIOUS}. */
    public Secret<T> withStage(String stage) {
        return new Secret<>(cache, mapping, new SecretFetch(cache, fetch.id(), stage, null));
    }

    /** One certain version. */
    public Secret<T> withVersion(String versionId) {
        return new Secret<>(cache, mapping, new SecretFetch(cache, fetch.id(), Secrets.CURRENT, versionId));
    }

    @Override
    public String toString() {
        return "Secret[" + fetch + "]";
    }
}
