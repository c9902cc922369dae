package dev.skiff.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What a source has to get from Secrets Manager and Parameter Store, by moto, which checks signatures and rights: the reader is a role that may do what the
 * documentation says it needs, and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class MotoContract {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private Moto moto;
    private SecretsManagerClient admin;
    private SsmClient parameters;
    private Secrets secrets;

    @SuppressWarnings("NullAway") // before all tests
    MotoContract() {}

    abstract SecretSource source(Moto moto, Moto.Key key);

    @BeforeAll
    void start() throws Exception {
        moto = Moto.orSkip();
        open.add(moto);
        admin = secretsManager(moto, moto.admin(), Region.US_EAST_1);
        parameters = ssm(moto, moto.admin());
        secrets = secrets(moto.reader());
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    Moto moto() {
        return moto;
    }

    final Secrets secrets(Moto.Key key) {
        return Secrets.builder()
                .source(source(moto, key))
                .timeout(Duration.ofSeconds(60))
                .listener(new SecretsListener() {
                    @Override
                    public void refreshed(String id, Duration took) {
                        fetched.add(id);
                    }
                })
                .build();
    }

    final SecretsManagerClient secretsManager(Moto moto, Moto.Key key, Region region) {
        SecretsManagerClient client = SecretsManagerClient.builder()
                .endpointOverride(moto.uri())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials(key)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        open.add(client);
        return client;
    }

    final SsmClient ssm(Moto moto, Moto.Key key) {
        SsmClient client = SsmClient.builder()
                .endpointOverride(moto.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials(key)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        open.add(client);
        return client;
    }

    private static AwsCredentials credentials(Moto.Key key) {
        return key.token() == null
                ? AwsBasicCredentials.create(key.id(), key.secret())
                : AwsSessionCredentials.create(key.id(), key.secret(), key.token());
    }

    /** Answers the ARN. */
    private String created(String name, String text) {
        return admin.createSecret(call -> call.name(name).secretString(text)).arn();
    }

    private String put(String name, String text) {
        return admin.putSecretValue(call -> call.secretId(name).secretString(text))
                .versionId();
    }

    private void parameter(String name, String text, ParameterType type) {
        parameters.putParameter(call -> call.name(name).value(text).type(type).overwrite(true));
    }

    private static void assertFailure(Handle<?> handle, SecretFailure expected) {
        assertThatThrownBy(handle::get)
                .isInstanceOfSatisfying(SecretException.class, failure -> assertThat(failure.failure())
                        .as(failure.getMessage())
                        .isEqualTo(expected));
    }

    @Test
    void a_secret_is_read_as_it_was_written() {
        String text = "{\"user\":\"mé\",\"password\":\"p\\\"ä\\\\\uD83D\uDD11\\n\"}";
        created("whole/a_b.c+d=e@f", text);

        assertThat(secrets.text("whole/a_b.c+d=e@f").get()).isEqualTo(text);
        assertThat(secrets.field("whole/a_b.c+d=e@f", "password").get()).isEqualTo("p\"ä\\\uD83D\uDD11\n");
    }

    @Test
    void a_secret_of_64_kilobytes_is_read_whole() {
        String text = "0123456789abcdeé".repeat(3855);
        created("large", text);

        assertThat(secrets.text("large").get()).isEqualTo(text);
    }

    @Test
    void a_secret_has_stages_and_versions() {
        created("staged", "one");
        Reading<String> first = secrets.text("staged").reading();
        String second = put("staged", "two");
        admin.putSecretValue(
                call -> call.secretId("staged").secretString("three, maybe").versionStages("AWSPENDING"));
        secrets.clear();

        assertThat(secrets.text("staged").reading().value()).isEqualTo("two");
        assertThat(secrets.text("staged").reading().version()).isEqualTo(second);
        assertThat(secrets.text("staged").withStage("AWSPREVIOUS").get()).isEqualTo("one");
        assertThat(secrets.text("staged").withStage("AWSPENDING").get()).isEqualTo("three, maybe");
        assertThat(secrets.text("staged").withVersion(first.version()).get()).isEqualTo("one");
        assertThat(secrets.text("staged").withVersion(second).get()).isEqualTo("two");
    }

    /** The end of a rotation. moto answers the old version from then on, unless the stage is asked for: so it always is. */
    @Test
    void a_version_whose_stage_was_moved_is_the_current_one() {
        created("moved", "one");
        String before = secrets.text("moved").reading().version();
        String pending = admin.putSecretValue(
                        call -> call.secretId("moved").secretString("two").versionStages("AWSPENDING"))
                .versionId();
        admin.updateSecretVersionStage(call -> call.secretId("moved")
                .versionStage("AWSCURRENT")
                .moveToVersionId(pending)
                .removeFromVersionId(before));
        secrets.clear();

        assertThat(secrets.text("moved").get()).isEqualTo("two");
        assertThat(secrets.text("moved").withStage("AWSPREVIOUS").get()).isEqualTo("one");
    }

    @Test
    void a_binary_secret_is_its_bytes() {
        byte[] bytes = {0, 1, -1, -128, 127, (byte) 0xC3, 40};
        admin.createSecret(call -> call.name("binary").secretBinary(SdkBytes.fromByteArray(bytes)));

        assertThat(secrets.bytes("binary").get()).isEqualTo(bytes);
        assertFailure(secrets.text("binary"), SecretFailure.INVALID);
    }

    @Test
    void name_arn_and_part_of_the_arn_are_one_secret_fetched_once() {
        String arn = created("many/names", "one");
        String part = arn.substring(0, arn.length() - 7);
        fetched.clear();

        assertThat(secrets.text("many/names").get()).isEqualTo("one");
        assertThat(secrets.text(arn).get()).isEqualTo("one");
        assertThat(secrets.text(part).get()).isEqualTo("one");
        assertThat(fetched).containsExactly("many/names");
    }

    @Test
    void a_part_of_an_arn_finds_its_secret_by_itself() {
        String arn = created("part", "one");
        String part = arn.substring(0, arn.length() - 7);
        fetched.clear();

        assertThat(secrets.text(part).get()).isEqualTo("one");
        assertThat(secrets.text(arn).get()).isEqualTo("one");
        assertThat(fetched).containsExactly(part);
    }

    /** Such a name looks like another one with the suffix of an ARN. */
    @Test
    void names_with_a_hyphen_and_six_characters_are_kept_apart() {
        String shortArn = created("pay", "the short one");
        String longArn = created("pay-sekret", "the long one");

        assertThat(secrets.text("pay").get()).isEqualTo("the short one");
        assertThat(secrets.text("pay-sekret").get()).isEqualTo("the long one");
        assertThat(secrets.text(longArn).get()).isEqualTo("the long one");
        assertThat(secrets.text(shortArn).get()).isEqualTo("the short one");
        assertThat(secrets.text(shortArn.substring(0, shortArn.length() - 7)).get())
                .isEqualTo("the short one");
        assertThat(secrets.text(longArn.substring(0, longArn.length() - 7)).get())
                .isEqualTo("the long one");
        secrets.clear();
        assertThat(secrets.text(longArn).get()).isEqualTo("the long one");
        assertThat(secrets.text("pay").get()).isEqualTo("the short one");
        assertThat(secrets.text("pay-sekret").get()).isEqualTo("the long one");
    }

    @Test
    void many_secrets_are_prefetched_together() {
        String arn = created("batch/0", "value 0");
        IntStream.range(1, 23).forEach(i -> created("batch/" + i, "value " + i));
        admin.createSecret(call -> call.name("batch/23").secretBinary(SdkBytes.fromUtf8String("value 23")));
        Handle<?>[] handles = IntStream.range(0, 24)
                .mapToObj(i -> secrets.text(i == 0 ? arn : "batch/" + i))
                .toArray(Handle<?>[]::new);

        assertThat(secrets.prefetch(Duration.ofMinutes(1), handles)).isTrue();
        for (int i = 0; i < 24; i++) {
            assertThat(handles[i].get()).isEqualTo("value " + i);
        }
    }

    @Test
    void what_a_batch_does_not_have_fails_alone_and_later() {
        for (int i = 0; i < 4; i++) {
            created("some/" + i, "value " + i);
        }
        Secret<String> absent = secrets.text("some/absent");

        assertThat(secrets.prefetch(
                        Duration.ofMinutes(1),
                        secrets.text("some/0"),
                        secrets.text("some/1"),
                        absent,
                        secrets.text("some/2"),
                        secrets.text("some/3")))
                .isFalse();
        assertThat(secrets.text("some/3").get()).isEqualTo("value 3");
        assertFailure(absent, SecretFailure.NOT_FOUND);
    }

    @Test
    void what_is_not_there_is_not_found() {
        created("there", "one");

        assertFailure(secrets.text("not/there"), SecretFailure.NOT_FOUND);
        assertFailure(secrets.text("there").withStage("AWSPREVIOUS"), SecretFailure.NOT_FOUND);
        assertFailure(
                secrets.text("there").withVersion("00000000-0000-0000-0000-000000000000"), SecretFailure.NOT_FOUND);
        assertFailure(secrets.parameter("/not/there"), SecretFailure.NOT_FOUND);
        assertFailure(secrets.parameters("/not/there", "/nor/this"), SecretFailure.NOT_FOUND);
        assertThat(secrets.parametersBelow("/nowhere").get()).isEmpty();
    }

    @Test
    void a_deleted_secret_is_not_served() {
        created("going", "one");
        Secret<String> going = secrets.text("going");
        assertThat(going.get()).isEqualTo("one");
        admin.deleteSecret(call -> call.secretId("going").recoveryWindowInDays(7L));
        secrets.clear();
        assertFailure(going, SecretFailure.DELETED);

        created("gone", "one");
        admin.deleteSecret(call -> call.secretId("gone").forceDeleteWithoutRecovery(true));
        assertFailure(secrets.text("gone"), SecretFailure.NOT_FOUND);
    }

    @Test
    void without_the_right_access_is_denied() {
        created("closed", "one");
        parameter("/open", "two", ParameterType.STRING);
        Secrets strangers = secrets(moto.stranger());

        assertFailure(strangers.text("closed"), SecretFailure.DENIED);
        assertThat(strangers.parameter("/open").get()).isEqualTo("two");
        assertFailure(strangers.parametersBelow("/"), SecretFailure.DENIED);
    }

    @Test
    void a_wrong_key_is_refused() {
        created("locked", "one");
        Moto.Key right = moto.reader();
        Moto.Key forged = new Moto.Key(right.id(), "not" + right.secret().substring(3), right.token());
        Moto.Key unknown = new Moto.Key("AKIA0000000000000000", right.secret(), null);
        Moto.Key admin = moto.admin();

        assertFailure(secrets(forged).text("locked"), SecretFailure.DENIED);
        assertFailure(secrets(unknown).text("locked"), SecretFailure.DENIED);
        assertFailure(
                secrets(new Moto.Key(admin.id(), admin.secret() + "x", null)).text("locked"), SecretFailure.DENIED);
    }

    @Test
    void after_a_rotation_the_work_is_done_with_the_new_version() {
        created("rotated", "old");
        AtomicReference<String> accepted = new AtomicReference<>("old");
        Secret<String> secret = secrets.text("rotated");
        assertThat(secret.<String>use(password -> logIn(password, accepted), failure -> true))
                .isEqualTo("in");
        put("rotated", "new");
        accepted.set("new");

        assertThat(secret.<String>use(password -> logIn(password, accepted), failure -> true))
                .isEqualTo("in");
        assertThat(secret.get()).isEqualTo("new");
    }

    private static String logIn(String password, AtomicReference<String> accepted) {
        if (!password.equals(accepted.get())) {
            throw new IllegalStateException("refused");
        }
        return "in";
    }

    @Test
    void a_parameter_is_read_by_name_version_label_and_arn() {
        parameter("/one/host", "first", ParameterType.STRING);
        parameter("/one/host", "sécond", ParameterType.STRING);
        parameters.labelParameterVersion(
                call -> call.name("/one/host").parameterVersion(1L).labels("blue"));
        String arn = Objects.requireNonNull(parameters
                .getParameter(call -> call.name("/one/host"))
                .parameter()
                .arn());

        assertThat(secrets.parameter("/one/host").get()).isEqualTo("sécond");
        assertThat(secrets.parameter("/one/host").reading().version()).isEqualTo("2");
        assertThat(secrets.parameter("/one/host:1").get()).isEqualTo("first");
        assertThat(secrets.parameter("/one/host:blue").get()).isEqualTo("first");
        assertThat(secrets.parameter(arn).get()).isEqualTo("sécond");
        assertFailure(secrets.parameter("/one/host:7"), SecretFailure.NOT_FOUND);
        assertFailure(secrets.parameter("/one/host:green"), SecretFailure.NOT_FOUND);
    }

    @Test
    void a_secure_string_is_decrypted_only_when_told() {
        parameter("/secure", "hidden", ParameterType.SECURE_STRING);

        assertThat(secrets.parameter("/secure").get()).isNotEqualTo("hidden");
        assertThat(secrets.parameter("/secure").decrypted().get()).isEqualTo("hidden");
        assertThat(secrets.parameter("/secure").get()).isNotEqualTo("hidden");
    }

    @Test
    void a_list_is_a_list() {
        parameter("/list", "a,b c,d", ParameterType.STRING_LIST);

        assertThat(secrets.parameterList("/list").get()).containsExactly("a", "b c", "d");
    }

    /** More than ten, so in two calls. Without selectors: moto answers them without saying which version or label was asked for. */
    @Test
    void parameters_are_read_by_their_names() {
        String[] names = IntStream.range(0, 13).mapToObj(i -> "/named/" + i).toArray(String[]::new);
        for (String name : names) {
            parameter(name, "value of " + name, ParameterType.SECURE_STRING);
        }

        Map<String, String> values = secrets.parameters(names).decrypted().get();

        assertThat(values).hasSize(13).containsEntry("/named/12", "value of /named/12");
        assertThat(values.keySet()).containsExactly(names);
    }

    /** Ten a page. */
    @Test
    void parameters_are_read_below_a_path_page_by_page() {
        for (int i = 0; i < 25; i++) {
            parameter("/below/" + (i % 2 == 0 ? "" : "deeper/") + i, "value " + i, ParameterType.SECURE_STRING);
        }
        parameter("/belowzero", "another", ParameterType.STRING);

        assertThat(secrets.parametersBelow("/below").decrypted().get())
                .hasSize(25)
                .containsEntry("24", "value 24")
                .containsEntry("deeper/23", "value 23");
        assertThat(secrets.parametersBelow("/below/deeper/").decrypted().get())
                .hasSize(12)
                .containsEntry("23", "value 23");
    }

    @Test
    void parameters_are_prefetched_together() {
        Handle<?>[] handles = new Handle<?>[12];
        for (int i = 0; i < 12; i++) {
            parameter("/early/" + i, "value " + i, i % 2 == 0 ? ParameterType.STRING : ParameterType.SECURE_STRING);
            Parameter<String> parameter = secrets.parameter("/early/" + i);
            handles[i] = i % 2 == 0 ? parameter : parameter.decrypted();
        }

        assertThat(secrets.prefetch(Duration.ofMinutes(1), handles)).isTrue();
        for (int i = 0; i < 12; i++) {
            assertThat(handles[i].get()).isEqualTo("value " + i);
        }
    }

    @Test
    void a_secret_is_read_by_way_of_a_parameter() {
        created("by-parameter", "one");

        assertThat(secrets.parameter("/aws/reference/secretsmanager/by-parameter")
                        .decrypted()
                        .get())
                .isEqualTo("one");
    }
}
